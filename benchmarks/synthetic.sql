-- Facts of meetings that never were, out of the registry's own participants and bodies, for the benchmark of the models. The variable
-- n_meetings says how many; a meeting has some 130 rows of attendance and as many statements. Everything follows from hash(), so that
-- two runs give the same rows.

-- Two bodies of three have curated members: those of the registry, and as many others with the Members of the United Nations.
INSERT INTO reference.eligibility BY NAME
SELECT bodies.body_id, members.* EXCLUDE (body_id)
FROM reference.bodies
CROSS JOIN (FROM reference.eligibility WHERE body_id = 'general-assembly') AS members
WHERE hash(bodies.body_id) % 3 > 0 AND bodies.body_id NOT IN (SELECT body_id FROM reference.eligibility);

CREATE TEMP TABLE made_meetings AS
WITH numbered AS (
  SELECT body_id, name, row_number() OVER (ORDER BY body_id) - 1 AS place, count(*) OVER () AS n_bodies FROM reference.bodies
)
SELECT
  number,
  numbered.body_id || ':' || (number // n_bodies + 1) AS meeting_id,
  numbered.body_id,
  numbered.name AS body_name,
  (number // n_bodies + 1)::INTEGER AS ordinal,
  -- Five sessions a year, the last in 2026.
  DATE '2026-11-01' - ((getvariable('n_meetings') - number) // n_bodies * 73)::INTEGER AS starts_on,
  -- One meeting of ten shares its report, and what is said there, with the meeting before it.
  'X/' || (number - (number % 10 = 9)::INTEGER) || ':en' AS document_id
FROM range(getvariable('n_meetings')) AS numbers(number)
JOIN numbered ON numbered.place = number % n_bodies;

CREATE TEMP TABLE made_participants AS
SELECT
  participant_id,
  kind,
  name,
  is_kind_of_states(kind) AS is_state,
  -- How often it comes, out of 100, and how much it speaks. Some never do.
  CASE WHEN hash(participant_id, 3) % 25 = 0 THEN 0 WHEN is_kind_of_states(kind) THEN 15 + hash(participant_id, 1) % 70 ELSE hash(participant_id, 1) % 20 END AS comes,
  hash(participant_id, 2) % 5 AS speaks
FROM main.participants
WHERE kind <> 'group' AND (kind NOT IN ('territory') OR hash(participant_id) % 9 = 0) AND valid_to IS NULL;

INSERT INTO main.documents BY NAME
SELECT
  document_id,
  'r' || document_id AS reading_id,
  [] AS symbols,
  document_id AS work_id,
  'en' AS language,
  [] AS original_languages,
  false AS is_reissued,
  'synthetic' AS collection,
  'memory:' || document_id AS source_uri,
  'text/plain' AS media_type,
  sha256(document_id) AS sha256,
  TIMESTAMP '2026-11-01' AS fetched_at,
  'text' AS text_source,
  'x' AS text,
  'synthetic' AS reader_version,
  true AS is_current,
  0 AS n_accounted,
  0 AS n_accountable
FROM (SELECT DISTINCT document_id FROM made_meetings);

INSERT INTO main.meetings BY NAME
SELECT meeting_id, body_id, body_name, ordinal, starts_on, starts_on + 4 AS ends_on, document_id, 0 AS span_start, 1 AS span_end
FROM made_meetings;

INSERT INTO main.attendance BY NAME
SELECT
  document_id || '@' || span_start || '#' || meeting_id AS attendance_id,
  meeting_id,
  participant_id,
  CASE
    WHEN NOT is_state THEN CASE kind WHEN 'ngo' THEN 'ngo' WHEN 'igo' THEN 'igo' ELSE 'un_entity' END
    WHEN hash(participant_id, body_id) % 9 = 0 THEN 'observer_state'
    ELSE 'state_party'
  END AS capacity,
  name AS name_as_written,
  'exact' AS match_method,
  0 AS match_distance,
  document_id,
  '7' AS paragraph,
  span_start,
  span_start + length(name) AS span_end
FROM (
  SELECT *, (1000 + hash(participant_id) % 20000)::INTEGER AS span_start
  FROM made_meetings CROSS JOIN made_participants
  WHERE hash(number, participant_id) % 100 < comes
);

INSERT INTO main.attendance_lists BY NAME
SELECT
  document_id || '@' || min(span_start) || '#' || meeting_id || capacity AS attendance_list_id,
  meeting_id,
  capacity,
  count(*)::INTEGER AS n_listed,
  hash(meeting_id, capacity) % 12 > 0 AS is_complete,
  document_id,
  min(span_start) AS span_start,
  max(span_end) AS span_end
FROM main.attendance GROUP BY meeting_id, capacity, document_id;

CREATE TEMP TABLE made_acts AS
SELECT
  made_meetings.number,
  made_meetings.document_id,
  made_meetings.meeting_id,
  attendance.participant_id,
  attendance.capacity,
  attendance.name_as_written,
  act,
  (30000 + hash(attendance.participant_id, act) % 900000)::INTEGER AS span_start,
  hash(made_meetings.number, attendance.participant_id, act) AS chance
FROM main.attendance
JOIN made_meetings ON made_meetings.meeting_id = attendance.meeting_id
JOIN made_participants ON made_participants.participant_id = attendance.participant_id
JOIN range(4) AS acts(act) ON act < speaks
WHERE hash(made_meetings.number, attendance.participant_id, act, 7) % 100 < 44;

INSERT INTO main.statements BY NAME
SELECT
  document_id || '@' || span_start || '#' || meeting_id || '/' || act AS statement_id,
  meeting_id,
  CASE WHEN chance % 33 > 0 THEN participant_id END AS participant_id,
  'statement' AS kind,
  CASE WHEN chance % 33 > 0 THEN capacity ELSE 'officer' END AS capacity,
  name_as_written,
  CASE chance % 16 WHEN 0 THEN ['group:g77-and-china'] WHEN 1 THEN ['group:african-states'] ELSE [] END AS on_behalf_of,
  CASE WHEN chance % 20 = 0 THEN ['2', '3'] ELSE [(1 + chance % 11)::VARCHAR] END AS agenda_items,
  document_id,
  '12' AS paragraph,
  span_start,
  span_start + length(name_as_written) AS span_end
FROM made_acts
UNION ALL
-- What is said at a joint sitting is a statement of both meetings.
SELECT
  made_acts.document_id || '@' || span_start || '#' || other.meeting_id || '/' || act,
  other.meeting_id,
  participant_id,
  'statement',
  capacity,
  name_as_written,
  [],
  ['4'],
  made_acts.document_id,
  '12',
  span_start,
  span_start + length(name_as_written)
FROM made_acts
JOIN made_meetings AS other ON other.document_id = made_acts.document_id AND other.number = made_acts.number + 1
WHERE chance % 33 > 0 AND chance % 3 = 0;

INSERT INTO main.statement_counts BY NAME
SELECT
  document_id || '@9#' || meeting_id AS statement_count_id,
  meeting_id,
  ['3'] AS agenda_items,
  5 AS n_stated,
  document_id,
  9 AS span_start,
  10 AS span_end
FROM made_meetings WHERE hash(number, 3) % 10 = 0;

INSERT INTO main.agenda_items BY NAME
SELECT
  meeting_id,
  item::VARCHAR AS item,
  'Item ' || item AS title,
  false AS is_joint,
  document_id,
  0 AS span_start,
  1 AS span_end
FROM made_meetings CROSS JOIN range(1, 13) AS items(item);

INSERT INTO main.officers BY NAME
SELECT
  document_id || '@' || span_start || '#' || meeting_id AS officer_id,
  meeting_id,
  CASE rank WHEN 1 THEN 'Chair' WHEN 2 THEN 'Rapporteur' ELSE 'Vice-Chair' END AS role,
  'Person ' || hash(number, rank) % 5000 AS person,
  participant_id,
  document_id,
  span_start,
  span_end
FROM (
  SELECT *, row_number() OVER (PARTITION BY meeting_id ORDER BY hash(number, participant_id)) AS rank
  FROM (
    SELECT made_meetings.number, attendance.*
    FROM main.attendance JOIN made_meetings ON made_meetings.meeting_id = attendance.meeting_id
    WHERE attendance.capacity = 'state_party' AND hash(made_meetings.number, participant_id) % 100 < 6
  )
)
WHERE rank <= 5;

INSERT INTO main.deliberations BY NAME
SELECT
  document_id || '@' || place || '#' || meeting_id AS deliberation_id,
  meeting_id,
  [(1 + place % 11)::VARCHAR] AS agenda_items,
  'some' AS quantifier,
  'noted' AS verb,
  'Some speakers noted' AS text,
  document_id,
  place::INTEGER AS span_start,
  (place + 19)::INTEGER AS span_end
FROM made_meetings CROSS JOIN range(5) AS places(place);
