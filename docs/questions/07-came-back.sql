/*
question = "Who stayed away for a while and came back?"
answer = """Lapses that are over: the participant was seen at the last meeting that is known."""
*/
SELECT participant_name, n_attended, n_missed, longest_lapse, longest_streak, current_streak
FROM analytics.attendance_streaks
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
  AND current_streak > 0 AND longest_lapse > 0
ORDER BY longest_lapse DESC, participant_name
LIMIT 10
