/*
description = "What is in the file, how good it is and how fresh, in one row"
*/
SELECT
  (SELECT count(*) FROM main.documents) AS n_documents,
  (SELECT count(DISTINCT work_id) FROM main.documents) AS n_works,
  (SELECT count(*) FROM main.meetings) AS n_meetings,
  (SELECT count(DISTINCT body_id) FROM main.meetings) AS n_bodies,
  (SELECT min(starts_on) FROM main.meetings) AS first_on,
  (SELECT max(starts_on) FROM main.meetings) AS last_on,
  (SELECT count(*) FROM main.attendance) AS n_attendance,
  (SELECT count(*) FROM main.statements) AS n_statements,
  (SELECT count(DISTINCT participant_id) FROM main.attendance) AS n_participants,
  (SELECT count(*) FROM main.attendance_lists) AS n_lists,
  (SELECT count(*) FILTER (is_complete) FROM main.attendance_lists) AS n_lists_complete,
  (SELECT list_sort(list_distinct(list(language))) FROM main.documents) AS languages,
  (SELECT sum(n_accounted) / nullif(sum(n_accountable), 0) FROM main.documents) AS share_accounted,
  (SELECT count(*) FROM main.unresolved_names) AS n_unresolved,
  (SELECT count(*) FROM quality.failures) AS n_failures,
  (SELECT count(*) FROM quality.anomalies) AS n_anomalies,
  (SELECT count(*) FROM quality.validations) AS n_checks,
  (SELECT count(*) FILTER (NOT success) FROM quality.validations) AS n_checks_unmet,
  (SELECT max(checked_at) FROM quality.validations) AS checked_at,
  (SELECT max(fetched_at) FROM main.documents) AS fetched_at,
  (SELECT max(published_on) FROM main.documents) AS published_on,
  (SELECT sum(n_agree) / nullif(sum(n_agree) + sum(n_differ), 0) FROM quality.language_agreement) AS share_agreeing
