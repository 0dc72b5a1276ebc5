/*
table = "participant_names"
severity = "critical"
description = "The use of a name does not end before it begins"
*/
SELECT participant_id, language, name, valid_from, valid_to
FROM {batch} AS participant_names
WHERE valid_to < valid_from
