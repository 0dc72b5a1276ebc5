/*
question = "How were credentials communicated?"
tables = ["credentials"]
*/
SELECT meeting_id, kind, count(*) AS n, string_agg(participant_id, ', ' ORDER BY participant_id) AS participants
FROM credentials
GROUP BY ALL
ORDER BY ALL
LIMIT 6
