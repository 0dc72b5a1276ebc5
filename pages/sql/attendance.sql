/*
description = "Who is listed at each meeting, in the order of the text"
*/
SELECT
  meeting_id, participant_id, capacity, name_as_written, note, document_id, paragraph, page, span_start, span_end
FROM main.attendance
ORDER BY meeting_id, document_id, span_start
