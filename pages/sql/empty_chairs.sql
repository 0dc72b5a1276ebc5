/*
description = "Who was eligible and never present, or present and never speaking, over all meetings of a body that were read"
*/
SELECT
  body_id, participant_id, finding, n_eligible, n_absent, n_attended, n_silent, n_unknown, is_certain, n_statements_as_principal
FROM analytics.empty_chairs
WHERE period = 'all'
ORDER BY body_id, finding, participant_name, participant_id
