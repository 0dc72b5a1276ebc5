/*
description = "The name of every participant seen, in each language: the official form, else as in lists, else the short or formal one"
*/
SELECT
  participant_id AS id,
  language,
  arg_min(name, (CASE form WHEN 'list' THEN 1 WHEN 'official' THEN 2 WHEN 'short' THEN 3 WHEN 'formal' THEN 4 ELSE 5 END, length(name), name)) AS name
FROM reference.participant_names
WHERE valid_to IS NULL
GROUP BY participant_id, language
ORDER BY ALL
