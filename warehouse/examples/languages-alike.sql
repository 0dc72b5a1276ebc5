/*
question = "Do the languages of a report state the same?"
tables = ["quality.language_agreement"]
*/
SELECT fact, languages, n_agree, n_differ
FROM quality.language_agreement
WHERE work_id LIKE 'CRPH/6/4%'
ORDER BY fact
