/*
question = "Who left a group, and when?"
tables = ["reference.group_members"]
*/
SELECT participant_id, valid_from, valid_to, source
FROM reference.group_members
WHERE group_id = 'group:g77-and-china' AND valid_to IS NOT NULL
ORDER BY valid_to, participant_id
