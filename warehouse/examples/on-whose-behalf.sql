/*
question = "Who spoke for whom?"
tables = ["statements"]
*/
SELECT name_as_written AS speaker, unnest(on_behalf_of) AS principal, meeting_id
FROM statements
WHERE len(on_behalf_of) > 0 AND meeting_id = 'conference-of-the-states-parties-to-the-convention-on-the-safe-passage-o-b5b859:3'
ORDER BY span_start
LIMIT 6
