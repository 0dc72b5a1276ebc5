/*
description = "Numbers of speakers that reports give without names"
*/
SELECT meeting_id, agenda_items, capacity, n_stated, document_id, paragraph, page, span_start, span_end
FROM main.statement_counts
ORDER BY meeting_id, document_id, span_start
