/*
description = "Offices held at each meeting"
*/
SELECT meeting_id, role, person, participant_id, document_id, paragraph, page, span_start, span_end
FROM main.officers
ORDER BY meeting_id, document_id, span_start
