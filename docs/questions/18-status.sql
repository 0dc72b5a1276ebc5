/*
question = "Where do reports and reference disagree on who is a member or a party?"
answer = """Listed by a report as member, party or signatory on a day on which the reference says otherwise (n_denied, n_otherwise) or nothing."""
*/
SELECT body_name, status, count(*) AS n_participants, sum(n_confirmed)::INTEGER AS n_confirmed,
  sum(n_otherwise)::INTEGER AS n_otherwise, sum(n_denied)::INTEGER AS n_denied, sum(n_unknown)::INTEGER AS n_unknown
FROM analytics.attested_status
GROUP BY body_name, status
ORDER BY sum(n_denied + n_otherwise) DESC, n_participants DESC, body_name, status
LIMIT 10
