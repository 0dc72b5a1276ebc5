/*
question = "Who spoke, under which agenda item?"
tables = ["statements", "agenda_items"]
*/
SELECT item, title, coalesce(name, name_as_written) AS speaker, statements.kind
FROM statements
LEFT JOIN participants USING (participant_id)
JOIN agenda_items ON agenda_items.meeting_id = statements.meeting_id
  AND list_contains(statements.agenda_items, agenda_items.item)
WHERE statements.meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY item, statements.span_start
LIMIT 8
