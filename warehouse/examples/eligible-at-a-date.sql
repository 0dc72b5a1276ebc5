/*
question = "Who could sit on a body at a date?"
tables = ["reference.eligibility"]
*/
SELECT status, count(*) AS n_participants
FROM reference.eligibility
WHERE body_id = 'untoc-cop'
  AND DATE '2015-06-01' BETWEEN valid_from AND coalesce(valid_to, as_of)
GROUP BY status
ORDER BY status
