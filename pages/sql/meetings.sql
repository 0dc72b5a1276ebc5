/*
description = "Every meeting with its figures, its report, and its body's name in English where that is curated; bodies by name, newest first"
*/
SELECT
  figures.*,
  coverage.body_name AS body,
  coverage.body_order,
  coverage.is_state_absence_known,
  meetings.place,
  meetings.format,
  meetings.n_sittings,
  meetings.adopted_on,
  meetings.document_id,
  documents.title,
  documents.language,
  documents.source_uri,
  documents.text_source,
  documents.share_accounted,
  concentration.effective_speakers,
  concentration.n_speakers
FROM analytics.attendance_by_meeting AS figures
JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = figures.meeting_id
JOIN main.meetings ON meetings.meeting_id = figures.meeting_id
JOIN main.documents ON documents.document_id = meetings.document_id
LEFT JOIN analytics.statement_concentration AS concentration
  ON concentration.scope = 'meeting' AND concentration.scope_id = figures.meeting_id
ORDER BY body, figures.body_id, coverage.body_order DESC
