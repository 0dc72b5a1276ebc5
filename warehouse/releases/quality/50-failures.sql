/*
title = "Documents that could not be read"
words = "They are in no table but `quality.failures`."
*/
SELECT stage, kind, error, count(*) AS n_documents
FROM quality.failures
GROUP BY ALL
ORDER BY ALL
