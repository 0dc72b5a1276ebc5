/*
table = "agenda_items"
severity = "warning"
description = "The item that holds a sub-item is itself on the agenda"
*/
SELECT meeting_id, item, parent_item
FROM {batch} AS agenda_items
WHERE parent_item IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM main.agenda_items AS parents
  WHERE parents.meeting_id = agenda_items.meeting_id AND parents.item = agenda_items.parent_item
)
