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
  -- Meetings as bits of words of 120: a pair is then compared by a few words, not by its meetings.
  SELECT
    meeting_id,
    body_id,
    is_eligibility_known,
    place // 120 AS word,
    1::HUGEINT << (place % 120)::INTEGER AS bit
  FROM (
    SELECT *, row_number() OVER (PARTITION BY body_id ORDER BY body_order) - 1 AS place
    FROM analytics.meeting_coverage
    WHERE is_state_absence_known
  )
),
words AS (
  SELECT
    body_id,
    word,
    coalesce(bit_or(bit) FILTER (NOT is_eligibility_known), 0) AS open_to_all
  FROM known GROUP BY body_id, word
),
marks AS (
  SELECT
    presence.body_id,
    presence.participant_id,
    known.word,
    coalesce(bit_or(known.bit) FILTER (is_listed), 0) AS attended,
    coalesce(bit_or(known.bit) FILTER (is_listed OR (is_eligible AND is_present IS NOT NULL)), 0) AS own,
    -- A contradiction is neither presence nor absence.
    coalesce(bit_or(known.bit) FILTER (is_present IS NULL), 0) AS contradicted
  FROM analytics.presence JOIN known ON known.meeting_id = presence.meeting_id
  WHERE presence.is_state
  GROUP BY presence.body_id, presence.participant_id, known.word
),
members AS (
  SELECT body_id, participant_id, row_number() OVER (ORDER BY body_id, participant_id)::INTEGER AS member
  FROM marks GROUP BY body_id, participant_id HAVING bool_or(attended <> 0)
),
grid AS (
  SELECT
    members.body_id,
    members.member,
    words.word,
    coalesce(marks.attended, 0) AS attended,
    (words.open_to_all & ~coalesce(marks.contradicted, 0)) | coalesce(marks.own, 0) AS followed
  FROM members
  JOIN words ON words.body_id = members.body_id
  LEFT JOIN marks
    ON marks.body_id = members.body_id
    AND marks.participant_id = members.participant_id
    AND marks.word = words.word
),
pairs AS (
  SELECT
    one.member AS first_member,
    other.member AS second_member,
    sum(bit_count(one.followed & other.followed))::INTEGER AS n_meetings,
    sum(bit_count(one.attended & other.followed))::INTEGER AS n_first,
    sum(bit_count(one.followed & other.attended))::INTEGER AS n_second,
    sum(bit_count(one.attended & other.attended))::INTEGER AS n_together
  FROM grid AS one
  JOIN grid AS other ON other.body_id = one.body_id AND other.word = one.word AND other.member > one.member
  GROUP BY one.member, other.member
)
SELECT
  first_members.body_id,
  first_members.participant_id AS first_id,
  second_members.participant_id AS second_id,
  n_meetings,
  n_first,
  n_second,
  n_together,
  n_first * n_second / n_meetings AS n_expected,
  n_together * n_meetings / nullif(n_first * n_second, 0) AS lift,
  n_together / nullif(n_first + n_second - n_together, 0) AS share_together
FROM pairs
JOIN members AS first_members ON first_members.member = pairs.first_member
JOIN members AS second_members ON second_members.member = pairs.second_member
WHERE n_meetings > 0
ORDER BY pairs.first_member, pairs.second_member
