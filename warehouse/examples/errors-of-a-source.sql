/*
question = "What is inconsistent in a report itself?"
tables = ["quality.anomalies"]
*/
SELECT document_id, kind, description, paragraph
FROM quality.anomalies
ORDER BY document_id, span_start, kind
LIMIT 4
