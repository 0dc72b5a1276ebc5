/*
description = """One letter for each meeting of a body, oldest first, of every participant that was listed at one, spoke or was eligible, \
after analytics.presence: s listed and spoke, p listed, x spoke without being listed, a not listed where absences are known, n not \
listed and known not to have been eligible, u not known."""
*/
WITH pairs AS (
  SELECT DISTINCT body_id, participant_id, is_state FROM analytics.presence
)
SELECT
  pairs.body_id,
  pairs.participant_id,
  string_agg(
    CASE
      WHEN presence.is_listed AND presence.n_statements > 0 THEN 's'
      WHEN presence.is_listed THEN 'p'
      WHEN presence.n_statements > 0 THEN 'x'
      WHEN pairs.is_state AND coverage.is_eligibility_known AND coverage.is_state_absence_known
        AND NOT coalesce(presence.is_eligible, false) THEN 'n'
      WHEN pairs.is_state AND coverage.is_state_absence_known THEN 'a'
      WHEN NOT pairs.is_state AND coverage.is_organization_absence_known THEN 'a'
      ELSE 'u'
    END,
    '' ORDER BY coverage.body_order
  ) AS strip
FROM pairs
JOIN analytics.meeting_coverage AS coverage ON coverage.body_id = pairs.body_id
LEFT JOIN analytics.presence
  ON presence.meeting_id = coverage.meeting_id AND presence.participant_id = pairs.participant_id
GROUP BY pairs.body_id, pairs.participant_id
ORDER BY pairs.body_id, pairs.participant_id
