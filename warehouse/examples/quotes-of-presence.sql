/*
question = "In which sentence is somebody said to be present?"
tables = ["attendance_with_quotes"]
*/
SELECT participant_name, capacity, quote, paragraph, page, source_uri
FROM attendance_with_quotes
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY attendance_id
LIMIT 2
