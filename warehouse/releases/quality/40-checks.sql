/*
title = "Checks that were not met"
words = "Every check is a row of `quality.validations`. Critical ones keep data from being published; those that are not met here are warnings, to be read with the rows they name."
*/
SELECT table_name, expectation, severity, n_unexpected, examples
FROM quality.validations
WHERE NOT success
ORDER BY ALL
