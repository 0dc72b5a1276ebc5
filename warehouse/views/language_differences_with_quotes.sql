/*
grain = "one row per row of quality.language_differences"
description = "What two languages of a report state differently, with both sentences"
columns = [
  ["difference_id", "text", "The row of quality.language_differences", "key", "-> language_differences"],
  ["work_id", "text", "The work"],
  ["fact", "text", "The table of the fact"],
  ["meeting_id", "text", "The meeting"],
  ["participant_id", "text", "The participant whom the fact is about", "null", "-> participants"],
  ["difference", "text", "missing in the other language, extra in it, or the column that differs"],
  ["language", "text", "The preferred language of the work"],
  ["value", "text", "What it states in that column", "null"],
  ["other_language", "text", "The language compared with it"],
  ["other_value", "text", "What that states", "null"],
  ["paragraph", "text", "Printed number of the paragraph in the preferred language", "null"],
  ["quote", "text", "The sentence in the preferred language; where it does not state the fact, another of the same paragraph; empty where there is none", "null"],
  ["other_paragraph", "text", "Printed number of the paragraph in the other language", "null"],
  ["other_quote", "text", "The sentence in the other language, likewise", "null"],
  ["document_id", "text", "The document in the preferred language", "-> documents"],
  ["other_document_id", "text", "The document in the other language", "-> documents"],
]
*/
SELECT
  differences.difference_id,
  differences.work_id,
  differences.fact,
  differences.meeting_id,
  differences.participant_id,
  differences.difference,
  differences.language,
  differences.value,
  differences.other_language,
  differences.other_value,
  differences.paragraph,
  sentence_around(documents.text, differences.span_start, differences.span_end) AS quote,
  differences.other_paragraph,
  sentence_around(other_documents.text, differences.other_span_start, differences.other_span_end) AS other_quote,
  differences.document_id,
  differences.other_document_id
FROM quality.language_differences AS differences
JOIN main.documents ON documents.document_id = differences.document_id
JOIN main.documents AS other_documents ON other_documents.document_id = differences.other_document_id
