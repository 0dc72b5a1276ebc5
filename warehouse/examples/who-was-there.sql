/*
question = "Who was present at a meeting, and in which capacity?"
tables = ["attendance", "participants"]
*/
SELECT capacity, count(*) AS n, string_agg(name, '; ' ORDER BY name) AS names
FROM attendance JOIN participants USING (participant_id)
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
GROUP BY capacity
ORDER BY n DESC, capacity
