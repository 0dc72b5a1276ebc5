"""When a meeting was opened and when its report was adopted.

What belongs here: the two days. What does not: the days of the meeting (``meetings.py``).
"""

from __future__ import annotations

from datetime import date

from sederunt.facts.meetings import is_about_another
from sederunt.facts.reading import Reading


def days_of(reading: Reading, fact: str) -> dict[str, date]:
    """By meeting, the day on which ``fact`` (``opening`` or ``adoption``) took place, as stated; "at the same meeting"
    takes the day of the sentence before in the same section.
    """
    days: dict[str, date] = {}
    carried: date | None = None
    headings: tuple[int, ...] = ()
    for unit in reading.outline.units:
        starts = tuple(heading.start for heading in unit.headings)
        if starts != headings:
            headings, carried = starts, None
        if unit.is_title or (unit.annex and not any(m.part for m in reading.meetings_at(unit.start))):
            continue
        for start, end in reading.sentences(unit):
            day = _day(reading, start, end) or carried
            carried = day
            cues = reading.mentions.cues_within(start, end, fact)
            if day is None or not cues or is_about_another(reading, start, end):
                continue
            for meeting in reading.scope(start, end, unit):
                if fact == "adoption" or meeting.meeting_id not in days:
                    days[meeting.meeting_id] = day
    return days


def _day(reading: Reading, start: int, end: int) -> date | None:
    own = [span for mention in reading.within(reading.dates, start, end) if (span := reading.full_date(mention))]
    return own[0][0] if own and own[0][0] == own[0][1] else None
