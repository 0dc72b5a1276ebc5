/*
grain = "one row per participant and body at whose meetings it was listed, spoke or was spoken for, or for which it was eligible"
description = """How often each participant sat and spoke at the meetings of a body that were read. n_meetings = \
n_meetings_attended + n_meetings_not_listed + n_meetings_unknown, whoever was eligible. The attendance rate is meetings attended \
over meetings eligible for, over those alone whose absences are known: n_eligible = n_attended + n_absent + n_unknown, and \
attendance_rate = n_attended / (n_attended + n_absent); it is empty where nothing is known. The speaking rate is statements over \
meetings attended, over those meetings alone whose lists are complete and whose speakers are all named."""
columns = [
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["body_id", "text", "The body", "key"],
  ["participant_name", "text", "Name of the participant in English, list form"],
  ["participant_kind", "text", "What it is"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["n_meetings", "integer", "Meetings of the body that were read"],
  ["n_meetings_complete", "integer", "Of them, those whose lists of the participant's kind let one know who was absent"],
  ["n_meetings_attended", "integer", "Meetings at which it is listed, whether the list is complete or not"],
  ["n_meetings_not_listed", "integer", "Meetings with complete lists that do not name it, and at which it did not speak"],
  ["n_meetings_unknown", "integer", "All others: it is not listed, and the lists are missing or not complete, or it spoke all the same"],
  ["n_meetings_spoke_unlisted", "integer", "Of n_meetings_unknown, those at which it spoke all the same"],
  ["n_eligible", "integer", "Meetings for which it is known to have been eligible (party, signatory or member on the first day)"],
  ["n_attended", "integer", "Of n_eligible, those with complete lists that name it"],
  ["n_absent", "integer", "Of n_eligible, those with complete lists that do not"],
  ["n_unknown", "integer", "Of n_eligible, those whose lists do not let one know who was absent"],
  ["n_not_eligible", "integer", "Meetings attended for which it is known not to have been eligible: as an observer, by invitation"],
  ["attendance_rate", "number", "n_attended over n_attended + n_absent, 0 to 1; empty where neither is known", "null"],
  ["n_statements_as_actor", "integer", "Statements that its own representatives made"],
  ["n_statements_as_principal", "integer", "Statements that others made on its behalf"],
  ["n_meetings_rated", "integer", "Meetings attended whose lists are complete and whose speakers are all named: the denominator of the speaking rates"],
  ["n_meetings_silent", "integer", "Of n_meetings_rated, those at which it did not speak"],
  ["statements_per_meeting_as_actor", "number", "Speaking rate: statements as actor at the meetings rated, over n_meetings_rated; may exceed 1; empty where n_meetings_rated is 0", "null"],
  ["statements_per_meeting_as_principal", "number", "The same for statements made on its behalf", "null"],
  ["first_seen_on", "date", "First day of the first meeting with complete lists that names it; empty where there is none", "null"],
  ["last_seen_on", "date", "First day of the last meeting with complete lists that names it; empty where there is none", "null"],
  ["first_listed_on", "date", "First day of the first meeting at which it is listed, complete or not", "null"],
  ["last_listed_on", "date", "First day of the last meeting at which it is listed, complete or not", "null"],
]
*/
WITH meetings AS (
  SELECT
    body_number,
    any_value(body_id) AS body_id,
    any_value(body_name) AS body_name,
    count(*) AS n,
    count(*) FILTER (is_state_absence_known) AS n_known_of_states,
    count(*) FILTER (is_organization_absence_known) AS n_known_of_organizations
  FROM analytics.meeting_coverage
  GROUP BY body_number
),
counted AS (
  SELECT
    participant_number,
    body_number,
    count(*) FILTER (is_listed) AS n_listed,
    count(*) FILTER (is_listed AND is_absence_known) AS n_listed_complete,
    count(*) FILTER (NOT is_listed AND n_statements > 0) AS n_spoke_unlisted,
    count(*) FILTER (NOT is_listed AND n_statements > 0 AND is_absence_known) AS n_contradicted,
    count(*) FILTER (is_eligible) AS n_eligible,
    count(*) FILTER (is_rated AND is_present) AS n_attended,
    count(*) FILTER (is_rated AND NOT is_present) AS n_absent,
    count(*) FILTER (is_listed AND NOT is_eligible) AS n_not_eligible,
    sum(n_statements) AS n_as_actor,
    sum(n_statements_as_principal) AS n_as_principal,
    count(*) FILTER (is_listed AND is_absence_known AND is_every_speaker_named) AS n_rated,
    count(*) FILTER (is_listed AND is_absence_known AND is_every_speaker_named AND n_statements = 0) AS n_silent,
    sum(n_statements) FILTER (is_listed AND is_absence_known AND is_every_speaker_named) AS n_rated_as_actor,
    sum(n_statements_as_principal) FILTER (is_listed AND is_absence_known AND is_every_speaker_named)
      AS n_rated_as_principal,
    min(starts_on) FILTER (is_listed AND is_absence_known) AS first_seen_on,
    max(starts_on) FILTER (is_listed AND is_absence_known) AS last_seen_on,
    min(starts_on) FILTER (is_listed) AS first_listed_on,
    max(starts_on) FILTER (is_listed) AS last_listed_on
  FROM analytics.presence
  GROUP BY participant_number, body_number
),
complete AS (
  SELECT
    counted.*,
    participant_keys.participant_id,
    participant_keys.participant_name,
    participant_keys.participant_kind,
    meetings.body_id,
    meetings.body_name,
    meetings.n AS n_meetings,
    CASE
      WHEN participant_keys.participant_kind = 'group' THEN 0
      WHEN participant_keys.is_state THEN meetings.n_known_of_states
      ELSE meetings.n_known_of_organizations
    END AS n_known
  FROM counted
  JOIN analytics.participant_keys ON participant_keys.participant_number = counted.participant_number
  JOIN meetings ON meetings.body_number = counted.body_number
)
SELECT
  participant_id,
  body_id,
  participant_name,
  participant_kind,
  body_name,
  n_meetings::INTEGER AS n_meetings,
  n_known::INTEGER AS n_meetings_complete,
  n_listed::INTEGER AS n_meetings_attended,
  (n_known - n_listed_complete - n_contradicted)::INTEGER AS n_meetings_not_listed,
  (n_meetings - n_listed - (n_known - n_listed_complete - n_contradicted))::INTEGER AS n_meetings_unknown,
  n_spoke_unlisted::INTEGER AS n_meetings_spoke_unlisted,
  n_eligible::INTEGER AS n_eligible,
  n_attended::INTEGER AS n_attended,
  n_absent::INTEGER AS n_absent,
  (n_eligible - n_attended - n_absent)::INTEGER AS n_unknown,
  n_not_eligible::INTEGER AS n_not_eligible,
  n_attended / nullif(n_attended + n_absent, 0) AS attendance_rate,
  n_as_actor::INTEGER AS n_statements_as_actor,
  n_as_principal::INTEGER AS n_statements_as_principal,
  n_rated::INTEGER AS n_meetings_rated,
  n_silent::INTEGER AS n_meetings_silent,
  n_rated_as_actor / nullif(n_rated, 0) AS statements_per_meeting_as_actor,
  n_rated_as_principal / nullif(n_rated, 0) AS statements_per_meeting_as_principal,
  first_seen_on,
  last_seen_on,
  first_listed_on,
  last_listed_on
FROM complete
ORDER BY body_number, participant_number
