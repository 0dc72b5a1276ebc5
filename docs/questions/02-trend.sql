/*
question = "Is attendance at a body rising or falling?"
answer = """A year whose list is cut has no rate: unknown is not absent."""
*/
SELECT year, n_meetings, n_states, n_attended, n_absent, n_unknown,
  round(attendance_rate, 2) AS attendance_rate, round(rate_change, 2) AS rate_change
FROM analytics.attendance_trend
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
ORDER BY year
