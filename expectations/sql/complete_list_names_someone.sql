/*
table = "attendance_lists"
severity = "warning"
description = "A list that is said to be complete names someone"
*/
SELECT attendance_list_id, meeting_id, capacity, n_listed
FROM {batch} AS lists
WHERE is_complete AND n_listed = 0
