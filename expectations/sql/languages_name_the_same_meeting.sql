/*
table = "language_agreement"
severity = "warning"
description = "The languages of a report give its meetings the same numbers, days and sittings"
*/
SELECT work_id, languages, n_agree, n_differ, differences
FROM {batch}
WHERE fact = 'meetings' AND n_differ > 0
