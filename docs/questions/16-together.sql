/*
question = "Which States come together more often than by chance?"
answer = """Meetings that both attended against what their numbers alone would give."""
*/
SELECT first_id, second_id, n_meetings, n_first, n_second, n_together,
  round(n_expected, 2) AS n_expected, round(lift, 2) AS lift
FROM analytics.coattendance
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses' AND n_meetings >= 3 AND n_together >= 2
ORDER BY analytics.coattendance.lift DESC, first_id, second_id
LIMIT 10
