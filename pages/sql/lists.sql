/*
description = "The lists, or bare numbers, of those present at each meeting"
*/
SELECT meeting_id, capacity, n_stated, n_listed, is_complete, document_id, paragraph, page, span_start, span_end
FROM main.attendance_lists
ORDER BY meeting_id, document_id, span_start
