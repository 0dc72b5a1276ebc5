/*
table = "unresolved_names"
severity = "warning"
description = "Of the names in the attendance lists of a document, nearly all name a known participant"
*/
SELECT document_id, n_unresolved, n_resolved
FROM (
  SELECT document_id, count(*) AS n_unresolved FROM {batch} WHERE list_kind = 'attendance' GROUP BY document_id
) AS unresolved
LEFT JOIN (
  SELECT document_id, count(DISTINCT span_start) AS n_resolved FROM main.attendance GROUP BY document_id
) AS resolved USING (document_id)
WHERE n_unresolved + coalesce(n_resolved, 0) >= {names_min}
  AND coalesce(n_resolved, 0) / (n_unresolved + coalesce(n_resolved, 0)) < {share_resolved_min}
