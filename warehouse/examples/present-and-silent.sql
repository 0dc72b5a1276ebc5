/*
question = "Who was present and did not speak?"
tables = ["attendance", "statements"]
*/
SELECT name, capacity
FROM attendance JOIN participants USING (participant_id)
ANTI JOIN statements USING (meeting_id, participant_id)
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY name
LIMIT 8
