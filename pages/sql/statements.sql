/*
description = "Who spoke at each meeting, in the order of the text, numbered within the meeting"
*/
SELECT
  meeting_id,
  row_number() OVER (PARTITION BY meeting_id ORDER BY document_id, span_start, statement_id) AS number,
  participant_id,
  kind,
  capacity,
  name_as_written,
  person,
  on_behalf_of,
  agenda_items,
  document_id,
  paragraph,
  page,
  span_start,
  span_end
FROM main.statements
ORDER BY meeting_id, number
