/*
question = "On what do most participants speak?"
answer = """Speakers by agenda item; a statement under several items counts for each."""
*/
SELECT meeting_id, item, title, n_speakers, n_states, n_statements, n_on_behalf, n_unnamed,
  round(share_states_spoke, 2) AS share_states_spoke
FROM analytics.agenda_engagement
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses' AND n_statements > 0
ORDER BY n_speakers DESC, meeting_id, item
LIMIT 10
