/*
question = "Which documents were before the meeting?"
tables = ["meeting_documents"]
*/
SELECT letter, symbol, title
FROM meeting_documents
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY span_start
LIMIT 6
