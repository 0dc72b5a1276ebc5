/*
question = "Which members of a body come least often?"
answer = """Meetings attended over meetings for which the State was a member and whose absences are known; n_unknown says of how many meetings nothing is known."""
*/
SELECT participant_name, n_eligible, n_attended, n_absent, n_unknown, round(attendance_rate, 2) AS attendance_rate
FROM analytics.participation
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses' AND n_eligible > 0
ORDER BY analytics.participation.attendance_rate, n_attended, participant_name
LIMIT 10
