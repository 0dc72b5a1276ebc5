/*
description = "By year, over all bodies: pairs of participant and meeting that were eligible and attended, and the rate over those known"
*/
SELECT
  year,
  sum(n_meetings) AS n_meetings,
  sum(n_eligible) AS n_eligible,
  sum(n_attended) AS n_attended,
  sum(n_unknown) AS n_unknown,
  sum(n_attended) / nullif(sum(n_attended) + sum(n_absent), 0) AS attendance_rate,
  sum(mean_states * n_meetings_known) / nullif(sum(n_meetings_known), 0) AS mean_states,
  sum(n_meetings_known) AS n_meetings_known
FROM analytics.attendance_trend
WHERE year IS NOT NULL
GROUP BY year
ORDER BY year
