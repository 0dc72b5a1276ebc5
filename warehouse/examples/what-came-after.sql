/*
question = "Which States came after one that ended?"
tables = ["reference.successions"]
*/
SELECT predecessor_id, successor_id, happened_on, kind
FROM reference.successions
WHERE predecessor_id IN ('CSHH', 'YUCS')
ORDER BY happened_on, predecessor_id, successor_id
