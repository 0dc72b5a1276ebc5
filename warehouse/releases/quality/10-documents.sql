/*
title = "Documents"
words = "By language, format and whether a later issue supersedes them. The share accounted is that of the characters in recognised lists and statement sentences of which it is known what they are."
*/
SELECT
  language,
  media_type,
  is_current,
  count(*) AS n_documents,
  count(DISTINCT work_id) AS n_works,
  sum(n_pages)::BIGINT AS n_pages,
  round(sum(n_accounted) / nullif(sum(n_accountable), 0), 4) AS share_accounted,
  count(*) FILTER (text_source = 'ocr') AS n_recognised_in_pictures
FROM documents
GROUP BY ALL
ORDER BY ALL
