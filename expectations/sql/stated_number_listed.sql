/*
table = "attendance_lists"
severity = "warning"
description = "Where a list is complete and its text states a number, as many names are listed"
*/
SELECT attendance_list_id, meeting_id, capacity, n_stated, n_listed
FROM {batch} AS lists
WHERE (is_complete AND n_stated <> n_listed) OR n_stated < n_listed
