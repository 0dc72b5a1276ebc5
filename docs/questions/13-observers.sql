/*
question = "How much do the observing organizations change from one meeting to the next?"
answer = """Jaccard: organizations present at both meetings over those present at either; meetings whose lists of organizations are not complete are passed over."""
*/
SELECT meeting_id, n_present, n_stayed, n_entered, n_left, n_meetings_between, round(jaccard, 2) AS jaccard
FROM analytics.observer_turnover
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses' AND n_present IS NOT NULL
ORDER BY starts_on
