/*
grain = "one row per meeting and group by which States are counted (the regional groups of the United Nations, and those of development)"
description = """Whether a group's weight at the table is its weight among those who could sit. Membership is that of the first day. \
balance_present = share_attended - share_eligible and balance_speaking = share_spoke - share_eligible, all over those eligible, \
where it is known who all were (is_eligibility_known) and who was absent, or silent. Over everybody that was listed, eligible or \
not, stands share_present. A State in no group of the kind (by region or by development) is in the totals, so that shares of the \
regional groups need not add up to 1."""
columns = [
  ["meeting_id", "text", "The meeting", "key", "-> meetings"],
  ["group_id", "text", "The group", "key", "-> groups"],
  ["group_name", "text", "Its name in English"],
  ["group_kind", "text", "`regional` (a State is in one at most) or `development`"],
  ["body_id", "text", "The body that met"],
  ["year", "integer", "Year of the first day", "null"],
  ["n_present", "integer", "Members listed"],
  ["n_present_all", "integer", "States listed"],
  ["share_present", "number", "n_present over n_present_all, where absences are known", "null"],
  ["n_statements", "integer", "Statements that members made as actors"],
  ["n_statements_all", "integer", "Statements that States made as actors"],
  ["share_statements", "number", "n_statements over n_statements_all, where every speaker is named", "null"],
  ["n_eligible", "integer", "Members known to be eligible"],
  ["n_eligible_all", "integer", "States known to be eligible"],
  ["n_attended", "integer", "Of n_eligible, those present, where absences are known"],
  ["n_attended_all", "integer", "Of n_eligible_all, those present, where absences are known"],
  ["n_unknown", "integer", "Of n_eligible, those of which it is not known whether they were present"],
  ["n_spoke", "integer", "Of n_attended, those that spoke"],
  ["n_spoke_all", "integer", "Of n_attended_all, those that spoke"],
  ["is_eligibility_known", "boolean", "Whether n_eligible_all is all States that were eligible"],
  ["share_eligible", "number", "n_eligible over n_eligible_all, where all who were eligible are known", "null"],
  ["share_attended", "number", "n_attended over n_attended_all, likewise", "null"],
  ["share_spoke", "number", "n_spoke over n_spoke_all, likewise, and where every speaker is named", "null"],
  ["balance_present", "number", "share_attended less share_eligible, -1 to 1: above 0 the group is over its weight", "null"],
  ["balance_speaking", "number", "share_spoke less share_eligible, -1 to 1", "null"],
]
*/
WITH totals AS (
  SELECT
    meeting_number,
    count(*) FILTER (is_listed) AS n_present,
    sum(n_statements) AS n_statements,
    count(*) FILTER (is_eligible) AS n_eligible,
    count(*) FILTER (is_rated AND is_present) AS n_attended,
    count(*) FILTER (is_rated AND is_present AND has_spoken) AS n_spoke
  FROM analytics.presence
  WHERE is_state
  GROUP BY meeting_number
),
counted_by AS (
  SELECT group_id, name, kind FROM reference.groups WHERE kind IS NOT NULL
),
by_group AS (
  SELECT
    presence.meeting_number,
    group_members.group_id,
    count(*) FILTER (is_listed) AS n_present,
    sum(n_statements) AS n_statements,
    count(*) FILTER (is_eligible) AS n_eligible,
    count(*) FILTER (is_rated) AS n_rated,
    count(*) FILTER (is_rated AND is_present) AS n_attended,
    count(*) FILTER (is_rated AND is_present AND has_spoken) AS n_spoke
  FROM analytics.presence
  JOIN (FROM reference.group_members SEMI JOIN counted_by USING (group_id)) AS group_members
    ON group_members.participant_id = presence.participant_id
    AND (group_members.valid_from IS NULL OR group_members.valid_from <= presence.starts_on)
    AND (group_members.valid_to IS NULL OR group_members.valid_to >= presence.starts_on)
  WHERE presence.is_state
  GROUP BY presence.meeting_number, group_members.group_id
),
told AS (
  SELECT
    coverage.meeting_id,
    counted_by.group_id,
    counted_by.name AS group_name,
    counted_by.kind AS group_kind,
    coverage.body_id,
    coverage.body_order,
    coverage.year,
    coalesce(by_group.n_present, 0) AS n_present,
    totals.n_present AS n_present_all,
    coverage.is_state_absence_known,
    coverage.is_every_speaker_named,
    coalesce(by_group.n_statements, 0) AS n_statements,
    totals.n_statements AS n_statements_all,
    coalesce(by_group.n_eligible, 0) AS n_eligible,
    totals.n_eligible AS n_eligible_all,
    coalesce(by_group.n_rated, 0) AS n_rated,
    coalesce(by_group.n_attended, 0) AS n_attended,
    totals.n_attended AS n_attended_all,
    coalesce(by_group.n_spoke, 0) AS n_spoke,
    totals.n_spoke AS n_spoke_all,
    coverage.is_eligibility_known
  FROM analytics.meeting_coverage AS coverage
  JOIN totals ON totals.meeting_number = coverage.meeting_number
  CROSS JOIN counted_by
  LEFT JOIN by_group ON by_group.meeting_number = coverage.meeting_number AND by_group.group_id = counted_by.group_id
  -- Where the day is not known, membership is not.
  WHERE coverage.starts_on IS NOT NULL
),
shares AS (
  SELECT
    *,
    CASE WHEN is_eligibility_known THEN n_eligible / nullif(n_eligible_all, 0) END AS share_eligible,
    CASE WHEN is_eligibility_known AND is_state_absence_known THEN n_attended / nullif(n_attended_all, 0) END
      AS share_attended,
    CASE WHEN is_eligibility_known AND is_state_absence_known AND is_every_speaker_named
      THEN n_spoke / nullif(n_spoke_all, 0) END AS share_spoke
  FROM told
)
SELECT
  meeting_id,
  group_id,
  group_name,
  group_kind,
  body_id,
  year,
  n_present::INTEGER AS n_present,
  n_present_all::INTEGER AS n_present_all,
  CASE WHEN is_state_absence_known THEN n_present / nullif(n_present_all, 0) END AS share_present,
  n_statements::INTEGER AS n_statements,
  n_statements_all::INTEGER AS n_statements_all,
  CASE WHEN is_every_speaker_named THEN n_statements / nullif(n_statements_all, 0) END AS share_statements,
  n_eligible::INTEGER AS n_eligible,
  n_eligible_all::INTEGER AS n_eligible_all,
  n_attended::INTEGER AS n_attended,
  n_attended_all::INTEGER AS n_attended_all,
  (n_eligible - n_rated)::INTEGER AS n_unknown,
  n_spoke::INTEGER AS n_spoke,
  n_spoke_all::INTEGER AS n_spoke_all,
  is_eligibility_known,
  share_eligible,
  share_attended,
  share_spoke,
  share_attended - share_eligible AS balance_present,
  share_spoke - share_eligible AS balance_speaking
FROM shares
ORDER BY body_id, body_order, group_id
