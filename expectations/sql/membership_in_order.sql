/*
table = "group_members"
severity = "critical"
description = "A membership does not end before it begins"
*/
SELECT group_id, participant_id, valid_from, valid_to
FROM {batch} AS group_members
WHERE valid_to < valid_from
