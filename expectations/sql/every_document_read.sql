/*
table = "failures"
severity = "warning"
description = "Every document that was found could be read"
*/
SELECT document_id, source_uri, stage, kind, error
FROM {batch} AS failures
