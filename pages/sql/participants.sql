/*
description = "Every participant that sat, spoke, was spoken for, could have sat or held an office, with the regional group that it is in today"
*/
WITH seen AS (
  SELECT participant_id FROM analytics.participation
  UNION SELECT participant_id FROM main.officers WHERE participant_id IS NOT NULL
),
regions AS (
  SELECT group_members.participant_id, any_value(groups.group_id) AS region_id, any_value(groups.name) AS region
  FROM reference.group_members JOIN reference.groups ON groups.group_id = group_members.group_id
  WHERE groups.group_id IN (SELECT group_id FROM analytics.regional_balance WHERE group_kind = 'regional')
    AND group_members.valid_to IS NULL
  GROUP BY group_members.participant_id
)
SELECT
  participants.participant_id,
  participants.kind,
  participants.name,
  participants.valid_from,
  participants.valid_to,
  is_kind_of_states(participants.kind) AS is_state,
  regions.region_id,
  regions.region
FROM seen
JOIN main.participants ON participants.participant_id = seen.participant_id
LEFT JOIN regions ON regions.participant_id = participants.participant_id
ORDER BY participants.name, participants.participant_id
