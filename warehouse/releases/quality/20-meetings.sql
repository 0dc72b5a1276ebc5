/*
title = "Meetings"
words = "By body: how many, from when to when, and of how many every list of those present is complete. Absence is known for those alone."
*/
SELECT
  meetings.body_id,
  count(*) AS n_meetings,
  min(starts_on) AS first_starts_on,
  max(starts_on) AS last_starts_on,
  count(*) FILTER (lists.n_lists > 0) AS n_with_lists,
  count(*) FILTER (lists.is_complete) AS n_complete
FROM meetings
LEFT JOIN (
  SELECT meeting_id, count(*) AS n_lists, bool_and(is_complete) AS is_complete
  FROM attendance_lists
  GROUP BY meeting_id
) AS lists ON lists.meeting_id = meetings.meeting_id
GROUP BY ALL
ORDER BY ALL
