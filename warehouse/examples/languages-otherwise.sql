/*
question = "What does one language state otherwise?"
tables = ["quality.language_differences", "language_differences_with_quotes"]
*/
SELECT fact, difference, language, value, other_language, other_value, document_id
FROM quality.language_differences
ORDER BY difference_id
LIMIT 4
