/*
grain = "one row per meeting"
description = """What the report of a meeting lets one know, so that every model knows alike. Who was absent is known of States \
where every list of States is complete and every name in it was resolved (an unresolved one might be anybody's); of \
organizations where every list of them is complete. Who was silent is known where the report names two States at \
least as speaking, and gives no speakers as a number. Who was eligible is known where the meeting lies between the days for which reference.eligibility is complete \
for its body. Meetings of a body are in the order of their first days where all have one, else of their numbers where all \
have one."""
columns = [
  ["meeting_id", "text", "The meeting", "key", "-> meetings"],
  ["body_id", "text", "The body that met"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["body_order", "integer", "Place of the meeting among those of its body that were read, from 1"],
  ["meeting_number", "integer", "Its place by body and order, from 1: a key within this version of the file, which serves the models"],
  ["body_number", "integer", "Place of the body by body_id, from 1: likewise"],
  ["starts_on", "date", "First day", "null"],
  ["year", "integer", "Year of the first day", "null"],
  ["is_joint", "boolean", "Whether its report is that of other meetings too: an act of speaking there is one act, and a statement of each meeting"],
  ["n_lists", "integer", "Lists, or bare numbers, of those present"],
  ["n_lists_complete", "integer", "Of them, those that name all who were present"],
  ["n_stated_states", "integer", "Number of States that the report states, over its lists of States", "null"],
  ["is_states_complete", "boolean", "Whether every list of States is complete; empty where no list of States was read", "null"],
  ["n_states_unresolved", "integer", "Names in lists of States that name no known participant"],
  ["is_state_absence_known", "boolean", "Whether a State that is not listed was absent: all lists of States complete, every name resolved"],
  ["is_organizations_complete", "boolean", "Whether every list of organizations is complete; empty where none was read", "null"],
  ["n_organizations_unresolved", "integer", "Names in lists of organizations that name no known participant"],
  ["is_organization_absence_known", "boolean", "Whether an organization that is not listed was absent: all lists of organizations complete"],
  ["is_every_speaker_named", "boolean", "Whether who was silent is known: two States at least are named as speaking, and no speakers are given as a number"],
  ["has_unnamed_speakers", "boolean", "Whether the report gives speakers as a number only"],
  ["is_eligibility_known", "boolean", "Whether a State without a row in reference.eligibility was not eligible for this meeting"],
]
*/
WITH ordered AS (
  SELECT
    meeting_id,
    row_number() OVER (
      PARTITION BY body_id
      ORDER BY
        CASE WHEN is_all_dated THEN starts_on END,
        CASE WHEN is_all_numbered THEN ordinal END,
        starts_on NULLS FIRST,
        ordinal NULLS FIRST,
        meeting_id
    ) AS body_order
  FROM (
    SELECT
      meeting_id,
      body_id,
      starts_on,
      ordinal,
      bool_and(starts_on IS NOT NULL) OVER (PARTITION BY body_id) AS is_all_dated,
      bool_and(ordinal IS NOT NULL) OVER (PARTITION BY body_id) AS is_all_numbered
    FROM main.meetings
  )
),
body_names AS (
  SELECT
    meetings.body_id,
    coalesce(any_value(bodies.name), arg_max(meetings.body_name, ordered.body_order)) AS body_name
  FROM main.meetings
  JOIN ordered ON ordered.meeting_id = meetings.meeting_id
  LEFT JOIN reference.bodies ON bodies.body_id = meetings.body_id
  GROUP BY meetings.body_id
),
lists AS (
  -- A list is one of States by the capacity in which those listed were present.
  SELECT
    meeting_id,
    count(*) AS n_lists,
    count(*) FILTER (is_complete) AS n_lists_complete,
    sum(n_stated) FILTER (is_of_states) AS n_stated_states,
    bool_and(is_complete) FILTER (is_of_states) AS is_states_complete,
    bool_and(is_complete) FILTER (NOT is_of_states) AS is_organizations_complete,
    coalesce(sum(n_listed) FILTER (is_of_states), 0) AS n_listed_as_states,
    coalesce(sum(n_listed) FILTER (NOT is_of_states), 0) AS n_listed_as_organizations
  FROM (
    SELECT meeting_id, is_complete, n_listed, n_stated, is_capacity_of_states(capacity) AS is_of_states
    FROM main.attendance_lists
  )
  GROUP BY meeting_id
),
resolved AS (
  SELECT
    meeting_id,
    count(*) FILTER (is_capacity_of_states(capacity)) AS n_as_states,
    count(*) FILTER (NOT is_capacity_of_states(capacity)) AS n_as_organizations
  FROM main.attendance
  GROUP BY meeting_id
),
named AS (
  -- Where one State at most is recorded as speaking, it is the host or the Chair's: the report is no record of speakers.
  SELECT statements.meeting_id
  FROM main.statements
  JOIN main.participants ON participants.participant_id = statements.participant_id
  WHERE is_kind_of_states(participants.kind)
  GROUP BY statements.meeting_id
  HAVING min(statements.participant_id) <> max(statements.participant_id)
),
unnamed AS (
  SELECT DISTINCT meeting_id FROM main.statement_counts
),
joint AS (
  SELECT document_id FROM main.meetings GROUP BY document_id HAVING count(*) > 1
),
known_eligibility AS (
  SELECT body_id, max(known_from) AS known_from, min(as_of) AS as_of FROM reference.eligibility GROUP BY body_id
)
SELECT
  meetings.meeting_id,
  meetings.body_id,
  body_names.body_name,
  ordered.body_order::INTEGER AS body_order,
  row_number() OVER (ORDER BY meetings.body_id, ordered.body_order)::INTEGER AS meeting_number,
  dense_rank() OVER (ORDER BY meetings.body_id)::INTEGER AS body_number,
  meetings.starts_on,
  year(meetings.starts_on)::INTEGER AS year,
  joint.document_id IS NOT NULL AS is_joint,
  coalesce(lists.n_lists, 0)::INTEGER AS n_lists,
  coalesce(lists.n_lists_complete, 0)::INTEGER AS n_lists_complete,
  lists.n_stated_states::INTEGER AS n_stated_states,
  lists.is_states_complete,
  greatest(coalesce(lists.n_listed_as_states, 0) - coalesce(resolved.n_as_states, 0), 0)::INTEGER AS n_states_unresolved,
  coalesce(lists.is_states_complete AND lists.n_listed_as_states <= coalesce(resolved.n_as_states, 0), false)
    AS is_state_absence_known,
  lists.is_organizations_complete,
  greatest(coalesce(lists.n_listed_as_organizations, 0) - coalesce(resolved.n_as_organizations, 0), 0)::INTEGER
    AS n_organizations_unresolved,
  coalesce(lists.is_organizations_complete, false) AS is_organization_absence_known,
  named.meeting_id IS NOT NULL AND unnamed.meeting_id IS NULL AS is_every_speaker_named,
  unnamed.meeting_id IS NOT NULL AS has_unnamed_speakers,
  coalesce(
    meetings.starts_on <= known_eligibility.as_of
    AND (known_eligibility.known_from IS NULL OR meetings.starts_on >= known_eligibility.known_from),
    false
  ) AS is_eligibility_known
FROM main.meetings
JOIN ordered ON ordered.meeting_id = meetings.meeting_id
JOIN body_names ON body_names.body_id = meetings.body_id
LEFT JOIN lists ON lists.meeting_id = meetings.meeting_id
LEFT JOIN resolved ON resolved.meeting_id = meetings.meeting_id
LEFT JOIN named ON named.meeting_id = meetings.meeting_id
LEFT JOIN unnamed ON unnamed.meeting_id = meetings.meeting_id
LEFT JOIN joint ON joint.document_id = meetings.document_id
LEFT JOIN known_eligibility ON known_eligibility.body_id = meetings.body_id
ORDER BY meetings.body_id, ordered.body_order
