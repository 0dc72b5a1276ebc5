/*
table = "documents"
severity = "critical"
description = "The facts of a work are those of one of its documents"
*/
SELECT documents.work_id, count(DISTINCT documents.document_id) AS n_documents
FROM {batch} AS documents
SEMI JOIN (
  SELECT document_id FROM main.meetings
  UNION SELECT document_id FROM main.attendance
  UNION SELECT document_id FROM main.statements
) AS facts ON facts.document_id = documents.document_id
GROUP BY documents.work_id
HAVING count(DISTINCT documents.document_id) > 1
