/*
question = "Who held which office?"
tables = ["officers"]
*/
SELECT role, person, participant_id, paragraph
FROM officers
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY span_start
