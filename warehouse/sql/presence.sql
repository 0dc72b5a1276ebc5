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
WITH joint_documents AS (
  SELECT document_id FROM main.statements GROUP BY document_id HAVING min(meeting_id) <> max(meeting_id)
),
acts AS (
  SELECT meeting_id, participant_id, count(*) AS n, count(*) AS n_once
  FROM main.statements ANTI JOIN joint_documents USING (document_id)
  WHERE participant_id IS NOT NULL
  GROUP BY meeting_id, participant_id
  UNION ALL
  -- An act stands at one place of a document; the first of its meetings counts it.
  SELECT meeting_id, participant_id, count(*), count(*) FILTER (is_first)
  FROM (
    SELECT
      meeting_id,
      participant_id,
      meeting_id = min(meeting_id) OVER (PARTITION BY document_id, span_start) AS is_first
    FROM main.statements SEMI JOIN joint_documents USING (document_id)
    WHERE participant_id IS NOT NULL
  )
  GROUP BY meeting_id, participant_id
),
spoken_for AS (
  -- A principal named twice for one statement is one principal; words that name no participant have no row here.
  SELECT meeting_id, participant_id, count(*) AS n
  FROM (
    SELECT meeting_id, unnest(list_distinct(on_behalf_of)) AS participant_id
    FROM main.statements WHERE len(on_behalf_of) > 0
  )
  GROUP BY meeting_id, participant_id
),
eligible AS (
  SELECT
    meeting_coverage.meeting_id,
    eligibility.participant_id,
    min(CASE eligibility.status WHEN 'party' THEN 1 WHEN 'member' THEN 2 ELSE 3 END) AS status
  FROM analytics.meeting_coverage
  JOIN reference.eligibility
    ON eligibility.body_id = meeting_coverage.body_id
    AND eligibility.valid_from <= meeting_coverage.starts_on
    AND (eligibility.valid_to IS NULL OR eligibility.valid_to >= meeting_coverage.starts_on)
  GROUP BY meeting_coverage.meeting_id, eligibility.participant_id
),
seen AS (
  SELECT
    meeting_id,
    participant_id,
    bool_or(is_listed) AS is_listed,
    sum(n)::INTEGER AS n_statements,
    sum(n_once)::INTEGER AS n_statements_once,
    sum(n_as_principal)::INTEGER AS n_statements_as_principal,
    min(status) AS status
  FROM (
    SELECT meeting_id, participant_id, true AS is_listed, 0 AS n, 0 AS n_once, 0 AS n_as_principal, NULL AS status
    FROM main.attendance
    UNION ALL SELECT meeting_id, participant_id, false, n, n_once, 0, NULL FROM acts
    UNION ALL SELECT meeting_id, participant_id, false, 0, 0, n, NULL FROM spoken_for
    UNION ALL SELECT meeting_id, participant_id, false, 0, 0, 0, status FROM eligible
  )
  GROUP BY meeting_id, participant_id
),
told AS (
  SELECT
    seen.meeting_id,
    seen.participant_id,
    coverage.body_id,
    coverage.body_order,
    coverage.starts_on,
    coverage.year,
    is_kind_of_states(participants.kind) AS is_state,
    seen.is_listed,
    seen.status,
    seen.n_statements,
    seen.n_statements_once,
    seen.n_statements_as_principal,
    participants.kind <> 'group' AND CASE WHEN is_kind_of_states(participants.kind)
      THEN coverage.is_state_absence_known ELSE coverage.is_organization_absence_known END AS is_absence_known,
    is_kind_of_states(participants.kind) AND coverage.is_eligibility_known AS is_eligibility_known,
    coverage.is_every_speaker_named
  FROM seen
  JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = seen.meeting_id
  JOIN main.participants ON participants.participant_id = seen.participant_id
)
SELECT
  meeting_id,
  participant_id,
  body_id,
  starts_on,
  year,
  is_state,
  is_listed,
  CASE WHEN is_listed THEN true WHEN is_absence_known AND n_statements = 0 THEN false END AS is_present,
  CASE WHEN status IS NOT NULL THEN true WHEN is_eligibility_known THEN false END AS is_eligible,
  CASE status WHEN 1 THEN 'party' WHEN 2 THEN 'member' WHEN 3 THEN 'signatory' END AS eligible_as,
  status IS NOT NULL AND is_absence_known AND (is_listed OR n_statements = 0) AS is_rated,
  is_absence_known,
  is_every_speaker_named,
  CASE WHEN n_statements > 0 THEN true WHEN is_listed AND is_every_speaker_named THEN false END AS has_spoken,
  n_statements,
  n_statements_once,
  n_statements_as_principal
FROM told
ORDER BY body_id, body_order, participant_id
