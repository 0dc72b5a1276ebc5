/*
question = "Where does one State come, and where does it speak?"
answer = """The profile of a State over all bodies: coming, and speaking per meeting attended."""
*/
SELECT body_name, n_meetings, n_meetings_attended, n_meetings_unknown, round(attendance_rate, 2) AS attendance_rate,
  n_meetings_rated, n_meetings_silent, round(statements_per_meeting_as_actor, 2) AS statements_per_meeting
FROM analytics.participation
WHERE participant_id = 'CHL'
ORDER BY n_meetings_attended DESC, body_name
LIMIT 10
