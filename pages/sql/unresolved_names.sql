/*
description = "Words in lists that name no known participant, by document, the first thousand"
*/
SELECT document_id, list_kind, name_as_written, suggestion_id, paragraph, page, span_start, span_end
FROM main.unresolved_names
ORDER BY document_id, span_start
LIMIT 1000
