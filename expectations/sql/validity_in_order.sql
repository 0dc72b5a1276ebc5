/*
table = "participants"
severity = "critical"
description = "A participant does not cease before it comes to be, and has a successor that is known"
*/
SELECT participant_id, valid_from, valid_to, successor_id
FROM {batch} AS participants
WHERE valid_to < valid_from
  OR (successor_id IS NOT NULL AND successor_id NOT IN (SELECT participant_id FROM main.participants))
