/*
table = "statements"
severity = "warning"
description = "An item under which a statement was made is on the agenda of the meeting, where the agenda was read"
*/
SELECT statement_id, meeting_id, item
FROM (SELECT statement_id, meeting_id, unnest(agenda_items) AS item FROM {batch}) AS spoken
WHERE meeting_id IN (SELECT meeting_id FROM main.agenda_items)
  AND NOT EXISTS (
    SELECT 1 FROM main.agenda_items
    WHERE agenda_items.meeting_id = spoken.meeting_id AND agenda_items.item = spoken.item
  )
