/*
question = "How much of the floor does each regional group take, beside its share of the seats?"
answer = """Statements of members as actors, over meetings whose speakers are all named; seats are those of States listed there."""
*/
SELECT group_name, sum(n_statements)::INTEGER AS n_statements,
  round(sum(n_statements) / sum(n_statements_all), 3) AS share_statements,
  sum(n_present)::INTEGER AS n_seats, round(sum(n_present) / sum(n_present_all), 3) AS share_seats
FROM analytics.regional_balance
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses'
  AND group_kind = 'regional' AND share_statements IS NOT NULL
GROUP BY group_name
ORDER BY share_statements DESC, group_name
