/*
question = "In which bodies do few States do most of the talking?"
answer = """Effective number of speakers against their number; Gini over those that spoke, and over those present, the silent among them."""
*/
SELECT scope_id AS body_id, n_statements, n_speakers, round(effective_speakers, 1) AS effective_speakers,
  round(gini_speakers, 2) AS gini_speakers, n_present, n_silent, round(gini_present, 2) AS gini_present
FROM analytics.statement_concentration
WHERE scope = 'body' AND n_speakers >= 5
ORDER BY effective_speakers / n_speakers, body_id
LIMIT 10
