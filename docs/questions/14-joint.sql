/*
question = "Which meetings were held jointly, and how much was said there once?"
answer = """A statement at a joint sitting belongs to each of the meetings (n_statements) and is one act (n_acts)."""
*/
SELECT meetings.document_id, count(*) AS n_meetings,
  sum(said.n_statements)::INTEGER AS n_statements, sum(said.n_acts)::INTEGER AS n_acts
FROM analytics.meeting_coverage AS coverage
JOIN meetings USING (meeting_id)
JOIN (
  SELECT meeting_number, sum(n_statements) AS n_statements, sum(n_statements_once) AS n_acts
  FROM analytics.presence WHERE n_statements > 0 GROUP BY meeting_number) AS said USING (meeting_number)
WHERE coverage.is_joint
GROUP BY meetings.document_id
ORDER BY n_acts DESC, meetings.document_id
LIMIT 10
