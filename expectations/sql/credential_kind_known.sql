/*
table = "credentials"
severity = "critical"
description = "Credentials are formal, informal or missing"
*/
SELECT credential_id, kind
FROM {batch} AS credentials
WHERE kind NOT IN ('formal', 'informal', 'missing')
