/*
question = "What did speakers say who are not named?"
tables = ["deliberations"]
*/
SELECT agenda_items, quantifier, verb, text
FROM deliberations
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY span_start
LIMIT 4
