/*
table = "attendance"
severity = "warning"
description = "A document lists a participant once for a meeting and capacity"
*/
SELECT meeting_id, participant_id, capacity, document_id, count(*) AS n_times
FROM {batch} AS attendance
GROUP BY meeting_id, participant_id, capacity, document_id
HAVING count(*) > 1
