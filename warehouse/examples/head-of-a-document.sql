/*
question = "What does a document say of itself?"
tables = ["masthead_fields"]
*/
SELECT field, value, words_as_written
FROM masthead_fields
WHERE document_id = 'CRPH/6/4/Rev.1:en'
ORDER BY span_start
