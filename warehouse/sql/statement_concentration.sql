/*
grain = "one row per scope (a meeting, a body, a year) in which a State spoke at a meeting whose speakers are all named"
description = """How evenly States share the floor. The effective number of speakers is the inverse Herfindahl index, 1 / Σ s², of \
their shares s of the statements of States: as many States speaking equally often would give the same index. The Gini coefficient is \
0 where all speak equally often and nears 1 where one alone speaks. Figures of speakers are over meetings whose speakers are all \
named; figures of those present, the silent among them, over those of these meetings whose absences are known too, and beside them. A \
year is over all bodies, each act of speaking counted once even where a joint report records it for several meetings."""
columns = [
  ["scope", "text", "`meeting`, `body` or `year`", "key"],
  ["scope_id", "text", "The meeting_id, the body_id or the year", "key"],
  ["n_meetings", "integer", "Meetings whose speakers are all named"],
  ["n_statements", "integer", "Statements of States at them"],
  ["n_speakers", "integer", "States that made them"],
  ["effective_speakers", "number", "Effective number of speakers, 1 to n_speakers"],
  ["gini_speakers", "number", "Gini coefficient over those that spoke, 0 to 1"],
  ["n_meetings_known", "integer", "Of n_meetings, those whose absent States are known"],
  ["n_present", "integer", "States present at them, or speaking; empty where n_meetings_known is 0", "null"],
  ["n_silent", "integer", "Of n_present, those that spoke at none of them", "null"],
  ["share_silent", "number", "n_silent over n_present, 0 to 1", "null"],
  ["effective_share", "number", "Effective number of speakers at them over n_present, 0 to 1: 1 where all speak equally often", "null"],
  ["gini_present", "number", "Gini coefficient over those present, the silent among them", "null"],
]
*/
WITH acts AS (
  SELECT
    meeting_id,
    meeting_number,
    body_id,
    body_number,
    year,
    participant_number,
    n_statements,
    n_statements_once,
    is_absence_known
  FROM analytics.presence
  WHERE is_state AND is_every_speaker_named AND (is_listed OR n_statements > 0)
),
by_scope AS (
  SELECT
    'meeting' AS scope,
    any_value(meeting_id) AS scope_id,
    n_statements AS n,
    CASE WHEN is_absence_known THEN n_statements END AS n_known,
    count(*) AS n_states
  FROM acts GROUP BY meeting_number, n_statements, is_absence_known
  UNION ALL
  SELECT scope, scope_id, n, n_known, count(*)
  FROM (
    SELECT
      'body' AS scope,
      any_value(body_id) AS scope_id,
      sum(n_statements) AS n,
      sum(n_statements) FILTER (is_absence_known) AS n_known
    FROM acts GROUP BY body_number, participant_number
    UNION ALL
    SELECT
      'year',
      year::VARCHAR,
      sum(n_statements_once),
      sum(n_statements_once) FILTER (is_absence_known)
    FROM acts WHERE year IS NOT NULL GROUP BY year, participant_number
  )
  GROUP BY ALL
),
speakers AS (
  -- States that spoke equally often stand together: n_before of them spoke less, so their ranks are n_before + 1 … n_before + n_states.
  SELECT
    scope,
    scope_id,
    sum(n_states) AS n_members,
    sum(n * n_states) AS n_statements,
    sum(n * n * n_states) AS sum_of_squares,
    sum(n * (n_states * n_before + n_states * (n_states + 1) / 2)) AS sum_of_ranks
  FROM (
    SELECT *, coalesce(sum(n_states) OVER less, 0) AS n_before
    FROM (SELECT scope, scope_id, n, sum(n_states) AS n_states FROM by_scope WHERE n > 0 GROUP BY ALL)
    WINDOW less AS (PARTITION BY scope, scope_id ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  GROUP BY scope, scope_id
),
present AS (
  SELECT
    scope,
    scope_id,
    sum(n_states) AS n_members,
    sum(n_states) FILTER (n = 0) AS n_silent,
    sum(n * n_states) AS n_statements,
    sum(n * n * n_states) AS sum_of_squares,
    sum(n * (n_states * n_before + n_states * (n_states + 1) / 2)) AS sum_of_ranks
  FROM (
    SELECT *, coalesce(sum(n_states) OVER less, 0) AS n_before
    FROM (
      SELECT scope, scope_id, n_known AS n, sum(n_states) AS n_states
      FROM by_scope WHERE n_known IS NOT NULL GROUP BY ALL
    )
    WINDOW less AS (PARTITION BY scope, scope_id ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  )
  GROUP BY scope, scope_id
),
meetings AS (
  SELECT
    scope,
    scope_id,
    count(*) AS n_meetings,
    count(*) FILTER (is_state_absence_known) AS n_known
  FROM (
    SELECT
      unnest(['meeting', 'body', 'year']) AS scope,
      unnest([meeting_id, body_id, year::VARCHAR]) AS scope_id,
      is_state_absence_known
    FROM analytics.meeting_coverage WHERE is_every_speaker_named
  )
  GROUP BY scope, scope_id
)
SELECT
  speakers.scope,
  speakers.scope_id,
  meetings.n_meetings::INTEGER AS n_meetings,
  speakers.n_statements::INTEGER AS n_statements,
  speakers.n_members::INTEGER AS n_speakers,
  (speakers.n_statements::DOUBLE * speakers.n_statements / speakers.sum_of_squares)::DOUBLE AS effective_speakers,
  greatest(
    2 * speakers.sum_of_ranks / (speakers.n_members * speakers.n_statements) - (speakers.n_members + 1) / speakers.n_members,
    0
  )::DOUBLE AS gini_speakers,
  meetings.n_known::INTEGER AS n_meetings_known,
  present.n_members::INTEGER AS n_present,
  (CASE WHEN present.n_members > 0 THEN coalesce(present.n_silent, 0) END)::INTEGER AS n_silent,
  coalesce(present.n_silent, 0) / present.n_members AS share_silent,
  (present.n_statements::DOUBLE * present.n_statements / nullif(present.sum_of_squares, 0) / present.n_members)::DOUBLE
    AS effective_share,
  -- greatest() passes over an empty value; where nobody is known to have spoken there is no figure.
  (CASE WHEN present.n_statements > 0 THEN greatest(
    2 * present.sum_of_ranks / (present.n_members * present.n_statements) - (present.n_members + 1) / present.n_members,
    0
  ) END)::DOUBLE AS gini_present
FROM speakers
JOIN meetings ON meetings.scope = speakers.scope AND meetings.scope_id = speakers.scope_id
LEFT JOIN present ON present.scope = speakers.scope AND present.scope_id = speakers.scope_id
ORDER BY speakers.scope, speakers.scope_id
