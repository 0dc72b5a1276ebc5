"""When a meeting was opened and when its report was adopted.

What belongs here: the two days. What does not: the days of the meeting (``meetings.py``).
"""

from __future__ import annotations

from datetime import date

from sederunt.facts.meetings import is_about_another
from sederunt.facts.outline import Unit
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
        if unit.is_title or unit.annex:
            continue
        for start, end in reading.sentences(unit):
            here = _day(reading, start, end)
            cues = reading.mentions.cues_within(start, end, fact)
            if (
                cues
                and not is_about_another(reading, start, end)
                and (here or carried)
                and _is_meant(reading, unit, fact, start, end)
            ):
                for meeting in reading.scope(start, end, unit):
                    if fact == "adoption" or meeting.meeting_id not in days:
                        days[meeting.meeting_id] = here or carried  # type: ignore[assignment]
            carried = here or carried
    return days


def _day(reading: Reading, start: int, end: int) -> date | None:
    own = [span for mention in reading.within(reading.dates, start, end) if (span := reading.full_date(mention))]
    return own[0][0] if own and own[0][0] == own[0][1] else None


def _is_meant(reading: Reading, unit: Unit, fact: str, start: int, end: int) -> bool:
    """Whether the report that was adopted is the meeting's own: said under a heading for that, or without naming
    another's.
    """
    return fact == "opening" or unit.role in ("adoption", "") or not reading.mentions.any("future", start, end)
