/*
table = "statements"
severity = "warning"
description = "A speaker is among those present, where the lists of its capacity (where none is told: of its kind) are complete"
*/
WITH lists AS (
  SELECT
    meeting_id,
    capacity,
    is_complete,
    is_capacity_of_states(capacity) AS is_of_states
  FROM main.attendance_lists
),
of_capacity AS (
  -- A list of members that is complete says nothing of an observer.
  SELECT meeting_id, capacity, bool_and(is_complete) AS is_complete FROM lists GROUP BY meeting_id, capacity
),
of_kind AS (
  SELECT meeting_id, is_of_states, bool_and(is_complete) AS is_complete FROM lists GROUP BY meeting_id, is_of_states
)
SELECT statements.statement_id, statements.meeting_id, statements.participant_id, statements.name_as_written
FROM {batch} AS statements
JOIN main.participants ON participants.participant_id = statements.participant_id
LEFT JOIN of_capacity
  ON of_capacity.meeting_id = statements.meeting_id AND of_capacity.capacity = statements.capacity
LEFT JOIN of_kind
  ON of_kind.meeting_id = statements.meeting_id
  AND of_kind.is_of_states = (is_kind_of_states(participants.kind))
WHERE CASE WHEN statements.capacity IS NULL THEN of_kind.is_complete ELSE of_capacity.is_complete END
  AND NOT EXISTS (
    SELECT 1 FROM main.attendance
    WHERE attendance.meeting_id = statements.meeting_id AND attendance.participant_id = statements.participant_id
  )
