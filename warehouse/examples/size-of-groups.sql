/*
question = "How large are the regional groups?"
tables = ["reference.groups", "reference.group_members"]
*/
SELECT group_id, groups.name, count(*) AS n_members
FROM reference.groups JOIN reference.group_members USING (group_id)
WHERE groups.kind = 'regional' AND group_members.valid_to IS NULL
GROUP BY ALL
ORDER BY n_members DESC, group_id
