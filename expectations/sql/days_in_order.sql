/*
table = "meetings"
severity = "warning"
description = "A meeting ends on or after its first day, within a plausible number of days, and opens within them"
*/
SELECT meeting_id, starts_on, ends_on, opened_on
FROM {batch} AS meetings
WHERE ends_on < starts_on
  OR ends_on - starts_on > {meeting_days_max}
  OR opened_on < starts_on
  OR opened_on > ends_on
