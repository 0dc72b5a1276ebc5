/*
description = "What was checked before publication, the unmet first"
*/
SELECT table_name, expectation, severity, success, n_unexpected, examples
FROM quality.validations
ORDER BY success, severity, table_name, expectation
