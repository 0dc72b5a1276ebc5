/*
grain = "one row per meeting"
description = """Who sat at each meeting, in numbers. States are participants of the kinds state, observer_state, territory \
and reio; everyone else is counted as an organization. A number of those listed is the whole number only where the lists \
are complete; where they are not, it is a lower bound, and the shares are empty. Unknown is never 0: a meeting \
whose States are not listed, or given as a number only, has no n_states."""
columns = [
  ["meeting_id", "text", "The meeting", "key", "-> meetings"],
  ["body_id", "text", "The body that met"],
  ["body_name", "text", "Name of the body as written"],
  ["ordinal", "integer", "Number of the session or meeting in the body's own count", "null"],
  ["starts_on", "date", "First day", "null"],
  ["ends_on", "date", "Last day", "null"],
  ["n_lists", "integer", "Lists, or bare numbers, of those present"],
  ["n_lists_complete", "integer", "Of them, those that name all who were present"],
  ["n_stated_states", "integer", "Number of States that the document states, over its lists of States; empty where it states none", "null"],
  ["n_states", "integer", "States listed, each once; empty where none is named, unless a complete list says that there were none", "null"],
  ["is_states_complete", "boolean", "Whether every list of States is complete; empty where no list of States was read", "null"],
  ["n_organizations", "integer", "Organizations and entities listed, each once; empty where none is named, unless a complete list says that there were none", "null"],
  ["is_organizations_complete", "boolean", "Whether every list of organizations is complete; empty where none was read", "null"],
  ["n_unresolved", "integer", "Names listed that name no known participant"],
  ["n_statements", "integer", "Statements whose speaker is named"],
  ["has_unnamed_speakers", "boolean", "Whether the document gives speakers as a number only: then silence cannot be told"],
  ["n_states_spoke", "integer", "States listed that spoke as actors; empty where n_states is", "null"],
  ["n_states_silent", "integer", "States listed that did not speak; empty where n_states is, or where not every speaker is named", "null"],
  ["n_states_spoke_unlisted", "integer", "States that spoke and are not listed"],
  ["share_states_spoke", "number", "n_states_spoke over n_states, 0 to 1; empty where the lists of States are not complete, or not every speaker is named", "null"],
]
*/
WITH kinds AS (
  SELECT participant_id, is_kind_of_states(kind) AS is_state
  FROM main.participants
),
lists AS (
  -- A list is one of States by the capacity in which those listed were present.
  SELECT
    meeting_id,
    count(*) AS n_lists,
    count(*) FILTER (is_complete) AS n_lists_complete,
    sum(n_listed) AS n_listed,
    sum(n_stated) FILTER (is_of_states) AS n_stated_states,
    bool_and(is_complete) FILTER (is_of_states) AS is_states_complete,
    bool_and(is_complete) FILTER (NOT is_of_states) AS is_organizations_complete
  FROM (
    SELECT
      meeting_id,
      is_complete,
      n_listed,
      n_stated,
      is_capacity_of_states(capacity) AS is_of_states
    FROM main.attendance_lists
  )
  GROUP BY meeting_id
),
present AS (
  SELECT DISTINCT attendance.meeting_id, attendance.participant_id, kinds.is_state
  FROM main.attendance JOIN kinds ON kinds.participant_id = attendance.participant_id
),
spoke AS (
  SELECT DISTINCT statements.meeting_id, statements.participant_id, kinds.is_state
  FROM main.statements JOIN kinds ON kinds.participant_id = statements.participant_id
),
presence AS (
  SELECT
    meeting_id,
    count(*) FILTER (is_present AND is_state) AS n_states,
    count(*) FILTER (is_present AND NOT is_state) AS n_organizations,
    count(*) FILTER (is_present AND is_state AND has_spoken) AS n_states_spoke,
    count(*) FILTER (NOT is_present AND is_state AND has_spoken) AS n_states_spoke_unlisted
  FROM (
    SELECT
      meeting_id,
      participant_id,
      is_state,
      present.participant_id IS NOT NULL AS is_present,
      spoke.participant_id IS NOT NULL AS has_spoken
    FROM present FULL JOIN spoke USING (meeting_id, participant_id, is_state)
  )
  GROUP BY meeting_id
),
rows_listed AS (
  SELECT meeting_id, count(*) AS n_resolved FROM main.attendance GROUP BY meeting_id
),
acts AS (
  SELECT meeting_id, count(*) AS n_statements FROM main.statements GROUP BY meeting_id
),
unnamed AS (
  SELECT DISTINCT meeting_id, true AS has_unnamed_speakers FROM main.statement_counts
),
counted AS (
  SELECT
    meetings.meeting_id,
    meetings.body_id,
    meetings.body_name,
    meetings.ordinal,
    meetings.starts_on,
    meetings.ends_on,
    coalesce(lists.n_lists, 0) AS n_lists,
    coalesce(lists.n_lists_complete, 0) AS n_lists_complete,
    lists.n_stated_states,
    lists.is_states_complete,
    lists.is_organizations_complete,
    -- 0 is said only by a complete list that names no one; a bare number, or no list, leaves the figure empty.
    CASE WHEN lists.is_states_complete OR presence.n_states > 0
      THEN coalesce(presence.n_states, 0) END AS n_states,
    CASE WHEN lists.is_organizations_complete OR presence.n_organizations > 0
      THEN coalesce(presence.n_organizations, 0) END AS n_organizations,
    greatest(coalesce(lists.n_listed, 0) - coalesce(rows_listed.n_resolved, 0), 0) AS n_unresolved,
    coalesce(acts.n_statements, 0) AS n_statements,
    coalesce(unnamed.has_unnamed_speakers, false) AS has_unnamed_speakers,
    coalesce(presence.n_states_spoke, 0) AS n_listed_states_spoke,
    coalesce(presence.n_states_spoke_unlisted, 0) AS n_states_spoke_unlisted
  FROM main.meetings
  LEFT JOIN lists ON lists.meeting_id = meetings.meeting_id
  LEFT JOIN presence ON presence.meeting_id = meetings.meeting_id
  LEFT JOIN rows_listed ON rows_listed.meeting_id = meetings.meeting_id
  LEFT JOIN acts ON acts.meeting_id = meetings.meeting_id
  LEFT JOIN unnamed ON unnamed.meeting_id = meetings.meeting_id
)
SELECT
  meeting_id,
  body_id,
  body_name,
  ordinal,
  starts_on,
  ends_on,
  n_lists::INTEGER AS n_lists,
  n_lists_complete::INTEGER AS n_lists_complete,
  n_stated_states::INTEGER AS n_stated_states,
  n_states::INTEGER AS n_states,
  is_states_complete,
  n_organizations::INTEGER AS n_organizations,
  is_organizations_complete,
  n_unresolved::INTEGER AS n_unresolved,
  n_statements::INTEGER AS n_statements,
  has_unnamed_speakers,
  (CASE WHEN n_states IS NOT NULL THEN n_listed_states_spoke END)::INTEGER AS n_states_spoke,
  (CASE WHEN NOT has_unnamed_speakers THEN n_states - n_listed_states_spoke END)::INTEGER AS n_states_silent,
  n_states_spoke_unlisted::INTEGER AS n_states_spoke_unlisted,
  CASE WHEN is_states_complete AND NOT has_unnamed_speakers AND n_states > 0
    THEN n_listed_states_spoke / n_states END AS share_states_spoke
FROM counted
ORDER BY starts_on, meeting_id
