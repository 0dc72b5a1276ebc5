/*
description = "What was spoken on at each meeting of a body, by how many, in the order of the agenda"
*/
SELECT
  engagement.meeting_id,
  engagement.item,
  engagement.parent_item,
  engagement.title,
  engagement.body_id,
  engagement.n_statements,
  engagement.n_states,
  engagement.n_organizations,
  engagement.n_unnamed,
  engagement.n_interventions,
  engagement.share_states_spoke
FROM analytics.agenda_engagement AS engagement
LEFT JOIN main.agenda_items ON agenda_items.meeting_id = engagement.meeting_id AND agenda_items.item = engagement.item
ORDER BY engagement.meeting_id, agenda_items.span_start NULLS LAST, engagement.item
