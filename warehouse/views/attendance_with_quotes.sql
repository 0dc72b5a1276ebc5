/*
grain = "one row per row of attendance"
description = "Who was present, with the sentence that says so"
columns = [
  ["attendance_id", "text", "The row of attendance", "key", "-> attendance"],
  ["meeting_id", "text", "The meeting", "-> meetings"],
  ["body_name", "text", "Name of the body as written"],
  ["starts_on", "date", "First day of the meeting", "null"],
  ["participant_id", "text", "The participant", "-> participants"],
  ["participant_name", "text", "Its name in English, list form"],
  ["capacity", "text", "In which capacity it was present"],
  ["name_as_written", "text", "The words of the source"],
  ["note", "text", "Text of the footnote attached to the name", "null"],
  ["quote", "text", "The sentence in which the words stand; at most 4,000 characters on either side of them"],
  ["paragraph", "text", "Printed number of the paragraph", "null"],
  ["page", "integer", "Page of the document, from 1", "null"],
  ["document_id", "text", "The document", "-> documents"],
  ["source_uri", "text", "Where the document was found"],
]
*/
SELECT
  attendance.attendance_id,
  attendance.meeting_id,
  meetings.body_name,
  meetings.starts_on,
  attendance.participant_id,
  participants.name AS participant_name,
  attendance.capacity,
  attendance.name_as_written,
  attendance.note,
  sentence_around(documents.text, attendance.span_start, attendance.span_end) AS quote,
  attendance.paragraph,
  attendance.page,
  attendance.document_id,
  documents.source_uri
FROM main.attendance
JOIN main.documents ON documents.document_id = attendance.document_id
LEFT JOIN main.meetings ON meetings.meeting_id = attendance.meeting_id
LEFT JOIN main.participants ON participants.participant_id = attendance.participant_id
