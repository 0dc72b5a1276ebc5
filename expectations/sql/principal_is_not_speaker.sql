/*
table = "statements"
severity = "warning"
description = "A speaker does not speak on behalf of itself"
*/
SELECT statement_id, meeting_id, participant_id, name_as_written
FROM {batch} AS statements
WHERE list_contains(on_behalf_of, participant_id)
