/*
grain = "one row per participant and body at whose meetings it was listed, spoke or was spoken for"
description = """How often each participant sat and spoke at the meetings of a body that were read. Presence at a meeting is \
known where every list of its kind (States, or organizations) is complete; elsewhere a participant that is not listed is \
neither present nor absent, and is counted in n_meetings_unknown. n_meetings = n_meetings_attended + n_meetings_not_listed \
+ n_meetings_unknown. An attendance rate is not given here: it needs to be known for which meetings a participant was \
eligible. The speaking rate is statements over meetings attended, over those meetings alone whose lists are complete and \
whose speakers are all named; it is empty where there is none."""
columns = [
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["body_id", "text", "The body", "key"],
  ["participant_name", "text", "Name of the participant in English, list form"],
  ["participant_kind", "text", "What it is"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["n_meetings", "integer", "Meetings of the body that were read"],
  ["n_meetings_complete", "integer", "Of them, those whose lists of the participant's kind are complete"],
  ["n_meetings_attended", "integer", "Meetings at which it is listed, whether the list is complete or not"],
  ["n_meetings_not_listed", "integer", "Meetings with complete lists that do not name it"],
  ["n_meetings_unknown", "integer", "Meetings at which it is not listed, and whose lists are missing or not complete"],
  ["n_meetings_spoke_unlisted", "integer", "Of n_meetings_not_listed and n_meetings_unknown, those at which it spoke all the same"],
  ["n_statements_as_actor", "integer", "Statements that its own representatives made"],
  ["n_statements_as_principal", "integer", "Statements that others made on its behalf"],
  ["n_meetings_rated", "integer", "Meetings attended whose lists are complete and whose speakers are all named: the denominator of the rates"],
  ["statements_per_meeting_as_actor", "number", "Speaking rate: statements as actor at the meetings rated, over n_meetings_rated; may exceed 1; empty where n_meetings_rated is 0", "null"],
  ["statements_per_meeting_as_principal", "number", "The same for statements made on its behalf", "null"],
  ["first_seen_on", "date", "First day of the first meeting with complete lists that names it; empty where there is none", "null"],
  ["last_seen_on", "date", "First day of the last meeting with complete lists that names it; empty where there is none", "null"],
  ["first_listed_on", "date", "First day of the first meeting at which it is listed, complete or not", "null"],
  ["last_listed_on", "date", "First day of the last meeting at which it is listed, complete or not", "null"],
]
*/
WITH kinds AS (
  SELECT participant_id, name, kind, is_kind_of_states(kind) AS is_state
  FROM main.participants
),
completeness AS (
  SELECT meeting_id, is_of_states, bool_and(is_complete) AS is_complete
  FROM (
    SELECT
      meeting_id,
      is_complete,
      is_capacity_of_states(capacity) AS is_of_states
    FROM main.attendance_lists
  )
  GROUP BY meeting_id, is_of_states
),
present AS (
  SELECT DISTINCT meeting_id, participant_id FROM main.attendance
),
as_actor AS (
  SELECT meeting_id, participant_id, count(*) AS n FROM main.statements
  WHERE participant_id IS NOT NULL
  GROUP BY meeting_id, participant_id
),
as_principal AS (
  -- A principal named twice for one statement is one principal; words that name no participant have no row here.
  SELECT meeting_id, participant_id, count(DISTINCT statement_id) AS n
  FROM (SELECT meeting_id, statement_id, unnest(on_behalf_of) AS participant_id FROM main.statements)
  SEMI JOIN kinds USING (participant_id)
  GROUP BY meeting_id, participant_id
),
pairs AS (
  SELECT DISTINCT meetings.body_id, seen.participant_id
  FROM (
    SELECT meeting_id, participant_id FROM present
    UNION ALL SELECT meeting_id, participant_id FROM as_actor
    UNION ALL SELECT meeting_id, participant_id FROM as_principal
  ) AS seen
  JOIN main.meetings ON meetings.meeting_id = seen.meeting_id
),
body_names AS (
  SELECT
    meetings.body_id,
    coalesce(
      any_value(bodies.name),
      arg_max(meetings.body_name, (coalesce(meetings.starts_on, DATE '0001-01-01'), meetings.meeting_id))
    ) AS body_name
  FROM main.meetings LEFT JOIN reference.bodies ON bodies.body_id = meetings.body_id
  GROUP BY meetings.body_id
),
cells AS (
  -- Every pair at every meeting of its body.
  SELECT
    pairs.participant_id,
    pairs.body_id,
    meetings.starts_on,
    coalesce(completeness.is_complete, false) AS is_complete,
    present.participant_id IS NOT NULL AS is_listed,
    coalesce(as_actor.n, 0) AS n_as_actor,
    coalesce(as_principal.n, 0) AS n_as_principal,
    unnamed.meeting_id IS NULL AS is_every_speaker_named
  FROM pairs
  JOIN main.meetings ON meetings.body_id = pairs.body_id
  JOIN kinds ON kinds.participant_id = pairs.participant_id
  LEFT JOIN completeness
    ON completeness.meeting_id = meetings.meeting_id AND completeness.is_of_states = kinds.is_state
  LEFT JOIN present ON present.meeting_id = meetings.meeting_id AND present.participant_id = pairs.participant_id
  LEFT JOIN as_actor ON as_actor.meeting_id = meetings.meeting_id AND as_actor.participant_id = pairs.participant_id
  LEFT JOIN as_principal
    ON as_principal.meeting_id = meetings.meeting_id AND as_principal.participant_id = pairs.participant_id
  LEFT JOIN (SELECT DISTINCT meeting_id FROM main.statement_counts) AS unnamed
    ON unnamed.meeting_id = meetings.meeting_id
)
SELECT
  cells.participant_id,
  cells.body_id,
  any_value(kinds.name) AS participant_name,
  any_value(kinds.kind) AS participant_kind,
  any_value(body_names.body_name) AS body_name,
  count(*)::INTEGER AS n_meetings,
  (count(*) FILTER (is_complete))::INTEGER AS n_meetings_complete,
  (count(*) FILTER (is_listed))::INTEGER AS n_meetings_attended,
  (count(*) FILTER (is_complete AND NOT is_listed))::INTEGER AS n_meetings_not_listed,
  (count(*) FILTER (NOT is_complete AND NOT is_listed))::INTEGER AS n_meetings_unknown,
  (count(*) FILTER (NOT is_listed AND n_as_actor > 0))::INTEGER AS n_meetings_spoke_unlisted,
  sum(n_as_actor)::INTEGER AS n_statements_as_actor,
  sum(n_as_principal)::INTEGER AS n_statements_as_principal,
  (count(*) FILTER (is_complete AND is_listed AND is_every_speaker_named))::INTEGER AS n_meetings_rated,
  sum(n_as_actor) FILTER (is_complete AND is_listed AND is_every_speaker_named) / nullif(count(*) FILTER (is_complete AND is_listed AND is_every_speaker_named), 0) AS statements_per_meeting_as_actor,
  sum(n_as_principal) FILTER (is_complete AND is_listed AND is_every_speaker_named) / nullif(count(*) FILTER (is_complete AND is_listed AND is_every_speaker_named), 0) AS statements_per_meeting_as_principal,
  min(starts_on) FILTER (is_complete AND is_listed) AS first_seen_on,
  max(starts_on) FILTER (is_complete AND is_listed) AS last_seen_on,
  min(starts_on) FILTER (is_listed) AS first_listed_on,
  max(starts_on) FILTER (is_listed) AS last_listed_on
FROM cells
JOIN kinds ON kinds.participant_id = cells.participant_id
JOIN body_names ON body_names.body_id = cells.body_id
GROUP BY cells.participant_id, cells.body_id
ORDER BY cells.body_id, cells.participant_id
