/*
grain = "one row per meeting"
description = """Which organizations and entities come and go from one meeting of a body to the next. A meeting is compared with the \
last one before it whose lists of organizations are complete; where its own are not, or there is none, the figures are empty. \
The Jaccard index is the share of those present at either that were present at both. Names that no known organization bears cannot be \
compared: n_unresolved and n_unresolved_before count them; where they are many, the index is of the known ones alone."""
columns = [
  ["meeting_id", "text", "The meeting", "key", "-> meetings"],
  ["body_id", "text", "The body that met"],
  ["starts_on", "date", "First day", "null"],
  ["previous_meeting_id", "text", "The meeting that it is compared with", "null", "-> meetings"],
  ["n_meetings_between", "integer", "Meetings between the two whose lists of organizations are not complete", "null"],
  ["n_present", "integer", "Known organizations and entities listed; empty where the lists are not complete", "null"],
  ["n_present_before", "integer", "The same at the meeting that it is compared with", "null"],
  ["n_stayed", "integer", "Listed at both", "null"],
  ["n_entered", "integer", "Listed at this meeting alone", "null"],
  ["n_left", "integer", "Listed at the one before alone", "null"],
  ["n_unresolved", "integer", "Names in its lists of organizations that name no known participant"],
  ["n_unresolved_before", "integer", "The same at the meeting that it is compared with", "null"],
  ["jaccard", "number", "n_stayed over n_stayed + n_entered + n_left, 0 to 1; empty where nobody was present at either", "null"],
]
*/
WITH known AS (
  SELECT
    meeting_id,
    meeting_number,
    body_order,
    n_organizations_unresolved,
    lag(meeting_number) OVER sequence AS previous_number,
    lag(meeting_id) OVER sequence AS previous_meeting_id,
    body_order - lag(body_order) OVER sequence - 1 AS n_between,
    lag(n_organizations_unresolved) OVER sequence AS n_unresolved_before
  FROM analytics.meeting_coverage
  WHERE is_organization_absence_known
  WINDOW sequence AS (PARTITION BY body_id ORDER BY body_order)
),
present AS (
  SELECT meeting_number, participant_number
  FROM analytics.presence
  WHERE is_listed AND NOT is_state AND is_absence_known
),
counts AS (
  SELECT meeting_number, count(*) AS n FROM present GROUP BY meeting_number
),
stayed AS (
  SELECT known.meeting_number, count(*) AS n
  FROM known
  JOIN present ON present.meeting_number = known.meeting_number
  JOIN present AS before
    ON before.meeting_number = known.previous_number AND before.participant_number = present.participant_number
  GROUP BY known.meeting_number
),
compared AS (
  SELECT
    known.*,
    coalesce(now.n, 0) AS n_present,
    CASE WHEN known.previous_meeting_id IS NOT NULL THEN coalesce(before.n, 0) END AS n_present_before,
    CASE WHEN known.previous_meeting_id IS NOT NULL THEN coalesce(stayed.n, 0) END AS n_stayed
  FROM known
  LEFT JOIN counts AS now ON now.meeting_number = known.meeting_number
  LEFT JOIN counts AS before ON before.meeting_number = known.previous_number
  LEFT JOIN stayed ON stayed.meeting_number = known.meeting_number
)
SELECT
  coverage.meeting_id,
  coverage.body_id,
  coverage.starts_on,
  compared.previous_meeting_id,
  compared.n_between::INTEGER AS n_meetings_between,
  compared.n_present::INTEGER AS n_present,
  compared.n_present_before::INTEGER AS n_present_before,
  compared.n_stayed::INTEGER AS n_stayed,
  (compared.n_present - compared.n_stayed)::INTEGER AS n_entered,
  (compared.n_present_before - compared.n_stayed)::INTEGER AS n_left,
  coverage.n_organizations_unresolved AS n_unresolved,
  compared.n_unresolved_before AS n_unresolved_before,
  compared.n_stayed / nullif(compared.n_present + compared.n_present_before - compared.n_stayed, 0) AS jaccard
FROM analytics.meeting_coverage AS coverage
LEFT JOIN compared ON compared.meeting_id = coverage.meeting_id
ORDER BY coverage.body_id, coverage.body_order
