/*
question = "Under which names was a State listed, and when?"
tables = ["reference.participant_names"]
*/
SELECT language, name, form, valid_from, valid_to
FROM reference.participant_names
WHERE participant_id = 'TUR' AND language = 'en'
ORDER BY valid_from NULLS FIRST, form, name
