/*
question = "Which names in lists are not resolved?"
tables = ["unresolved_names"]
*/
SELECT name_as_written, list_kind, suggestion_id, document_id, paragraph
FROM unresolved_names
ORDER BY document_id, span_start
LIMIT 6
