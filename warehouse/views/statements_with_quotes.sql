/*
grain = "one row per row of statements"
description = "Who spoke, with the sentence that says so"
columns = [
  ["statement_id", "text", "The row of statements", "key", "-> statements"],
  ["meeting_id", "text", "The meeting", "-> meetings"],
  ["body_name", "text", "Name of the body as written"],
  ["starts_on", "date", "First day of the meeting", "null"],
  ["participant_id", "text", "Participant for whom the speaker spoke as its representative", "null", "-> participants"],
  ["participant_name", "text", "Its name in English, list form", "null"],
  ["kind", "text", "Kind of statement"],
  ["capacity", "text", "Capacity of the speaker", "null"],
  ["name_as_written", "text", "The words of the source"],
  ["person", "text", "Named person, as written", "null"],
  ["on_behalf_of", "texts", "Principals: participant ids where known, else the words of the source"],
  ["agenda_items", "texts", "Agenda items under which it was made"],
  ["quote", "text", "The sentence in which the words stand; at most 4,000 characters on either side of them"],
  ["paragraph", "text", "Printed number of the paragraph", "null"],
  ["page", "integer", "Page of the document, from 1", "null"],
  ["document_id", "text", "The document", "-> documents"],
  ["source_uri", "text", "Where the document was found"],
]
*/
SELECT
  statements.statement_id,
  statements.meeting_id,
  meetings.body_name,
  meetings.starts_on,
  statements.participant_id,
  participants.name AS participant_name,
  statements.kind,
  statements.capacity,
  statements.name_as_written,
  statements.person,
  statements.on_behalf_of,
  statements.agenda_items,
  sentence_around(documents.text, statements.span_start, statements.span_end) AS quote,
  statements.paragraph,
  statements.page,
  statements.document_id,
  documents.source_uri
FROM main.statements
JOIN main.documents ON documents.document_id = statements.document_id
LEFT JOIN main.meetings ON meetings.meeting_id = statements.meeting_id
LEFT JOIN main.participants ON participants.participant_id = statements.participant_id
