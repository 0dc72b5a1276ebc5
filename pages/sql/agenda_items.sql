/*
description = "The agenda of each meeting, in its order"
*/
SELECT meeting_id, item, parent_item, title, is_joint, document_id
FROM main.agenda_items
ORDER BY meeting_id, span_start, item
