/*
description = "Documents that could not be read, the newest thousand"
*/
SELECT document_id, source_uri, stage, kind, error, failed_at
FROM quality.failures
ORDER BY failed_at DESC, document_id
LIMIT 1000
