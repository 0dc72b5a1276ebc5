/*
question = "Of how many meetings can absence, silence and eligibility be told at all?"
answer = """What the rates rest on: meetings by what their reports let one know."""
*/
SELECT body_name, count(*) AS n_meetings,
  count(*) FILTER (is_state_absence_known) AS n_absence_known,
  count(*) FILTER (is_organization_absence_known) AS n_absence_of_organizations_known,
  count(*) FILTER (is_every_speaker_named) AS n_silence_known,
  count(*) FILTER (is_eligibility_known) AS n_eligibility_known
FROM analytics.meeting_coverage
GROUP BY body_id, body_name
ORDER BY n_meetings DESC, body_name
LIMIT 10
