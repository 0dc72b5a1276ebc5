/*
question = "In which languages and issues was a report read, and which holds?"
tables = ["documents"]
*/
SELECT document_id, language, issue, is_current, superseded_by, round(share_accounted, 3) AS share_accounted
FROM documents
WHERE work_id LIKE 'CRPH/6/4%'
ORDER BY document_id
