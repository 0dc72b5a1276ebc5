/*
grain = "one row per body, period and participant that was eligible and never present, or present and never speaking"
description = """Chairs that stay empty, and those whose holders stay silent. A period is `all` meetings of the body that were \
read, or those of the `last_5` or `last_10` years up to its last one. `never_present`: known to have been eligible in the period, \
known to have been absent once at least, and nowhere listed or speaking. `never_speaking`: listed at one meeting at least whose \
speakers are all named, and nowhere speaking. n_unknown says how much is not known: is_certain where that is nothing."""
columns = [
  ["body_id", "text", "The body", "key"],
  ["period", "text", "`all`, `last_10` or `last_5`: years up to the last meeting of the body", "key"],
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["finding", "text", "`never_present` or `never_speaking`"],
  ["participant_name", "text", "Name of the participant in English, list form"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["starts_on", "date", "First day of the first meeting of the period", "null"],
  ["ends_on", "date", "First day of its last meeting", "null"],
  ["n_meetings", "integer", "Meetings of the period"],
  ["n_eligible", "integer", "Of them, those for which it is known to have been eligible"],
  ["n_absent", "integer", "Of n_eligible, those at which it is known to have been absent"],
  ["n_attended", "integer", "Meetings at which it is listed"],
  ["n_silent", "integer", "Of n_attended, those at which it is known to have been silent"],
  ["n_unknown", "integer", "Meetings that might show otherwise: for never_present eligible and presence unknown; for never_speaking listed and silence unknown"],
  ["is_certain", "boolean", "Whether n_unknown is 0"],
  ["n_statements_as_principal", "integer", "Statements that others made on its behalf"],
]
*/
WITH windows AS (
  SELECT body_id, span, max(starts_on) AS last_on, CASE WHEN n_years > 0 THEN max(starts_on) - to_years(n_years) END AS since
  FROM analytics.meeting_coverage
  CROSS JOIN (VALUES ('all', 0), ('last_10', 10), ('last_5', 5)) AS spans(span, n_years)
  GROUP BY body_id, span, n_years
),
meetings AS (
  SELECT
    windows.body_id,
    windows.span,
    any_value(coverage.body_name) AS body_name,
    min(coverage.starts_on) AS starts_on,
    max(coverage.starts_on) AS ends_on,
    count(*) AS n
  FROM windows
  JOIN analytics.meeting_coverage AS coverage
    ON coverage.body_id = windows.body_id AND (windows.span = 'all' OR coverage.starts_on > windows.since)
  GROUP BY windows.body_id, windows.span
),
counted AS (
  SELECT
    presence.body_id,
    windows.span,
    presence.participant_id,
    count(*) FILTER (is_eligible) AS n_eligible,
    count(*) FILTER (is_rated AND NOT is_present) AS n_absent,
    count(*) FILTER (is_eligible AND is_present IS NULL) AS n_presence_unknown,
    count(*) FILTER (is_listed) AS n_attended,
    count(*) FILTER (is_listed AND NOT has_spoken) AS n_silent,
    count(*) FILTER (is_listed AND has_spoken IS NULL) AS n_silence_unknown,
    sum(n_statements) AS n_statements,
    sum(n_statements_as_principal) AS n_as_principal
  FROM analytics.presence
  JOIN windows ON windows.body_id = presence.body_id AND (windows.span = 'all' OR presence.starts_on > windows.since)
  GROUP BY presence.body_id, windows.span, presence.participant_id
  HAVING sum(n_statements) = 0
)
SELECT
  counted.body_id,
  counted.span AS period,
  counted.participant_id,
  CASE WHEN counted.n_attended = 0 THEN 'never_present' ELSE 'never_speaking' END AS finding,
  participants.name AS participant_name,
  meetings.body_name,
  meetings.starts_on,
  meetings.ends_on,
  meetings.n::INTEGER AS n_meetings,
  counted.n_eligible::INTEGER AS n_eligible,
  counted.n_absent::INTEGER AS n_absent,
  counted.n_attended::INTEGER AS n_attended,
  counted.n_silent::INTEGER AS n_silent,
  (CASE WHEN counted.n_attended = 0 THEN counted.n_presence_unknown ELSE counted.n_silence_unknown END)::INTEGER
    AS n_unknown,
  CASE WHEN counted.n_attended = 0 THEN counted.n_presence_unknown ELSE counted.n_silence_unknown END = 0 AS is_certain,
  counted.n_as_principal::INTEGER AS n_statements_as_principal
FROM counted
JOIN meetings ON meetings.body_id = counted.body_id AND meetings.span = counted.span
JOIN main.participants ON participants.participant_id = counted.participant_id
WHERE CASE WHEN counted.n_attended = 0 THEN counted.n_absent > 0 ELSE counted.n_silent > 0 END
ORDER BY counted.body_id, counted.span, counted.participant_id
