/*
question = "What was recommended, and to whom?"
tables = ["recommendations"]
*/
SELECT meeting_id, addressee, text
FROM recommendations
ORDER BY meeting_id, span_start
LIMIT 3
