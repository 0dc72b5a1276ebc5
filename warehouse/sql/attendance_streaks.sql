/*
grain = "one row per participant and body that a complete list of the body names"
description = """Who keeps coming, who stopped, who came back, over the meetings of a body whose absences are known \
(meeting_coverage); others are passed over. A streak is a run of such meetings that all name the participant. A lapse is a run \
between two of them, or after the last, that do not: meetings for which it is known not to have been eligible, or at which it \
spoke though it is not listed, are no part of a lapse, and the latter do not end a streak. Before it was first seen there is no lapse."""
columns = [
  ["participant_id", "text", "The participant", "key", "-> participants"],
  ["body_id", "text", "The body", "key"],
  ["participant_name", "text", "Name of the participant in English, list form"],
  ["participant_kind", "text", "What it is"],
  ["body_name", "text", "Name of the body in English where it is curated, else as written at its last meeting"],
  ["n_meetings_known", "integer", "Meetings of the body whose lists of its kind let one know who was absent"],
  ["n_meetings_unknown", "integer", "Other meetings of the body: passed over"],
  ["n_attended", "integer", "Of n_meetings_known, those that name it"],
  ["n_missed", "integer", "Meetings of all its lapses"],
  ["longest_streak", "integer", "Meetings of its longest streak"],
  ["current_streak", "integer", "Meetings of the streak that reaches to the last meeting known; 0 where none does"],
  ["n_lapses", "integer", "Number of its lapses, one that goes on included"],
  ["longest_lapse", "integer", "Meetings of its longest lapse; 0 where it never lapsed"],
  ["current_lapse", "integer", "Meetings missed since it was last seen; 0 where it missed none"],
  ["first_seen_on", "date", "First day of the first meeting with complete lists that names it", "null"],
  ["last_seen_on", "date", "First day of the last meeting with complete lists that names it", "null"],
  ["n_meetings_unknown_before", "integer", "Of n_meetings_unknown, those before it was first seen: where it is above 0 it may have come before"],
]
*/
WITH known AS (
  -- Each meeting for each kind of participant, and how many there have been up to it: known, unknown, and known with
  -- everybody a possible participant (because who was eligible is not known).
  SELECT
    meeting_number,
    body_number,
    is_state,
    is_known,
    is_known AND NOT is_eligibility_known AS is_open,
    sum(is_known::INTEGER) OVER sequence AS n_known,
    sum((NOT is_known)::INTEGER) OVER sequence AS n_unknown,
    sum((is_known AND NOT is_eligibility_known)::INTEGER) OVER sequence AS n_open
  FROM (
    SELECT meeting_number, body_number, true AS is_state, is_state_absence_known AS is_known, is_eligibility_known
    FROM analytics.meeting_coverage
    UNION ALL
    SELECT meeting_number, body_number, false, is_organization_absence_known, false
    FROM analytics.meeting_coverage
  )
  WINDOW sequence AS (PARTITION BY body_number, is_state ORDER BY meeting_number)
),
bodies AS (
  SELECT body_number, is_state, max(n_known) AS n_known, max(n_unknown) AS n_unknown, max(n_open) AS n_open
  FROM known GROUP BY body_number, is_state
),
followed AS (
  -- What each participant did at the meetings known. A contradiction is taken out of both counts; a meeting that is not
  -- open to all counts for lapses where it was eligible or attended.
  SELECT
    presence.participant_number,
    presence.body_number,
    presence.is_state,
    presence.starts_on,
    presence.is_listed,
    presence.meeting_number,
    known.n_unknown,
    known.n_known,
    known.n_open,
    (presence.is_present IS NULL)::INTEGER AS contradicted,
    CASE
      WHEN presence.is_present IS NULL THEN -known.is_open::INTEGER
      WHEN known.is_open OR NOT (presence.is_listed OR presence.is_eligible) THEN 0
      ELSE 1
    END AS own
  FROM analytics.presence
  JOIN known ON known.meeting_number = presence.meeting_number AND known.is_state = presence.is_state
  WHERE presence.is_absence_known
),
ranked AS (
  SELECT
    *,
    n_known - sum(contradicted) OVER sequence AS streak_rank,
    n_open + sum(own) OVER sequence AS lapse_rank
  FROM followed
  WINDOW sequence AS (PARTITION BY participant_number, body_number ORDER BY meeting_number)
),
ends AS (
  -- The same counts at the last meeting known of the body.
  SELECT
    followed.participant_number,
    followed.body_number,
    any_value(bodies.n_known) - sum(followed.contradicted) AS streak_end,
    any_value(bodies.n_open) + sum(followed.own) AS lapse_end
  FROM followed
  JOIN bodies ON bodies.body_number = followed.body_number AND bodies.is_state = followed.is_state
  GROUP BY followed.participant_number, followed.body_number
),
attended AS (
  SELECT
    participant_number,
    body_number,
    is_state,
    starts_on,
    n_unknown,
    streak_rank,
    lapse_rank,
    streak_rank - row_number() OVER sequence AS streak,
    coalesce(lapse_rank - lag(lapse_rank) OVER sequence - 1, 0) AS n_missed_before
  FROM ranked
  WHERE is_listed
  WINDOW sequence AS (PARTITION BY participant_number, body_number ORDER BY meeting_number)
),
streaks AS (
  SELECT participant_number, body_number, count(*) AS n, max(streak_rank) AS last_rank
  FROM attended GROUP BY participant_number, body_number, streak
),
longest AS (
  SELECT participant_number, body_number, max(n) AS longest_streak, max_by(n, last_rank) AS last_streak, max(last_rank) AS last_rank
  FROM streaks GROUP BY participant_number, body_number
),
gaps AS (
  SELECT
    participant_number,
    body_number,
    any_value(is_state) AS is_state,
    count(*) AS n_attended,
    sum(n_missed_before) AS n_missed,
    count(*) FILTER (n_missed_before > 0) AS n_lapses,
    max(n_missed_before) AS longest_lapse,
    max(lapse_rank) AS last_rank,
    min(starts_on) AS first_seen_on,
    max(starts_on) AS last_seen_on,
    min(n_unknown) AS n_unknown_before
  FROM attended GROUP BY participant_number, body_number
)
SELECT
  participant_keys.participant_id,
  names.body_id,
  participant_keys.participant_name,
  participant_keys.participant_kind,
  names.body_name,
  bodies.n_known::INTEGER AS n_meetings_known,
  bodies.n_unknown::INTEGER AS n_meetings_unknown,
  gaps.n_attended::INTEGER AS n_attended,
  (gaps.n_missed + ends.lapse_end - gaps.last_rank)::INTEGER AS n_missed,
  longest.longest_streak::INTEGER AS longest_streak,
  (CASE WHEN longest.last_rank = ends.streak_end THEN longest.last_streak ELSE 0 END)::INTEGER AS current_streak,
  (gaps.n_lapses + (ends.lapse_end > gaps.last_rank)::INTEGER)::INTEGER AS n_lapses,
  greatest(gaps.longest_lapse, ends.lapse_end - gaps.last_rank)::INTEGER AS longest_lapse,
  (ends.lapse_end - gaps.last_rank)::INTEGER AS current_lapse,
  gaps.first_seen_on,
  gaps.last_seen_on,
  gaps.n_unknown_before::INTEGER AS n_meetings_unknown_before
FROM gaps
JOIN longest ON longest.participant_number = gaps.participant_number AND longest.body_number = gaps.body_number
JOIN ends ON ends.participant_number = gaps.participant_number AND ends.body_number = gaps.body_number
JOIN bodies ON bodies.body_number = gaps.body_number AND bodies.is_state = gaps.is_state
JOIN analytics.participant_keys ON participant_keys.participant_number = gaps.participant_number
JOIN (SELECT DISTINCT body_number, body_id, body_name FROM analytics.meeting_coverage) AS names
  ON names.body_number = gaps.body_number
ORDER BY gaps.body_number, gaps.participant_number
