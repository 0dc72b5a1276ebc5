/*
table = "masthead_fields"
severity = "warning"
description = "A document is in the language, or one of the languages, that its head names"
*/
SELECT stated.document_id, stated.value, documents.language
FROM {batch} AS stated
JOIN documents USING (document_id)
WHERE stated.field = 'language'
  AND NOT list_contains(string_split(stated.value, ', '), documents.language)
