/*
question = "Which documents could not be read, and why?"
tables = ["quality.failures"]
*/
SELECT source_uri, stage, kind, error
FROM quality.failures
ORDER BY source_uri
