/*
table = "fetches"
severity = "warning"
description = "Of every document and page of records that was asked for over HTTP one address gave it at the last time"
*/
WITH last AS (
    SELECT *, coalesce(symbol || ' ' || language, address) AS question
    FROM {batch}
    QUALIFY row_number() OVER (PARTITION BY collection, address ORDER BY asked_at DESC, fetch_id DESC) = 1
)
SELECT fetch_id, address, status, outcome, coalesce(error, outcome) AS error
FROM last
QUALIFY bool_and(outcome IN ('missing', 'vanished', 'failed')) OVER (PARTITION BY collection, question)
