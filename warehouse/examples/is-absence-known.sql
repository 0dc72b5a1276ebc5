/*
question = "Of which lists can absence be concluded?"
tables = ["attendance_lists"]
*/
SELECT capacity, n_stated, n_listed, is_complete, paragraph
FROM attendance_lists
WHERE meeting_id = 'ad-hoc-committee-on-the-mutual-recognition-of-seafarers-certificates:8'
ORDER BY span_start
