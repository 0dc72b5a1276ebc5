/*
description = "Analytics model participation, whole"
*/
SELECT * FROM analytics.participation ORDER BY body_id, n_meetings_attended DESC, n_statements_as_actor DESC, participant_id
