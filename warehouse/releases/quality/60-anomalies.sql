/*
title = "Inconsistencies in the sources"
words = "What the reports themselves state wrongly; recorded, not corrected."
*/
SELECT kind, count(*) AS n_anomalies, count(DISTINCT document_id) AS n_documents
FROM quality.anomalies
GROUP BY ALL
ORDER BY ALL
