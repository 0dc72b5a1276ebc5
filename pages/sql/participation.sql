/*
description = "Participation of everyone at every body, with streaks and lapses"
*/
SELECT
  participation.*,
  streaks.longest_streak,
  streaks.current_streak,
  streaks.n_lapses,
  streaks.longest_lapse,
  streaks.current_lapse
FROM analytics.participation
LEFT JOIN analytics.attendance_streaks AS streaks
  ON streaks.participant_id = participation.participant_id AND streaks.body_id = participation.body_id
ORDER BY
  participation.body_id,
  participation.n_meetings_attended DESC,
  participation.n_statements_as_actor DESC,
  participation.participant_name,
  participation.participant_id
