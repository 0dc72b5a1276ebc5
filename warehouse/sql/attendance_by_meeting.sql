/*
grain = "one row per meeting"
description = """Who sat at each meeting, in numbers. States are participants of the kinds state, observer_state, territory \
and reio; everyone else is counted as an organization. A number of those listed is the whole number only where the lists \
are complete; where they are not, it is a lower bound, and the shares are empty. Unknown is never 0: a meeting \
whose States are not listed, or given as a number only, has no n_states. n_eligible = n_attended + n_absent + n_unknown are \
those that could sit as party, signatory or member, as far as that is known; the rate is over them, and over all of them where \
is_eligibility_known."""
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
  ["n_eligible", "integer", "Participants known to have been eligible; empty where none is", "null"],
  ["n_attended", "integer", "Of n_eligible, those present, where absences are known", "null"],
  ["n_absent", "integer", "Of n_eligible, those absent", "null"],
  ["n_unknown", "integer", "Of n_eligible, those whose presence is not known", "null"],
  ["attendance_rate", "number", "n_attended over n_attended + n_absent, 0 to 1; empty where neither is known", "null"],
  ["is_eligibility_known", "boolean", "Whether n_eligible is all who were eligible"],
  ["is_joint", "boolean", "Whether its report is that of other meetings too"],
  ["n_unresolved", "integer", "Names listed that name no known participant"],
  ["n_statements", "integer", "Statements whose speaker is named"],
  ["has_unnamed_speakers", "boolean", "Whether the document gives speakers as a number only: then silence cannot be told"],
  ["n_states_spoke", "integer", "States listed that spoke as actors; empty where n_states is", "null"],
  ["n_states_silent", "integer", "States listed that did not speak; empty where n_states is, or where not every speaker is named or none is", "null"],
  ["n_states_spoke_unlisted", "integer", "States that spoke and are not listed"],
  ["share_states_spoke", "number", "n_states_spoke over n_states, 0 to 1; empty where the lists of States are not complete, or not every speaker is named", "null"],
]
*/
WITH counted AS (
  SELECT
    meeting_number,
    count(*) FILTER (is_listed AND is_state) AS n_states,
    count(*) FILTER (is_listed AND NOT is_state) AS n_organizations,
    count(*) FILTER (is_listed AND is_state AND n_statements > 0) AS n_states_spoke,
    count(*) FILTER (NOT is_listed AND is_state AND n_statements > 0) AS n_states_spoke_unlisted,
    count(*) FILTER (is_eligible) AS n_eligible,
    count(*) FILTER (is_rated AND is_present) AS n_attended,
    count(*) FILTER (is_rated AND NOT is_present) AS n_absent
  FROM analytics.presence
  GROUP BY meeting_number
),
acts AS (
  SELECT meeting_id, count(*) AS n_statements FROM main.statements GROUP BY meeting_id
),
told AS (
  SELECT
    coverage.*,
    meetings.body_name AS name_as_written,
    meetings.ordinal,
    meetings.ends_on,
    -- 0 is said only by a complete list that names no one; a bare number, or no list, leaves the figure empty.
    CASE WHEN coverage.is_state_absence_known OR counted.n_states > 0
      THEN coalesce(counted.n_states, 0) END AS n_states,
    CASE WHEN coverage.is_organization_absence_known AND coverage.n_organizations_unresolved = 0
      OR counted.n_organizations > 0
      THEN coalesce(counted.n_organizations, 0) END AS n_organizations,
    nullif(counted.n_eligible, 0) AS n_eligible,
    counted.n_attended,
    counted.n_absent,
    coalesce(acts.n_statements, 0) AS n_statements,
    coalesce(counted.n_states_spoke, 0) AS n_listed_states_spoke,
    coalesce(counted.n_states_spoke_unlisted, 0) AS n_states_spoke_unlisted
  FROM analytics.meeting_coverage AS coverage
  JOIN main.meetings ON meetings.meeting_id = coverage.meeting_id
  LEFT JOIN counted ON counted.meeting_number = coverage.meeting_number
  LEFT JOIN acts ON acts.meeting_id = coverage.meeting_id
)
SELECT
  meeting_id,
  body_id,
  name_as_written AS body_name,
  ordinal,
  starts_on,
  ends_on,
  n_lists,
  n_lists_complete,
  n_stated_states,
  n_states::INTEGER AS n_states,
  is_states_complete,
  n_organizations::INTEGER AS n_organizations,
  is_organizations_complete,
  n_eligible::INTEGER AS n_eligible,
  (CASE WHEN n_eligible > 0 THEN n_attended END)::INTEGER AS n_attended,
  (CASE WHEN n_eligible > 0 THEN n_absent END)::INTEGER AS n_absent,
  (n_eligible - n_attended - n_absent)::INTEGER AS n_unknown,
  n_attended / nullif(n_attended + n_absent, 0) AS attendance_rate,
  is_eligibility_known,
  is_joint,
  (n_states_unresolved + n_organizations_unresolved)::INTEGER AS n_unresolved,
  n_statements::INTEGER AS n_statements,
  has_unnamed_speakers,
  (CASE WHEN n_states IS NOT NULL THEN n_listed_states_spoke END)::INTEGER AS n_states_spoke,
  (CASE WHEN is_every_speaker_named THEN n_states - n_listed_states_spoke END)::INTEGER AS n_states_silent,
  n_states_spoke_unlisted::INTEGER AS n_states_spoke_unlisted,
  CASE WHEN is_state_absence_known AND is_every_speaker_named AND n_states > 0
    THEN n_listed_states_spoke / n_states END AS share_states_spoke
FROM told
ORDER BY starts_on, meeting_id
