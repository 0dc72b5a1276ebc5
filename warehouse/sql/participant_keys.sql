/*
grain = "one row per participant"
description = """Participants as the models count them, with a number that serves the models as a short key within one version of \
the file: another version may number otherwise."""
columns = [
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["participant_number", "integer", "Its place by participant_id, from 1: a key within this version of the file"],
  ["participant_name", "text", "Name of the participant in English, list form"],
  ["participant_kind", "text", "What it is"],
  ["is_state", "boolean", "Whether it is counted among States (the kinds state, observer_state, territory, reio)"],
]
*/
SELECT
  participant_id,
  row_number() OVER (ORDER BY participant_id)::INTEGER AS participant_number,
  name AS participant_name,
  kind AS participant_kind,
  is_kind_of_states(kind) AS is_state
FROM main.participants
ORDER BY participant_id
