/*
grain = "one row per participant and meeting at which it was listed, spoke or was spoken for, or for which it was eligible"
description = """Who was where, who should have been, and who spoke: the one place where presence, eligibility and silence are \
told, which the other models count. A participant that is not listed was absent only where the lists of its kind let one know it \
(meeting_coverage); where it spoke all the same, the report contradicts itself and its presence is unknown. is_rated marks what \
an attendance rate is made of: eligible, at a meeting whose absences are known. Being spoken for by others, or belonging to a \
group that spoke, is not presence; a group is never present or absent."""
columns = [
  ["meeting_id", "text", "The meeting", "key", "-> meetings"],
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["body_id", "text", "The body that met"],
  ["meeting_number", "integer", "Short keys within this version of the file, which serve the models: of the meeting (meeting_coverage),"],
  ["body_number", "integer", "of the body (meeting_coverage),"],
  ["participant_number", "integer", "and of the participant (participant_keys)"],
  ["starts_on", "date", "First day of the meeting", "null"],
  ["year", "integer", "Year of that day", "null"],
  ["is_state", "boolean", "Whether it is counted among States (the kinds state, observer_state, territory, reio)"],
  ["is_listed", "boolean", "Whether a list names it as present, in any capacity"],
  ["is_present", "boolean", "True where it is listed, false where it is known to have been absent; empty where that is unknown", "null"],
  ["is_eligible", "boolean", "Whether it could sit as party, signatory or member; empty where that is unknown", "null"],
  ["eligible_as", "text", "As what: `party`, `member`, `signatory`; empty unless is_eligible", "null"],
  ["is_rated", "boolean", "Whether it counts in attendance rates: eligible, absences known, no contradiction"],
  ["is_absence_known", "boolean", "Whether the lists of its kind let one know who was absent"],
  ["is_every_speaker_named", "boolean", "Whether the report lets one know who was silent"],
  ["has_spoken", "boolean", "True where it spoke, false where it is listed and every speaker is named; empty where that is unknown", "null"],
  ["n_statements", "integer", "Statements that its own representatives made (as actor)"],
  ["n_statements_once", "integer", "The same without those that a joint report records at an earlier meeting too: sums over meetings and bodies count each act once"],
  ["n_statements_as_principal", "integer", "Statements that others made on its behalf"],
]
*/
WITH meetings AS (
  SELECT meeting_id, meeting_number FROM analytics.meeting_coverage
),
joint_documents AS (
  SELECT document_id, row_number() OVER (ORDER BY document_id) AS document_number
  FROM (SELECT document_id FROM main.statements GROUP BY document_id HAVING min(meeting_id) <> max(meeting_id))
),
joint_acts AS (
  -- An act stands at one place of a document; the first of its meetings counts it.
  SELECT
    meeting_number,
    participant_number,
    meeting_number = min(meeting_number) OVER (PARTITION BY document_number, span_start) AS is_first
  FROM main.statements
  JOIN joint_documents ON joint_documents.document_id = statements.document_id
  JOIN meetings ON meetings.meeting_id = statements.meeting_id
  JOIN analytics.participant_keys ON participant_keys.participant_id = statements.participant_id
),
events AS (
  -- 0: listed; 1: spoke; 2: a joint report records an act at an earlier meeting too; 3: spoken for; 4 to 6: eligible.
  SELECT meeting_number, participant_number, 0 AS event
  FROM main.attendance
  JOIN meetings ON meetings.meeting_id = attendance.meeting_id
  JOIN analytics.participant_keys ON participant_keys.participant_id = attendance.participant_id
  UNION ALL
  SELECT meeting_number, participant_number, 1
  FROM main.statements
  JOIN meetings ON meetings.meeting_id = statements.meeting_id
  JOIN analytics.participant_keys ON participant_keys.participant_id = statements.participant_id
  UNION ALL
  SELECT meeting_number, participant_number, 2 FROM joint_acts WHERE NOT is_first
  UNION ALL
  -- A principal named twice for one statement is one principal; words that name no participant have no row here.
  SELECT meeting_number, participant_number, 3
  FROM (
    SELECT meeting_id, unnest(list_distinct(on_behalf_of)) AS participant_id
    FROM main.statements WHERE len(on_behalf_of) > 0
  ) AS principals
  JOIN meetings ON meetings.meeting_id = principals.meeting_id
  JOIN analytics.participant_keys ON participant_keys.participant_id = principals.participant_id
  UNION ALL
  SELECT
    coverage.meeting_number,
    participant_keys.participant_number,
    CASE eligibility.status WHEN 'party' THEN 4 WHEN 'member' THEN 5 ELSE 6 END
  FROM analytics.meeting_coverage AS coverage
  JOIN reference.eligibility
    ON eligibility.body_id = coverage.body_id
    AND eligibility.valid_from <= coverage.starts_on
    AND (eligibility.valid_to IS NULL OR eligibility.valid_to >= coverage.starts_on)
  JOIN analytics.participant_keys ON participant_keys.participant_id = eligibility.participant_id
),
seen AS (
  SELECT
    (cell // 1000000)::INTEGER AS meeting_number,
    (cell % 1000000)::INTEGER AS participant_number,
    min(event) = 0 AS is_listed,
    (count(*) FILTER (event = 1))::INTEGER AS n_statements,
    (count(*) FILTER (event = 1) - count(*) FILTER (event = 2))::INTEGER AS n_statements_once,
    (count(*) FILTER (event = 3))::INTEGER AS n_statements_as_principal,
    min(event) FILTER (event > 3) AS status
  -- One number a cell: there are fewer than a million participants.
  FROM (SELECT meeting_number::BIGINT * 1000000 + participant_number AS cell, event FROM events)
  GROUP BY cell
),
told AS (
  SELECT
    seen.*,
    coverage.meeting_id,
    coverage.body_id,
    coverage.body_number,
    coverage.starts_on,
    coverage.year,
    participant_keys.participant_id,
    participant_keys.is_state,
    participant_keys.participant_kind <> 'group' AND CASE WHEN participant_keys.is_state
      THEN coverage.is_state_absence_known ELSE coverage.is_organization_absence_known END AS is_absence_known,
    participant_keys.is_state AND coverage.is_eligibility_known AS is_eligibility_known,
    coverage.is_every_speaker_named
  FROM seen
  JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_number = seen.meeting_number
  JOIN analytics.participant_keys ON participant_keys.participant_number = seen.participant_number
)
SELECT
  meeting_id,
  participant_id,
  body_id,
  meeting_number,
  body_number,
  participant_number,
  starts_on,
  year,
  is_state,
  is_listed,
  CASE WHEN is_listed THEN true WHEN is_absence_known AND n_statements = 0 THEN false END AS is_present,
  CASE WHEN status IS NOT NULL THEN true WHEN is_eligibility_known THEN false END AS is_eligible,
  CASE status WHEN 4 THEN 'party' WHEN 5 THEN 'member' WHEN 6 THEN 'signatory' END AS eligible_as,
  status IS NOT NULL AND is_absence_known AND (is_listed OR n_statements = 0) AS is_rated,
  is_absence_known,
  is_every_speaker_named,
  CASE WHEN n_statements > 0 THEN true WHEN is_listed AND is_every_speaker_named THEN false END AS has_spoken,
  n_statements,
  n_statements_once,
  n_statements_as_principal
FROM told
ORDER BY meeting_number, participant_number
