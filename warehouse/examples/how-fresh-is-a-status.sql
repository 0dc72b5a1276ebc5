/*
question = "Up to which day is the status of a treaty known?"
tables = ["reference.treaties"]
*/
SELECT treaty_id, title, in_force_on, as_of
FROM reference.treaties
ORDER BY adopted_on
LIMIT 4
