/*
question = "Who used to come and has stopped?"
answer = """Meetings missed since a participant was last seen, over meetings whose absences are known and for which it could sit."""
*/
SELECT participant_name, n_attended, last_seen_on, current_lapse
FROM analytics.attendance_streaks
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
  AND participant_kind = 'state' AND current_lapse > 0
ORDER BY current_lapse DESC, n_attended DESC, participant_name
LIMIT 10
