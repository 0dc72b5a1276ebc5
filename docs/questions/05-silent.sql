/*
question = "Who sits at the table and never speaks?"
answer = """Only meetings whose reports record their speakers tell who was silent."""
*/
SELECT participant_name, n_attended, n_silent, n_unknown, n_statements_as_principal AS n_spoken_for
FROM analytics.empty_chairs
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
  AND period = 'all' AND finding = 'never_speaking'
ORDER BY n_silent DESC, participant_name
LIMIT 10
