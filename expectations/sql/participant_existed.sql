/*
table = "attendance"
severity = "warning"
description = "A participant that is listed existed under that id on the days of the meeting"
*/
SELECT attendance.attendance_id, attendance.participant_id, meetings.starts_on, participants.valid_from, participants.valid_to
FROM {batch} AS attendance
JOIN main.meetings ON meetings.meeting_id = attendance.meeting_id
JOIN main.participants ON participants.participant_id = attendance.participant_id
WHERE coalesce(meetings.ends_on, meetings.starts_on) < participants.valid_from OR meetings.starts_on > participants.valid_to
