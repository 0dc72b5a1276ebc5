/*
table = "meetings"
severity = "warning"
description = "The report is adopted within the meeting or after it, the next meeting at the latest"
*/
SELECT meeting_id, starts_on, ends_on, adopted_on
FROM {batch} AS meetings
WHERE adopted_on < starts_on OR adopted_on - coalesce(ends_on, starts_on) > {adoption_days_max}
