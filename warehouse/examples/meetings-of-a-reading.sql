/*
question = "Which meeting does each language version report on?"
tables = ["quality.meeting_alignment"]
*/
SELECT document_id, read_meeting_id, meeting_id, rule
FROM quality.meeting_alignment
WHERE document_id LIKE 'CRPH/6/4%'
ORDER BY document_id
LIMIT 6
