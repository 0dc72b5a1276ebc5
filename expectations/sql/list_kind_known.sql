/*
table = "unresolved_names"
severity = "critical"
description = "The kind of list is attendance, statements, principals or officers"
*/
SELECT unresolved_name_id, list_kind
FROM {batch} AS unresolved_names
WHERE list_kind NOT IN ('attendance', 'statements', 'principals', 'officers')
