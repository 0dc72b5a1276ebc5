/*
question = "Which checks are not met, with examples?"
tables = ["quality.validations"]
*/
SELECT table_name, expectation, severity, n_unexpected, examples
FROM quality.validations
WHERE NOT success
ORDER BY severity, table_name, expectation
