/*
description = """By year and regional group: pairs of State and meeting that were eligible and attended, the rate over those known, \
and the group's share of all that were listed, over meetings whose absences are known"""
*/
SELECT
  group_id,
  group_name,
  year,
  count(*) AS n_meetings,
  sum(n_eligible) AS n_eligible,
  sum(n_attended) AS n_attended,
  sum(n_unknown) AS n_unknown,
  sum(n_attended) / nullif(sum(n_eligible) - sum(n_unknown), 0) AS attendance_rate,
  sum(n_present) FILTER (share_present IS NOT NULL)
    / nullif(sum(n_present_all) FILTER (share_present IS NOT NULL), 0) AS share_present,
  sum(n_statements) FILTER (share_statements IS NOT NULL)
    / nullif(sum(n_statements_all) FILTER (share_statements IS NOT NULL), 0) AS share_statements
FROM analytics.regional_balance
WHERE group_kind = 'regional' AND year IS NOT NULL
GROUP BY group_id, group_name, year
ORDER BY group_name, year
