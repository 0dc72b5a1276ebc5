/*
description = "The usual name of every curated body, in each language"
*/
SELECT body_id AS id, language, min(name) AS name
FROM reference.body_names
WHERE form = 'usual' AND valid_to IS NULL
GROUP BY body_id, language
ORDER BY ALL
