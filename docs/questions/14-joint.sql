/*
question = "Which meetings were held jointly, and how much was said there once?"
answer = """A statement at a joint sitting belongs to each of the meetings (n_statements) and is one act (n_acts)."""
*/
SELECT meetings.document_id, count(DISTINCT meetings.meeting_id) AS n_meetings,
  sum(presence.n_statements)::INTEGER AS n_statements, sum(presence.n_statements_once)::INTEGER AS n_acts
FROM analytics.meeting_coverage AS coverage
JOIN meetings USING (meeting_id)
JOIN analytics.presence ON presence.meeting_number = coverage.meeting_number
WHERE coverage.is_joint
GROUP BY meetings.document_id
ORDER BY n_acts DESC, meetings.document_id
LIMIT 10
