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
    meeting_id,
    participant_id,
    CASE capacity WHEN 'state_party' THEN 'party' ELSE capacity END AS status,
    min_by({'document_id': document_id, 'span_start': span_start, 'span_end': span_end}, (document_id, span_start)) AS place
  FROM main.attendance
  WHERE capacity IN ('state_party', 'signatory', 'member')
  GROUP BY ALL
),
compared AS (
  SELECT
    listed.*,
    coverage.body_id,
    coverage.body_name,
    coverage.body_order,
    coverage.starts_on,
    presence.is_eligible,
    presence.eligible_as
  FROM listed
  JOIN analytics.meeting_coverage AS coverage ON coverage.meeting_id = listed.meeting_id
  JOIN analytics.presence
    ON presence.meeting_id = listed.meeting_id AND presence.participant_id = listed.participant_id
)
SELECT
  compared.body_id,
  compared.participant_id,
  compared.status,
  any_value(participants.name) AS participant_name,
  any_value(compared.body_name) AS body_name,
  count(*)::INTEGER AS n_meetings,
  min(starts_on) AS first_attested_on,
  max(starts_on) AS last_attested_on,
  (count(*) FILTER (eligible_as = status))::INTEGER AS n_confirmed,
  (count(*) FILTER (eligible_as <> status))::INTEGER AS n_otherwise,
  (count(*) FILTER (NOT is_eligible))::INTEGER AS n_denied,
  (count(*) FILTER (is_eligible IS NULL))::INTEGER AS n_unknown,
  max_by(place, body_order).document_id AS document_id,
  max_by(place, body_order).span_start AS span_start,
  max_by(place, body_order).span_end AS span_end
FROM compared
JOIN main.participants ON participants.participant_id = compared.participant_id
GROUP BY compared.body_id, compared.participant_id, compared.status
ORDER BY compared.body_id, compared.participant_id, compared.status
