/*
grain = "one row per body and year in which it met"
description = """How attendance at a body develops. Counts are of pairs of participant and meeting: n_eligible = n_attended + \
n_absent + n_unknown, and the rate is over the pairs that are known. Meetings without a date stand in the row without a year. A \
State is first seen in a year where no earlier list of the body names it; where earlier lists are not complete \
(n_meetings_unknown_before), it may have come before."""
columns = [
  ["body_id", "text", "The body", "key"],
  ["year", "integer", "Year of the first day; empty for meetings without a date", "key", "null"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["n_meetings", "integer", "Meetings that were read"],
  ["n_meetings_known", "integer", "Of them, those whose lists let one know which States were absent"],
  ["n_meetings_unknown_before", "integer", "Meetings of the body in earlier years whose lists do not", "null"],
  ["n_states", "integer", "States listed, each once; empty where none is and no complete list says so", "null"],
  ["n_states_first_seen", "integer", "Of them, those that no earlier list of the body names", "null"],
  ["mean_states", "number", "States present per meeting, over n_meetings_known", "null"],
  ["mean_organizations", "number", "Known organizations present per meeting, over meetings whose lists of organizations are complete", "null"],
  ["n_eligible", "integer", "Pairs of participant and meeting known to be eligible"],
  ["n_attended", "integer", "Of n_eligible, those present"],
  ["n_absent", "integer", "Of n_eligible, those absent"],
  ["n_unknown", "integer", "Of n_eligible, those of which it is not known"],
  ["attendance_rate", "number", "n_attended over n_attended + n_absent, 0 to 1; empty where neither is known", "null"],
  ["rate_change", "number", "attendance_rate less that of the last year before in which it is known", "null"],
  ["n_statements", "integer", "Statements whose speaker represents a participant"],
]
*/
WITH meetings AS (
  SELECT
    body_id,
    year,
    any_value(body_number) AS body_number,
    any_value(body_name) AS body_name,
    count(*) AS n_meetings,
    count(*) FILTER (is_state_absence_known) AS n_known,
    count(*) FILTER (is_organization_absence_known) AS n_known_of_organizations
  FROM analytics.meeting_coverage
  GROUP BY body_id, year
),
first_years AS (
  SELECT body_number, participant_number, min(year) AS first_year
  FROM analytics.presence WHERE is_listed AND is_state
  GROUP BY body_number, participant_number
),
states AS (
  SELECT
    seen.body_number,
    seen.year,
    count(*) AS n_states,
    count(*) FILTER (seen.year = first_years.first_year) AS n_first_seen
  FROM (SELECT DISTINCT body_number, year, participant_number FROM analytics.presence WHERE is_listed AND is_state) AS seen
  JOIN first_years
    ON first_years.body_number = seen.body_number AND first_years.participant_number = seen.participant_number
  GROUP BY seen.body_number, seen.year
),
counted AS (
  SELECT
    body_number,
    year,
    count(*) FILTER (is_listed AND is_state AND is_absence_known) AS n_seats,
    count(*) FILTER (is_listed AND NOT is_state AND is_absence_known) AS n_organization_seats,
    count(*) FILTER (is_eligible) AS n_eligible,
    count(*) FILTER (is_rated AND is_present) AS n_attended,
    count(*) FILTER (is_rated AND NOT is_present) AS n_absent,
    sum(n_statements) AS n_statements
  FROM analytics.presence
  GROUP BY body_number, year
),
rated AS (
  SELECT
    meetings.*,
    states.n_states,
    states.n_first_seen,
    coalesce(counted.n_seats, 0) AS n_seats,
    coalesce(counted.n_organization_seats, 0) AS n_organization_seats,
    coalesce(counted.n_eligible, 0) AS n_eligible,
    coalesce(counted.n_attended, 0) AS n_attended,
    coalesce(counted.n_absent, 0) AS n_absent,
    coalesce(counted.n_statements, 0) AS n_statements,
    counted.n_attended / nullif(counted.n_attended + counted.n_absent, 0) AS attendance_rate
  FROM meetings
  LEFT JOIN counted ON counted.body_number = meetings.body_number AND counted.year IS NOT DISTINCT FROM meetings.year
  LEFT JOIN states ON states.body_number = meetings.body_number AND states.year IS NOT DISTINCT FROM meetings.year
)
SELECT
  body_id,
  year,
  body_name,
  n_meetings::INTEGER AS n_meetings,
  n_known::INTEGER AS n_meetings_known,
  (CASE WHEN year IS NOT NULL THEN coalesce(sum(n_meetings - n_known) OVER earlier, 0) END)::INTEGER
    AS n_meetings_unknown_before,
  (CASE WHEN n_states > 0 OR n_known > 0 THEN coalesce(n_states, 0) END)::INTEGER AS n_states,
  (CASE WHEN year IS NOT NULL AND (n_states > 0 OR n_known > 0) THEN coalesce(n_first_seen, 0) END)::INTEGER
    AS n_states_first_seen,
  n_seats / nullif(n_known, 0) AS mean_states,
  n_organization_seats / nullif(n_known_of_organizations, 0) AS mean_organizations,
  n_eligible::INTEGER AS n_eligible,
  n_attended::INTEGER AS n_attended,
  n_absent::INTEGER AS n_absent,
  (n_eligible - n_attended - n_absent)::INTEGER AS n_unknown,
  attendance_rate,
  CASE WHEN year IS NOT NULL THEN attendance_rate - last_value(attendance_rate IGNORE NULLS) OVER earlier END AS rate_change,
  n_statements::INTEGER AS n_statements
FROM rated
WINDOW earlier AS (
  PARTITION BY body_id ORDER BY year NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
)
ORDER BY body_id, year NULLS FIRST
