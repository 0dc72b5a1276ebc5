/*
question = "Which members have not been seen in the last five years?"
answer = """Eligible and known to have been absent; is_certain where nothing in those years is unknown."""
*/
SELECT participant_name, n_meetings, n_eligible, n_absent, n_unknown, is_certain
FROM analytics.empty_chairs
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
  AND period = 'last_5' AND finding = 'never_present'
ORDER BY n_absent DESC, participant_name
LIMIT 10
