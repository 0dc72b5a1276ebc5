/*
question = "In which sentence is somebody said to speak?"
tables = ["statements_with_quotes"]
*/
SELECT participant_name, kind, quote, paragraph, source_uri
FROM statements_with_quotes
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY statement_id
LIMIT 3
