/*
table = "officers"
severity = "warning"
description = "An office names its holder: a person, a State or an organization"
*/
SELECT officer_id, meeting_id, role
FROM {batch} AS officers
WHERE person IS NULL AND participant_id IS NULL
