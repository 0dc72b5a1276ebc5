/*
description = """One letter for each meeting of a body, oldest first, of every participant that was ever listed at it or spoke: \
s listed and spoke, p listed, x spoke without being listed, a not listed though the lists are complete, u not known."""
*/
WITH listed AS (
  SELECT DISTINCT meeting_id, participant_id FROM main.attendance
),
spoke AS (
  SELECT DISTINCT meeting_id, participant_id FROM main.statements WHERE participant_id IS NOT NULL
),
pairs AS (
  SELECT DISTINCT meetings.body_id, seen.participant_id
  FROM (FROM listed UNION FROM spoke) AS seen JOIN main.meetings ON meetings.meeting_id = seen.meeting_id
)
SELECT
  pairs.body_id,
  pairs.participant_id,
  string_agg(
    CASE
      WHEN listed.meeting_id IS NOT NULL AND spoke.meeting_id IS NOT NULL THEN 's'
      WHEN listed.meeting_id IS NOT NULL THEN 'p'
      WHEN spoke.meeting_id IS NOT NULL THEN 'x'
      WHEN is_kind_of_states(participants.kind) AND figures.is_states_complete THEN 'a'
      WHEN NOT is_kind_of_states(participants.kind) AND figures.is_organizations_complete THEN 'a'
      ELSE 'u'
    END,
    '' ORDER BY figures.starts_on NULLS FIRST, figures.ordinal NULLS FIRST, figures.meeting_id
  ) AS strip
FROM pairs
JOIN main.participants ON participants.participant_id = pairs.participant_id
JOIN analytics.attendance_by_meeting AS figures ON figures.body_id = pairs.body_id
LEFT JOIN listed ON listed.meeting_id = figures.meeting_id AND listed.participant_id = pairs.participant_id
LEFT JOIN spoke ON spoke.meeting_id = figures.meeting_id AND spoke.participant_id = pairs.participant_id
GROUP BY pairs.body_id, pairs.participant_id
ORDER BY pairs.body_id, pairs.participant_id
