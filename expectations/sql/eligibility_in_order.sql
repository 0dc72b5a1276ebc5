/*
table = "eligibility"
severity = "critical"
description = "Eligibility does not end before it begins"
*/
SELECT body_id, participant_id, status, valid_from, valid_to
FROM {batch} AS eligibility
WHERE valid_to < valid_from
