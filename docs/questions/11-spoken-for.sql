/*
question = "Who speaks on behalf of whom?"
answer = """The speaker is the actor, the group its principal; one statement may have several."""
*/
SELECT principal, actor.name AS actor_name, count(*) AS n_statements
FROM (
  SELECT participant_id, unnest(on_behalf_of) AS principal
  FROM statements SEMI JOIN (
    FROM meetings WHERE body_id = 'committee-on-the-register-of-historic-lighthouses') USING (meeting_id)
  WHERE len(on_behalf_of) > 0)
JOIN participants AS actor USING (participant_id)
GROUP BY principal, actor.participant_id, actor.name
ORDER BY n_statements DESC, principal, actor_name
LIMIT 10
