/*
question = "When and where did a body meet, and what is the report?"
tables = ["meetings"]
*/
SELECT body_name, ordinal, starts_on, ends_on, place, n_sittings, document_id
FROM meetings
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
ORDER BY starts_on
