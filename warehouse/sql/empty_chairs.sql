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
WITH bodies AS (
  SELECT body_number, max(starts_on) - to_years(5) AS since_5, max(starts_on) - to_years(10) AS since_10
  FROM analytics.meeting_coverage GROUP BY body_number
),
meetings AS (
  -- The shortest period in which a meeting lies; each is in the longer ones too.
  SELECT
    coverage.meeting_number,
    coverage.body_number,
    coverage.starts_on,
    CASE WHEN starts_on > since_5 THEN 5 WHEN starts_on > since_10 THEN 10 ELSE 99 END AS shortest
  FROM analytics.meeting_coverage AS coverage
  JOIN bodies ON bodies.body_number = coverage.body_number
),
periods(period, longest) AS (
  VALUES ('last_5', 5), ('last_10', 10), ('all', 99)
),
of_periods AS (
  SELECT
    meetings.body_number,
    periods.period,
    min(meetings.starts_on) AS starts_on,
    max(meetings.starts_on) AS ends_on,
    count(*) AS n
  FROM meetings JOIN periods ON meetings.shortest <= periods.longest
  GROUP BY meetings.body_number, periods.period
),
by_shortest AS (
  SELECT
    presence.body_number,
    presence.participant_number,
    meetings.shortest,
    count(*) FILTER (is_eligible) AS n_eligible,
    count(*) FILTER (is_rated AND NOT is_present) AS n_absent,
    count(*) FILTER (is_eligible AND is_present IS NULL) AS n_presence_unknown,
    count(*) FILTER (is_listed) AS n_attended,
    count(*) FILTER (is_listed AND NOT has_spoken) AS n_silent,
    count(*) FILTER (is_listed AND has_spoken IS NULL) AS n_silence_unknown,
    sum(n_statements) AS n_statements,
    sum(n_statements_as_principal) AS n_as_principal
  FROM analytics.presence
  JOIN meetings ON meetings.meeting_number = presence.meeting_number
  GROUP BY presence.body_number, presence.participant_number, meetings.shortest
),
counted AS (
  SELECT
    by_shortest.body_number,
    periods.period,
    by_shortest.participant_number,
    sum(n_eligible) AS n_eligible,
    sum(n_absent) AS n_absent,
    sum(n_presence_unknown) AS n_presence_unknown,
    sum(n_attended) AS n_attended,
    sum(n_silent) AS n_silent,
    sum(n_silence_unknown) AS n_silence_unknown,
    sum(n_as_principal) AS n_as_principal
  FROM by_shortest JOIN periods ON by_shortest.shortest <= periods.longest
  GROUP BY by_shortest.body_number, periods.period, by_shortest.participant_number
  HAVING sum(n_statements) = 0
)
SELECT
  names.body_id,
  counted.period,
  participant_keys.participant_id,
  CASE WHEN counted.n_attended = 0 THEN 'never_present' ELSE 'never_speaking' END AS finding,
  participant_keys.participant_name,
  names.body_name,
  of_periods.starts_on,
  of_periods.ends_on,
  of_periods.n::INTEGER AS n_meetings,
  counted.n_eligible::INTEGER AS n_eligible,
  counted.n_absent::INTEGER AS n_absent,
  counted.n_attended::INTEGER AS n_attended,
  counted.n_silent::INTEGER AS n_silent,
  (CASE WHEN counted.n_attended = 0 THEN counted.n_presence_unknown ELSE counted.n_silence_unknown END)::INTEGER
    AS n_unknown,
  CASE WHEN counted.n_attended = 0 THEN counted.n_presence_unknown ELSE counted.n_silence_unknown END = 0 AS is_certain,
  counted.n_as_principal::INTEGER AS n_statements_as_principal
FROM counted
JOIN of_periods ON of_periods.body_number = counted.body_number AND of_periods.period = counted.period
JOIN (SELECT DISTINCT body_number, body_id, body_name FROM analytics.meeting_coverage) AS names
  ON names.body_number = counted.body_number
JOIN analytics.participant_keys ON participant_keys.participant_number = counted.participant_number
WHERE CASE WHEN counted.n_attended = 0 THEN counted.n_absent > 0 ELSE counted.n_silent > 0 END
ORDER BY counted.body_number, counted.period, counted.participant_number
