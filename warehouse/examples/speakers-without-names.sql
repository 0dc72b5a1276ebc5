/*
question = "Where is only the number of speakers told?"
tables = ["statement_counts"]
*/
SELECT meeting_id, agenda_items, capacity, n_stated, paragraph
FROM statement_counts
ORDER BY meeting_id, span_start
LIMIT 6
