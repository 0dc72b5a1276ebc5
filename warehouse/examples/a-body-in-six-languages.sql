/*
question = "What is a body called?"
tables = ["reference.body_names"]
*/
SELECT language, name, form, valid_from, valid_to
FROM reference.body_names
WHERE body_id = 'untoc-wg-international-cooperation'
ORDER BY language, form DESC, name
