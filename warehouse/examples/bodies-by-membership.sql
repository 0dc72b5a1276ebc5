/*
question = "How many bodies are registered, by who sits on them?"
tables = ["reference.bodies"]
*/
SELECT membership, count(*) AS n_bodies, count(treaty_id) AS n_with_treaty
FROM reference.bodies
GROUP BY membership
ORDER BY membership NULLS LAST
