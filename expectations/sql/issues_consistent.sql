/*
table = "documents"
severity = "critical"
description = "A document is current or superseded by a current document of the same work"
*/
SELECT documents.document_id, documents.is_current, documents.superseded_by
FROM {batch} AS documents
LEFT JOIN main.documents AS heir ON heir.document_id = documents.superseded_by
WHERE documents.is_current <> (documents.superseded_by IS NULL)
  OR (documents.superseded_by IS NOT NULL AND (heir.document_id IS NULL OR heir.work_id <> documents.work_id OR NOT heir.is_current))
