/*
description = "The text of documents, whose spans the facts point into"
*/
SELECT document_id, language, text FROM main.documents WHERE document_id IN (SELECT unnest($ids))
