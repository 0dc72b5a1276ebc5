/*
table = "eligibility"
severity = "critical"
description = "A participant is eligible while it exists under its id"
*/
SELECT eligibility.body_id, eligibility.participant_id, eligibility.valid_from, eligibility.valid_to
FROM {batch} AS eligibility
JOIN main.participants ON participants.participant_id = eligibility.participant_id
WHERE eligibility.valid_from < participants.valid_from OR eligibility.valid_to > participants.valid_to
