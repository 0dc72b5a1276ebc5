/*
title = "Languages against each other"
words = "Of reports that were read in several languages: facts that all of them state alike, and facts that one states otherwise or not at all. Each difference is a mistake of the reader or of a translator."
*/
SELECT
  fact,
  count(*) AS n_works,
  sum(n_agree)::BIGINT AS n_agree,
  sum(n_differ)::BIGINT AS n_differ,
  round(sum(n_agree) / nullif(sum(n_agree) + sum(n_differ), 0), 4) AS share_alike
FROM quality.language_agreement
GROUP BY ALL
ORDER BY ALL
