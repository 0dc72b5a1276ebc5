/*
description = "The newest 200 statements of each participant, under the numbers that they have on the pages of their meetings"
*/
WITH numbered AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY meeting_id ORDER BY document_id, span_start, statement_id) AS number
  FROM main.statements
)
SELECT
  numbered.participant_id,
  numbered.meeting_id,
  numbered.number,
  numbered.kind,
  numbered.on_behalf_of,
  numbered.agenda_items,
  numbered.paragraph,
  numbered.page
FROM numbered JOIN main.meetings ON meetings.meeting_id = numbered.meeting_id
WHERE numbered.participant_id IS NOT NULL
QUALIFY row_number() OVER (
  PARTITION BY numbered.participant_id ORDER BY meetings.starts_on DESC NULLS LAST, numbered.meeting_id, numbered.number
) <= 200
ORDER BY numbered.participant_id, meetings.starts_on DESC NULLS LAST, numbered.meeting_id, numbered.number
