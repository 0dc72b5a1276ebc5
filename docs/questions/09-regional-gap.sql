/*
question = "Which regions come less than their weight among those who could?"
answer = """A group's share among those present less its share among those eligible, over all meetings at which both are known."""
*/
SELECT group_name, sum(n_eligible)::INTEGER AS n_eligible, sum(n_attended)::INTEGER AS n_attended,
  round(sum(n_eligible) / sum(n_eligible_all), 3) AS share_eligible,
  round(sum(n_attended) / sum(n_attended_all), 3) AS share_attended,
  round(sum(n_attended) / sum(n_attended_all) - sum(n_eligible) / sum(n_eligible_all), 3) AS balance
FROM analytics.regional_balance
WHERE body_id = 'committee-on-the-register-of-historic-lighthouses' AND balance_present IS NOT NULL
GROUP BY group_kind, group_name
ORDER BY group_kind DESC, balance, group_name
