/*
table = "meetings"
severity = "warning"
description = "Two meetings of one body with successive ordinals are not more years apart than bodies let pass"
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
QUALIFY ordinal = earlier_ordinal + 1 AND starts_on > earlier_starts_on + INTERVAL {years_between_meetings_max} YEAR
