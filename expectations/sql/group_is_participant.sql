/*
table = "groups"
severity = "critical"
description = "A group is also a participant: a group proper, or an organization that speaks for its members"
*/
SELECT group_id, name
FROM {batch} AS groups
WHERE group_id NOT IN (SELECT participant_id FROM main.participants)
