/*
question = "Who is trusted with the chair?"
answer = """Offices held by State and regional group; those of joint meetings once."""
*/
SELECT region_id, participant_name, sum(n_offices_once)::INTEGER AS n_offices,
  coalesce(sum(n_offices_once) FILTER (role IN ('Chair', 'President')), 0)::INTEGER AS n_chairs,
  min(year) AS first_year, max(year) AS last_year
FROM analytics.leadership
WHERE participant_id IS NOT NULL
GROUP BY region_id, participant_name
ORDER BY n_chairs DESC, n_offices DESC, participant_name
LIMIT 10
