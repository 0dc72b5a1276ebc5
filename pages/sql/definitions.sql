/*
description = "The definitions that the file brings along: the comments on its models and their columns"
*/
SELECT table_name, column_name, comment
FROM duckdb_columns()
WHERE schema_name = 'analytics' AND comment IS NOT NULL
UNION ALL
SELECT table_name, '', comment
FROM duckdb_tables()
WHERE schema_name = 'analytics' AND comment IS NOT NULL
ORDER BY table_name, column_name
