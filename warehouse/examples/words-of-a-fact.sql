/*
question = "Which words of the report state a fact?"
tables = ["attendance", "documents"]
*/
SELECT participant_id, name_as_written,
  substr(text, span_start + 1, span_end - span_start) AS words, paragraph, page, document_id
FROM attendance JOIN documents USING (document_id)
WHERE meeting_id = 'committee-on-the-register-of-historic-lighthouses:6'
ORDER BY span_start
LIMIT 5
