/*
question = "What was on the agenda?"
tables = ["agenda_items"]
*/
SELECT item, parent_item, title
FROM agenda_items
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY span_start
