/*
grain = "one row per meeting and agenda item, adopted or spoken under"
description = """What is spoken on, by how many. A statement made under several items counts for each of them in n_statements, \
and once in n_statements_alone where it was made under this item alone. Statements under an item that the adopted agenda does not \
name have a row without a title. A count given without names adds to n_unnamed; where there is one, the shares are empty. What was \
said under no recorded item is in no row."""
columns = [
  ["meeting_id", "text", "The meeting", "key", "-> meetings"],
  ["item", "text", "Number of the item", "key"],
  ["parent_item", "text", "Number of the item that holds it", "null"],
  ["title", "text", "Its title as written; empty where the agenda that was read does not name it", "null"],
  ["body_id", "text", "The body that met"],
  ["year", "integer", "Year of the first day", "null"],
  ["is_joint", "boolean", "Whether the report says that the item is common to several meetings; empty where it is not of the agenda", "null"],
  ["n_statements", "integer", "Statements made under it, under others too or not"],
  ["n_statements_alone", "integer", "Of them, those under this item alone"],
  ["n_speakers", "integer", "Participants that made them"],
  ["n_states", "integer", "Of them, States"],
  ["n_organizations", "integer", "Of them, others"],
  ["n_on_behalf", "integer", "Statements made on behalf of somebody else"],
  ["n_unnamed", "integer", "Speakers under it that are given as a number"],
  ["n_interventions", "integer", "Anonymous interventions in the summary of its deliberations"],
  ["n_states_present", "integer", "States listed at the meeting, where absences are known", "null"],
  ["share_states_spoke", "number", "States listed that spoke under it over n_states_present, 0 to 1; empty where that or a speaker is unknown", "null"],
  ["share_statements", "number", "n_statements over all statements under items of the meeting; adds up to 1 where none is under two items", "null"],
]
*/
WITH by_speaker AS (
  SELECT
    coverage.meeting_number,
    told.item,
    participant_keys.participant_number,
    any_value(participant_keys.is_state) AS is_state,
    count(*) AS n,
    count(*) FILTER (is_alone) AS n_alone,
    count(*) FILTER (is_on_behalf) AS n_on_behalf
  FROM (
    SELECT
      meeting_id,
      participant_id,
      unnest(items) AS item,
      len(items) = 1 AS is_alone,
      is_on_behalf
    FROM (
      SELECT
        meeting_id,
        participant_id,
        CASE WHEN len(agenda_items) = 1 THEN agenda_items ELSE list_distinct(agenda_items) END AS items,
        len(on_behalf_of) > 0 AS is_on_behalf
      FROM main.statements WHERE len(agenda_items) > 0
    )
  ) AS told
  JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = told.meeting_id
  LEFT JOIN analytics.participant_keys ON participant_keys.participant_id = told.participant_id
  GROUP BY coverage.meeting_number, told.item, participant_keys.participant_number
),
listed AS (
  -- The only ones of whom a share is made.
  SELECT meeting_number, participant_number
  FROM analytics.presence
  WHERE is_state AND is_listed AND n_statements > 0 AND is_absence_known AND is_every_speaker_named
),
spoken AS (
  SELECT
    any_value(coverage.meeting_id) AS meeting_id,
    by_speaker.item,
    sum(n) AS n,
    sum(n_alone) AS n_alone,
    sum(n_on_behalf) AS n_on_behalf,
    count(by_speaker.participant_number) AS n_speakers,
    count(*) FILTER (by_speaker.is_state) AS n_states,
    count(listed.participant_number) AS n_states_listed
  FROM by_speaker
  JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_number = by_speaker.meeting_number
  LEFT JOIN listed
    ON listed.meeting_number = by_speaker.meeting_number
    AND listed.participant_number = by_speaker.participant_number
  GROUP BY by_speaker.meeting_number, by_speaker.item
),
unnamed AS (
  SELECT meeting_id, item, sum(n_stated) AS n
  FROM (SELECT meeting_id, n_stated, unnest(list_distinct(agenda_items)) AS item FROM main.statement_counts)
  GROUP BY meeting_id, item
),
interventions AS (
  SELECT meeting_id, item, count(*) AS n
  FROM (SELECT meeting_id, unnest(list_distinct(agenda_items)) AS item FROM main.deliberations)
  GROUP BY meeting_id, item
),
items AS (
  SELECT meeting_id, item FROM main.agenda_items
  UNION SELECT meeting_id, item FROM spoken
  UNION SELECT meeting_id, item FROM unnamed
  UNION SELECT meeting_id, item FROM interventions
),
present AS (
  SELECT meeting_number, count(*) AS n_states
  FROM analytics.presence WHERE is_listed AND is_state GROUP BY meeting_number
)
SELECT
  items.meeting_id,
  items.item,
  agenda_items.parent_item,
  agenda_items.title,
  coverage.body_id,
  coverage.year,
  agenda_items.is_joint,
  coalesce(spoken.n, 0)::INTEGER AS n_statements,
  coalesce(spoken.n_alone, 0)::INTEGER AS n_statements_alone,
  coalesce(spoken.n_speakers, 0)::INTEGER AS n_speakers,
  coalesce(spoken.n_states, 0)::INTEGER AS n_states,
  coalesce(spoken.n_speakers - spoken.n_states, 0)::INTEGER AS n_organizations,
  coalesce(spoken.n_on_behalf, 0)::INTEGER AS n_on_behalf,
  coalesce(unnamed.n, 0)::INTEGER AS n_unnamed,
  coalesce(interventions.n, 0)::INTEGER AS n_interventions,
  (CASE WHEN coverage.is_state_absence_known THEN coalesce(present.n_states, 0) END)::INTEGER AS n_states_present,
  CASE WHEN coverage.is_state_absence_known AND coverage.is_every_speaker_named
    THEN coalesce(spoken.n_states_listed, 0) / nullif(present.n_states, 0) END AS share_states_spoke,
  CASE WHEN NOT coverage.has_unnamed_speakers
    THEN coalesce(spoken.n, 0) / nullif(sum(spoken.n) OVER (PARTITION BY items.meeting_id), 0) END AS share_statements
FROM items
JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = items.meeting_id
LEFT JOIN main.agenda_items ON agenda_items.meeting_id = items.meeting_id AND agenda_items.item = items.item
LEFT JOIN spoken ON spoken.meeting_id = items.meeting_id AND spoken.item = items.item
LEFT JOIN unnamed ON unnamed.meeting_id = items.meeting_id AND unnamed.item = items.item
LEFT JOIN interventions ON interventions.meeting_id = items.meeting_id AND interventions.item = items.item
LEFT JOIN present ON present.meeting_number = coverage.meeting_number
ORDER BY coverage.body_id, coverage.body_order, items.item
