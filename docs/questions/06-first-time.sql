/*
question = "Who came for the first time, and when?"
answer = """First named by a list whose absences are known; where an earlier list was cut (n_meetings_unknown_before), it may have come before."""
*/
SELECT first_seen_on, participant_name, participant_kind, n_meetings_unknown_before
FROM analytics.attendance_streaks
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
  AND first_seen_on >= DATE '2024-01-01'
ORDER BY first_seen_on, participant_name
LIMIT 10
