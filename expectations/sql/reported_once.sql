/*
table = "meetings"
severity = "warning"
description = "Documents of one work only report on a meeting; where several do, a statement may stand twice"
*/
SELECT facts.meeting_id, count(DISTINCT facts.document_id) AS n_documents, string_agg(DISTINCT facts.document_id, ' ') AS documents
FROM (
  SELECT meeting_id, document_id FROM {batch}
  UNION ALL SELECT meeting_id, document_id FROM main.attendance
  UNION ALL SELECT meeting_id, document_id FROM main.statements
) AS facts
GROUP BY facts.meeting_id
HAVING count(DISTINCT facts.document_id) > 1
