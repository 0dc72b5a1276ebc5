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
WITH counted AS (
  SELECT
    body_id,
    year,
    participant_id,
    any_value(is_state) AS is_state,
    count(*) FILTER (is_listed) AS n_listed,
    count(*) FILTER (n_statements > 0) AS n_spoke,
    count(*) FILTER (is_listed AND NOT has_spoken) AS n_silent,
    sum(n_statements) AS n_statements,
    sum(n_statements_as_principal) AS n_as_principal,
    coalesce(sum(n_statements) FILTER (is_every_speaker_named), 0) AS n_counted,
    count(*) FILTER (is_every_speaker_named AND (is_listed OR n_statements > 0)) AS n_meetings_counted
  FROM analytics.presence
  WHERE is_listed OR n_statements > 0 OR n_statements_as_principal > 0
  GROUP BY body_id, year, participant_id
),
totals AS (
  SELECT
    *,
    sum(n_counted) OVER whole AS n_counted_all,
    sum(n_counted) FILTER (is_state) OVER whole AS n_counted_of_states
  FROM counted
  WINDOW whole AS (PARTITION BY body_id, year)
)
SELECT
  totals.body_id,
  totals.year,
  totals.participant_id,
  participants.name AS participant_name,
  totals.is_state,
  totals.n_listed::INTEGER AS n_meetings_listed,
  totals.n_spoke::INTEGER AS n_meetings_spoke,
  totals.n_silent::INTEGER AS n_meetings_silent,
  totals.n_statements::INTEGER AS n_statements,
  totals.n_as_principal::INTEGER AS n_statements_as_principal,
  totals.n_counted::INTEGER AS n_counted,
  totals.n_counted_all::INTEGER AS n_counted_all,
  CASE WHEN n_meetings_counted > 0 THEN totals.n_counted / nullif(totals.n_counted_all, 0) END AS share_statements,
  CASE WHEN n_meetings_counted > 0 AND totals.is_state
    THEN totals.n_counted / nullif(totals.n_counted_of_states, 0) END AS share_statements_of_states
FROM totals
JOIN main.participants ON participants.participant_id = totals.participant_id
ORDER BY totals.body_id, totals.year NULLS FIRST, totals.participant_id
