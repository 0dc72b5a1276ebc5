/*
description = "How evenly States share the floor of each body"
*/
SELECT scope_id AS body_id, n_meetings, n_statements, n_speakers, effective_speakers, gini_speakers, n_present, n_silent, share_silent
FROM analytics.statement_concentration
WHERE scope = 'body'
