/*
description = "Every meeting with its figures, its report, and its body's name in English where that is curated"
*/
SELECT
  figures.*,
  meetings.place,
  meetings.format,
  meetings.n_sittings,
  meetings.opened_on,
  meetings.adopted_on,
  meetings.document_id,
  coalesce(
    any_value(bodies.name) OVER body,
    arg_max(meetings.body_name, (coalesce(meetings.starts_on, DATE '0001-01-01'), meetings.meeting_id)) OVER body
  ) AS body,
  bodies.body_id IS NOT NULL AS is_curated,
  documents.symbol,
  documents.title,
  documents.language,
  documents.source_uri,
  documents.text_source,
  documents.share_accounted
FROM analytics.attendance_by_meeting AS figures
JOIN main.meetings ON meetings.meeting_id = figures.meeting_id
JOIN main.documents ON documents.document_id = meetings.document_id
LEFT JOIN reference.bodies ON bodies.body_id = meetings.body_id
WINDOW body AS (PARTITION BY meetings.body_id)
ORDER BY body, figures.body_id, figures.starts_on DESC NULLS LAST, figures.ordinal DESC NULLS LAST, figures.meeting_id DESC
