/*
description = "What documents say that cannot be right, the first thousand"
*/
SELECT document_id, kind, description, paragraph, page
FROM quality.anomalies
ORDER BY document_id, span_start
LIMIT 1000
