/*
grain = "one row per body, year and participant that was listed or spoke"
description = """Whose voice takes how much of the floor. Shares are over the meetings whose speakers are all named (n_counted of \
n_counted_all statements); statements of officers and others that represent no participant are not among them. A participant that \
was listed at such a meeting and did not speak has a share of 0, one that was listed only where speakers are not named has none. As \
principal: made by others on its behalf, counted apart; one statement may have several principals."""
columns = [
  ["body_id", "text", "The body", "key"],
  ["year", "integer", "Year of the first day; empty for meetings without a date", "key", "null"],
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["participant_name", "text", "Name of the participant in English, list form"],
  ["is_state", "boolean", "Whether it is counted among States"],
  ["n_meetings_listed", "integer", "Meetings at which it is listed"],
  ["n_meetings_spoke", "integer", "Meetings at which it spoke"],
  ["n_meetings_silent", "integer", "Meetings at which it is listed and is known not to have spoken"],
  ["n_statements", "integer", "Statements that its own representatives made"],
  ["n_statements_as_principal", "integer", "Statements that others made on its behalf"],
  ["n_counted", "integer", "Of n_statements, those at meetings whose speakers are all named"],
  ["n_counted_all", "integer", "Statements of all participants at those meetings"],
  ["share_statements", "number", "n_counted over n_counted_all, 0 to 1; empty where it took part in no such meeting", "null"],
  ["share_statements_of_states", "number", "The same among States alone; empty for others", "null"],
]
*/
WITH totals AS (
  SELECT
    body_number,
    year,
    sum(n_statements) AS n_all,
    sum(n_statements) FILTER (is_state) AS n_of_states
  FROM analytics.presence
  WHERE is_every_speaker_named
  GROUP BY body_number, year
),
counted AS (
  SELECT
    body_number,
    year,
    participant_number,
    count(*) FILTER (is_listed) AS n_listed,
    count(*) FILTER (n_statements > 0) AS n_spoke,
    count(*) FILTER (is_listed AND NOT has_spoken) AS n_silent,
    sum(n_statements) AS n_statements,
    sum(n_statements_as_principal) AS n_as_principal,
    coalesce(sum(n_statements) FILTER (is_every_speaker_named), 0) AS n_counted,
    count(*) FILTER (is_every_speaker_named AND (is_listed OR n_statements > 0)) AS n_meetings_counted
  FROM analytics.presence
  WHERE is_listed OR n_statements > 0 OR n_statements_as_principal > 0
  GROUP BY body_number, year, participant_number
)
SELECT
  bodies.body_id,
  counted.year,
  participant_keys.participant_id,
  participant_keys.participant_name,
  participant_keys.is_state,
  counted.n_listed::INTEGER AS n_meetings_listed,
  counted.n_spoke::INTEGER AS n_meetings_spoke,
  counted.n_silent::INTEGER AS n_meetings_silent,
  counted.n_statements::INTEGER AS n_statements,
  counted.n_as_principal::INTEGER AS n_statements_as_principal,
  counted.n_counted::INTEGER AS n_counted,
  coalesce(totals.n_all, 0)::INTEGER AS n_counted_all,
  CASE WHEN n_meetings_counted > 0 THEN counted.n_counted / nullif(totals.n_all, 0) END AS share_statements,
  CASE WHEN n_meetings_counted > 0 AND participant_keys.is_state
    THEN counted.n_counted / nullif(totals.n_of_states, 0) END AS share_statements_of_states
FROM counted
LEFT JOIN totals ON totals.body_number = counted.body_number AND totals.year IS NOT DISTINCT FROM counted.year
JOIN (SELECT DISTINCT body_number, body_id FROM analytics.meeting_coverage) AS bodies
  ON bodies.body_number = counted.body_number
JOIN analytics.participant_keys ON participant_keys.participant_number = counted.participant_number
ORDER BY counted.body_number, counted.year NULLS FIRST, counted.participant_number
