/*
table = "meetings"
severity = "warning"
description = "Of two meetings of one body, the one with the higher ordinal does not begin before the other"
*/
SELECT
  body_id,
  lag(ordinal) OVER series AS earlier_ordinal,
  lag(starts_on) OVER series AS earlier_starts_on,
  ordinal,
  starts_on
FROM {batch} AS meetings
WHERE ordinal IS NOT NULL AND starts_on IS NOT NULL
WINDOW series AS (PARTITION BY body_id ORDER BY ordinal)
QUALIFY starts_on < earlier_starts_on
