-- Works that were read in several languages: how many facts their languages state alike, and what they do not.
SELECT
  any_value(meetings.body_name) AS body,
  work_id AS work,
  array_to_string(any_value(languages), ' ') AS languages,
  sum(n_agree)::INTEGER AS agree,
  sum(n_differ)::INTEGER AS differ,
  list_filter(flatten(list(differences ORDER BY fact)), lambda words: words IS NOT NULL)[1] AS "for example"
FROM quality.language_agreement
LEFT JOIN (
  SELECT work_id, min(body_name) AS body_name FROM main.meetings JOIN main.documents USING (document_id) GROUP BY work_id
) AS meetings USING (work_id)
GROUP BY work_id
ORDER BY differ DESC, work_id
