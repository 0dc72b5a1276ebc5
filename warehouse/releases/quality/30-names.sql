/*
title = "Names in lists"
words = "How names were resolved; `unresolved` are words in a list that name no participant the registry knows."
*/
SELECT 'attendance' AS list, match_method, count(*) AS n_names FROM attendance GROUP BY ALL
UNION ALL
SELECT list_kind, 'unresolved', count(*) FROM unresolved_names GROUP BY ALL
ORDER BY ALL
