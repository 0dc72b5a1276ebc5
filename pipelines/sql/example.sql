-- What a run shows at its end as an example of what can be asked: the latest meetings, who sat there and who spoke.
SELECT
  meeting.body_name AS body,
  meeting.ordinal AS "no.",
  meeting.starts_on AS "from",
  meeting.n_states AS states,
  meeting.is_states_complete AS "all?",
  meeting.n_statements AS spoke,
  spoke.names AS "who spoke most"
FROM analytics.attendance_by_meeting AS meeting
LEFT JOIN (
  SELECT meeting_id, string_agg(name || ' ' || n, ', ' ORDER BY n DESC, name) AS names
  FROM (
    SELECT statements.meeting_id, participants.name, count(*) AS n
    FROM main.statements JOIN main.participants USING (participant_id)
    GROUP BY statements.meeting_id, participants.name
    QUALIFY row_number() OVER (PARTITION BY statements.meeting_id ORDER BY count(*) DESC, participants.name) <= 3
  )
  GROUP BY meeting_id
) AS spoke USING (meeting_id)
ORDER BY meeting.starts_on DESC NULLS LAST, meeting.body_name, meeting.ordinal DESC
