/*
grain = "one row per body, participant and status in which reports list it (state_party, signatory, member)"
description = """What reports attest of a participant's status at their date, beside what reference.eligibility says of it. A State \
listed among the parties was one on that day; a State not listed attests nothing. Rates are computed from the reference alone, since \
reports attest the status of those that come."""
columns = [
  ["body_id", "text", "The body", "key"],
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["status", "text", "`party`, `signatory` or `member`: the list in which it stands", "key"],
  ["participant_name", "text", "Name of the participant in English, list form"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["n_meetings", "integer", "Meetings at which it is so listed"],
  ["first_attested_on", "date", "First day of the first of them", "null"],
  ["last_attested_on", "date", "First day of the last of them", "null"],
  ["n_confirmed", "integer", "Of n_meetings, those on whose first day the reference gives it the same status"],
  ["n_otherwise", "integer", "Of n_meetings, those on whose first day the reference gives it another status"],
  ["n_denied", "integer", "Of n_meetings, those on whose first day it has none, though who was eligible is known"],
  ["n_unknown", "integer", "Of n_meetings, those of which the reference tells nothing"],
  ["document_id", "text", "A document that attests it: of the last of them", "-> documents"],
  ["span_start", "integer", "Where the words begin in documents.text"],
  ["span_end", "integer", "Where they end"],
]
*/
WITH listed AS (
  SELECT
    coverage.meeting_number,
    participant_keys.participant_number,
    attendance.capacity,
    -- The first place in the text; where documents of several works list it, in the one whose place comes first.
    min(attendance.span_start) AS span_start,
    arg_min(attendance.document_id, (attendance.span_start, attendance.document_id)) AS document_id,
    arg_min(attendance.span_end, (attendance.span_start, attendance.document_id)) AS span_end
  FROM main.attendance
  JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = attendance.meeting_id
  JOIN analytics.participant_keys ON participant_keys.participant_id = attendance.participant_id
  WHERE attendance.capacity IN ('state_party', 'signatory', 'member')
  GROUP BY coverage.meeting_number, participant_keys.participant_number, attendance.capacity
),
compared AS (
  SELECT
    presence.body_number,
    listed.participant_number,
    CASE listed.capacity WHEN 'state_party' THEN 'party' ELSE listed.capacity END AS status,
    listed.meeting_number,
    listed.document_id,
    listed.span_start,
    listed.span_end,
    presence.starts_on,
    presence.is_eligible,
    presence.eligible_as
  FROM listed
  JOIN analytics.presence
    ON presence.meeting_number = listed.meeting_number AND presence.participant_number = listed.participant_number
),
counted AS (
  SELECT
    body_number,
    participant_number,
    status,
    count(*) AS n_meetings,
    min(starts_on) AS first_attested_on,
    max(starts_on) AS last_attested_on,
    count(*) FILTER (eligible_as = status) AS n_confirmed,
    count(*) FILTER (eligible_as <> status) AS n_otherwise,
    count(*) FILTER (NOT is_eligible) AS n_denied,
    count(*) FILTER (is_eligible IS NULL) AS n_unknown,
    arg_max(document_id, meeting_number) AS document_id,
    arg_max(span_start, meeting_number) AS span_start,
    arg_max(span_end, meeting_number) AS span_end
  FROM compared
  GROUP BY body_number, participant_number, status
)
SELECT
  bodies.body_id,
  participant_keys.participant_id,
  counted.status,
  participant_keys.participant_name,
  bodies.body_name,
  counted.n_meetings::INTEGER AS n_meetings,
  counted.first_attested_on,
  counted.last_attested_on,
  counted.n_confirmed::INTEGER AS n_confirmed,
  counted.n_otherwise::INTEGER AS n_otherwise,
  counted.n_denied::INTEGER AS n_denied,
  counted.n_unknown::INTEGER AS n_unknown,
  counted.document_id,
  counted.span_start,
  counted.span_end
FROM counted
JOIN (SELECT DISTINCT body_number, body_id, body_name FROM analytics.meeting_coverage) AS bodies
  ON bodies.body_number = counted.body_number
JOIN analytics.participant_keys ON participant_keys.participant_number = counted.participant_number
ORDER BY counted.body_number, counted.participant_number, counted.status
