/*
grain = "one row per body, year, office and participant that held it"
description = """Who is trusted with the offices: Chairs, Vice-Chairs, Rapporteurs, by the State or organization of the holder and \
its regional group at the time. An office at one meeting counts once, however often the report names its holder; a person that holds \
an office at several meetings holds it several times, and n_offices_once leaves out those that a joint report records at another of \
its meetings too. Holders whose State the report does not tell are in the row without a participant."""
columns = [
  ["body_id", "text", "The body", "key"],
  ["year", "integer", "Year of the first day; empty for meetings without a date", "key", "null"],
  ["role", "text", "Office in English", "key"],
  ["participant_id", "text", "State or organization of the holder; empty where it is not told", "key", "null", "-> participants"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["participant_name", "text", "Its name in English, list form", "null"],
  ["region_id", "text", "Its regional group of the United Nations on the first day; empty where it is in none, or the day is unknown", "null", "-> groups"],
  ["n_offices", "integer", "Offices held: one per holder and meeting"],
  ["n_offices_once", "integer", "The same, an office of joint meetings once: sums over bodies count each once"],
  ["n_meetings", "integer", "Meetings at which it was held"],
  ["persons", "texts", "Holders as written, in the order of the alphabet"],
]
*/
WITH regions AS (
  FROM reference.group_members SEMI JOIN (FROM reference.groups WHERE kind = 'regional') USING (group_id)
),
held AS (
  SELECT
    officers.meeting_id,
    officers.document_id,
    officers.role,
    officers.participant_id,
    officers.person,
    min(officers.span_start) AS span_start
  FROM main.officers
  GROUP BY ALL
),
placed AS (
  SELECT
    held.*,
    coverage.body_id,
    coverage.body_name,
    coverage.starts_on,
    coverage.year,
    held.meeting_id = min(held.meeting_id) OVER (PARTITION BY held.document_id, held.span_start, held.role) AS is_first,
    -- Documents of several works may report on one meeting; its offices are then counted from the first.
    dense_rank() OVER (PARTITION BY held.meeting_id, held.role ORDER BY held.document_id) AS document_rank
  FROM held
  JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = held.meeting_id
)
SELECT
  placed.body_id,
  placed.year,
  placed.role,
  placed.participant_id,
  any_value(placed.body_name) AS body_name,
  any_value(participants.name) AS participant_name,
  min(regions.group_id) AS region_id,
  count(*)::INTEGER AS n_offices,
  (count(*) FILTER (placed.is_first))::INTEGER AS n_offices_once,
  count(DISTINCT placed.meeting_id)::INTEGER AS n_meetings,
  coalesce(list_sort(list(DISTINCT placed.person) FILTER (placed.person IS NOT NULL)), []) AS persons
FROM placed
LEFT JOIN main.participants ON participants.participant_id = placed.participant_id
LEFT JOIN regions
  ON regions.participant_id = placed.participant_id
  AND placed.starts_on IS NOT NULL
  AND (regions.valid_from IS NULL OR regions.valid_from <= placed.starts_on)
  AND (regions.valid_to IS NULL OR regions.valid_to >= placed.starts_on)
WHERE placed.document_rank = 1
GROUP BY placed.body_id, placed.year, placed.role, placed.participant_id
ORDER BY placed.body_id, placed.year NULLS FIRST, placed.role, placed.participant_id NULLS FIRST
