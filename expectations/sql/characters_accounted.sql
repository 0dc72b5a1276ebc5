/*
table = "documents"
severity = "warning"
description = "Of the characters of lists and statement sentences, nearly all are explained by a name, a connective or an unresolved name"
*/
SELECT document_id, n_accounted, n_accountable, share_accounted
FROM {batch} AS documents
WHERE share_accounted < {share_accounted_min}
