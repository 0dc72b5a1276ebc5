/*
table = "documents"
severity = "critical"
description = "share_accounted is n_accounted over n_accountable, and empty where nothing is to be accounted for"
*/
SELECT document_id, n_accounted, n_accountable, share_accounted
FROM {batch} AS documents
WHERE n_accounted > n_accountable
  OR (share_accounted IS NULL) <> (n_accountable = 0)
  OR abs(share_accounted - n_accounted / nullif(n_accountable, 0)) > 1e-9
