/*
grain = "one row per body and pair of States that were present together, or could have been"
description = """Who meets whom. Over the n_meetings of a body whose absences are known and for which neither State is known not to \
have been eligible (unless it is listed): n_together meetings name both, and n_expected would by chance, if one's coming said nothing \
about the other's: n_first × n_second / n_meetings. The lift is the ratio of the two; it is empty where nothing is expected. \
Pairs of States of which both are listed at least once by a complete list of the body."""
columns = [
  ["body_id", "text", "The body", "key"],
  ["first_id", "text", "The State whose id comes first", "key", "-> participants"],
  ["second_id", "text", "The other", "key", "-> participants"],
  ["n_meetings", "integer", "Meetings at which each of them was present or known to be absent"],
  ["n_first", "integer", "Of them, those that the first attended"],
  ["n_second", "integer", "Of them, those that the second attended"],
  ["n_together", "integer", "Of them, those that both attended"],
  ["n_expected", "number", "n_first × n_second / n_meetings", "null"],
  ["lift", "number", "n_together over n_expected: above 1 they meet more often than by chance", "null"],
  ["share_together", "number", "n_together over the meetings that one or both attended, 0 to 1 (Jaccard)", "null"],
]
*/
WITH known AS (
  -- Meetings as bits of words of 120, and the words of a body as one string of bits: a pair is then compared at one stroke.
  SELECT
    meeting_number,
    body_number,
    is_eligibility_known,
    place // 120 AS word,
    1::HUGEINT << (place % 120)::INTEGER AS bit
  FROM (
    SELECT *, row_number() OVER (PARTITION BY body_number ORDER BY meeting_number) - 1 AS place
    FROM analytics.meeting_coverage
    WHERE is_state_absence_known
  )
),
words AS (
  SELECT
    body_number,
    word,
    coalesce(bit_or(bit) FILTER (NOT is_eligibility_known), 0) AS open_to_all
  FROM known GROUP BY body_number, word
),
marks AS (
  SELECT
    presence.body_number,
    presence.participant_number,
    known.word,
    coalesce(bit_or(known.bit) FILTER (is_listed), 0) AS attended,
    coalesce(bit_or(known.bit) FILTER (is_listed OR (is_eligible AND is_present IS NOT NULL)), 0) AS own,
    -- A contradiction is neither presence nor absence.
    coalesce(bit_or(known.bit) FILTER (is_present IS NULL), 0) AS contradicted
  FROM analytics.presence JOIN known ON known.meeting_number = presence.meeting_number
  WHERE presence.is_state
  GROUP BY presence.body_number, presence.participant_number, known.word
),
members AS (
  SELECT body_number, participant_number
  FROM marks GROUP BY body_number, participant_number HAVING bool_or(attended <> 0)
),
strings AS (
  SELECT
    members.body_number,
    members.participant_number,
    string_agg(coalesce(marks.attended, 0)::BIT::VARCHAR, '' ORDER BY words.word)::BIT AS attended,
    string_agg(
      ((words.open_to_all & ~coalesce(marks.contradicted, 0)) | coalesce(marks.own, 0))::BIT::VARCHAR,
      '' ORDER BY words.word
    )::BIT AS followed
  FROM members
  JOIN words ON words.body_number = members.body_number
  LEFT JOIN marks
    ON marks.body_number = members.body_number
    AND marks.participant_number = members.participant_number
    AND marks.word = words.word
  GROUP BY members.body_number, members.participant_number
),
pairs AS (
  SELECT
    one.body_number,
    one.participant_number AS first_number,
    other.participant_number AS second_number,
    bit_count(one.followed & other.followed)::INTEGER AS n_meetings,
    bit_count(one.attended & other.followed)::INTEGER AS n_first,
    bit_count(one.followed & other.attended)::INTEGER AS n_second,
    bit_count(one.attended & other.attended)::INTEGER AS n_together
  FROM strings AS one
  JOIN strings AS other ON other.body_number = one.body_number AND other.participant_number > one.participant_number
)
SELECT
  bodies.body_id,
  first_states.participant_id AS first_id,
  second_states.participant_id AS second_id,
  n_meetings,
  n_first,
  n_second,
  n_together,
  n_first * n_second / n_meetings AS n_expected,
  n_together * n_meetings / nullif(n_first * n_second, 0) AS lift,
  n_together / nullif(n_first + n_second - n_together, 0) AS share_together
FROM pairs
JOIN (SELECT DISTINCT body_number, body_id FROM analytics.meeting_coverage) AS bodies
  ON bodies.body_number = pairs.body_number
JOIN analytics.participant_keys AS first_states ON first_states.participant_number = pairs.first_number
JOIN analytics.participant_keys AS second_states ON second_states.participant_number = pairs.second_number
WHERE n_meetings > 0
ORDER BY pairs.body_number, pairs.first_number, pairs.second_number
