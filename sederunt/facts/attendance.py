"""Who was present: lists, sentences and bare numbers of those represented, with capacity and footnote scope.

What belongs here: the tables ``attendance`` and ``attendance_lists``, and what in an attendance list contradicts
itself. What does not: who spoke (``statements.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sederunt.facts.attendance_annex import Section, read_section, sections_of
from sederunt.facts.capacities import PRECEDENCE, observer_capacity, settle
from sederunt.facts.lists import Entry, NameList, read_list
from sederunt.facts.meetings import is_about_another
from sederunt.facts.numbers import counts
from sederunt.facts.reading import Meeting, Reading
from sederunt.facts.regions import Region, depth_at, is_denied, outside_brackets, region
from sederunt.facts.units import Unit
from sederunt.language.scanner import CueMention

#: Alone in a sentence, apart from the States, these are observer entities.
_OBSERVER_STATES = frozenset({"VAT", "PSE"})
#: Capacities that one list may have together.
_UNITED_NATIONS = frozenset({"un_entity", "specialized_agency"})
#: Words before a name that say no more than that somebody spoke or sat for it.
_LOOSE = frozenset({"", "observer", "representative"})
#: Sections in which "participated in" needs no further words to be about the meeting.
_ROLES = frozenset({"attendance", "opening", "organization"})
#: So far behind a verb ends a word for the meeting that is its object.
_AT_ONCE = 5
#: "as an observer" ends so near behind the verb.
_AS = 14
#: The session or sitting that somebody attended stands so near its verb.
_NEAR = 40
#: A list without a cue is one where names are at least this share of its letters.
_MIN_NAMES = 0.5


def find_attendance(reading: Reading) -> None:
    """Fill ``attendance`` and ``attendance_lists``, and the unresolved names of the lists."""
    capacities: dict[int, str] = {}  # of the lists that sentences announce, by the start of their unit
    for unit in reading.outline.units:
        if unit.is_title:
            continue
        for sentence in reading.sentences(unit):
            if _read_sentence(reading, unit, sentence) and reading.rows.get("attendance"):
                capacities[unit.start] = reading.rows["attendance"][-1]["capacity"]
    for unit, sections in sections_of(reading, capacities):
        for section in sections:
            _read_section(reading, unit, section)
    _report_repeated(reading)


def _read_sentence(reading: Reading, unit: Unit, sentence: tuple[int, int]) -> bool:
    start, end = sentence
    text = reading.text.text
    cues = outside_brackets(text, reading.mentions.cues_within(start, end), start)
    present = [cue for cue in cues if cue.cue.fact == "attendance" and not is_denied(reading, cue)]
    if not present or is_about_another(reading, start, end):
        return False
    relevant = [cue for cue in cues if cue.cue.fact in ("attendance", "none", "statement", "credentials")]
    found = False
    for cue in present:
        others = [other for other in relevant if other is not cue and not (cue.start <= other.start < cue.end)]
        where = region(reading, cue, sentence, others)
        is_certain = cue.cue.side == "after" and bool(cue.cue.capacity)
        if where is not None and any(o.cue.fact == "none" and o.end == where.start for o in others):
            continue  # "decided to invite | observers of Chad to attend"
        if where is None or not (is_certain or _is_about_meeting(reading, unit, where, cue, end)):
            continue
        if any(o.cue.fact == "none" and where.preface_start <= o.start < cue.start for o in others):
            continue
        found = _read_region(reading, unit, where, sentence, cue.cue.capacity) or found
    return found


def _is_about_meeting(reading: Reading, unit: Unit, where: Region, cue: CueMention, end: int) -> bool:
    """Whether a sentence tells of the attendance of the meeting, not of a seminar or a debate somebody took part in."""
    if unit.role in _ROLES or where.is_list:
        return True
    if unit.role == "introduction" and reading.mentions.any("party", where.preface_start, end):
        return True
    if reading.mentions.any("party", cue.start, min(end, cue.end + _AS)) and not reading.mentions.any(
        "other_event", where.preface_start, end
    ):
        return True  # "attended as an observer"
    if reading.mentions.any("pronoun", cue.start, min(end, cue.end + _AT_ONCE)):
        return True  # "出席了会议": the meeting, of which the report is
    before = max(where.preface_start, cue.start - _NEAR) if cue.cue.side == "after" else cue.start
    near = min(end, cue.end + _NEAR)  # "The session was attended by …", "… attended the session"
    return any(reading.mentions.any(kind, before, near) for kind in ("session", "sitting"))


def _read_region(reading: Reading, unit: Unit, where: Region, sentence: tuple[int, int], stated: str) -> bool:
    capacity = stated or _capacity(reading, where, sentence)
    found = read_list(reading, where.start, where.end, capacity="" if not where.is_list else capacity)
    entries = [_in_capacity(entry, capacity, found) for entry in found.entries if entry.capacity != "officer"]
    stop = where.preface_end if where.is_list else sentence[1]
    if {m.value for m in reading.mentions.within("party", sentence[0], stop)} >= _UNITED_NATIONS:
        entries = [_by_nature(entry) for entry in entries]
    if not where.is_list:
        entries = [entry for entry in entries if entry.is_known]
    meetings = reading.scope(where.preface_start, where.preface_end, unit)
    if not entries:
        return _read_numbers(reading, unit, sentence, meetings)
    if not where.is_list:  # numbers beside a few names: "attended by 113 members, the Holy See and six agencies"
        _read_numbers(reading, unit, (where.start, where.end), meetings)
    entries = [entry for entry in entries if not _is_read(reading, entry, meetings)]
    if not entries:
        return True  # all read under another cue of the sentence, and accounted for there
    _record(reading, unit, where, meetings, entries, found)
    return True


def _by_nature(entry: Entry) -> Entry:
    """An entry of a list of "United Nations bodies and specialized agencies" in the capacity of what it is."""
    own = observer_capacity(entry.participant_id)
    return replace(entry, capacity=own) if own in _UNITED_NATIONS and entry.capacity in _UNITED_NATIONS else entry


def _record(
    reading: Reading,
    unit: Unit,
    where: Region,
    meetings: Sequence[Meeting],
    entries: Sequence[Entry],
    found: NameList,
) -> None:
    """The rows of one list."""
    for entry in entries:
        if entry.participant_id is None:
            reading.add_unresolved("attendance", entry.start, entry.end, unit)
    reading.account(found)
    if {e.participant_id for e in entries} <= _OBSERVER_STATES:
        entries = [replace(e, capacity="observer_entity") if e.capacity == "observer_state" else e for e in entries]
    for group in _groups(entries):
        _add_group(reading, unit, where, meetings, group, found, entries)


def _read_section(reading: Reading, unit: Unit, section: Section) -> None:
    """The rows of the lines under one heading of an annex."""
    found = read_section(reading, section)
    entries = [_in_capacity(entry, section.capacity, found) for entry in found.entries]
    n_letters = sum(c.isalpha() for start, end in section.lines for c in reading.words_at(start, end))
    named = sum(entry.end - entry.start for entry in entries if entry.participant_id)
    if not entries or (not section.capacity and named < _MIN_NAMES * n_letters):
        return
    where = Region(section.lines[0][0], section.lines[-1][1], *section.heading, True)
    _record(reading, unit, where, reading.scope(*section.heading, unit), entries, found)


def _is_read(reading: Reading, entry: Entry, meetings: Sequence[Meeting]) -> bool:
    """Whether another cue of the sentence led here before ("…, which were represented by observers"): the narrower
    capacity of the two is kept.
    """
    rows = [reading.keys.get(("attendance", f"{reading.document_id}@{entry.start}#{m.meeting_id}")) for m in meetings]
    found = [row for row in rows if row is not None]
    for row in found:
        if _rank(entry.capacity) < _rank(row["capacity"]):
            _move(reading, row, entry.capacity)
    return bool(found)


def _move(reading: Reading, row: dict[str, Any], capacity: str) -> None:
    """Give a row another capacity, and the list that it stands in too once all of its rows have it."""
    row["capacity"] = capacity
    for listed in reading.rows.get("attendance_lists", []):
        if listed["meeting_id"] != row["meeting_id"]:
            continue
        inside = [
            other["capacity"]
            for other in reading.rows["attendance"]
            if other["meeting_id"] == row["meeting_id"]
            and listed["span_start"] <= other["span_start"]
            and other["span_end"] <= listed["span_end"]
        ]
        if set(inside) == {capacity}:
            listed["capacity"] = capacity


def _capacity(reading: Reading, where: Region, sentence: tuple[int, int]) -> str:
    """What the words that introduce a list say of those listed."""
    stop = where.preface_end if where.is_list else sentence[1]
    values = {m.value for m in reading.mentions.within("party", sentence[0], stop)}
    stated = next((value for value in PRECEDENCE if value in values), "")
    anchors = list(reading.mentions.within("anchor", sentence[0], where.start)) if where.is_list else []
    if stated in ("", "member") and anchors and anchors[-1].value == "observer":
        return "observer_state"
    return stated


def _in_capacity(entry: Entry, stated: str, found: NameList) -> Entry:
    """An entry with the capacity that table ``attendance`` holds."""
    words = entry.capacity if entry.capacity not in _LOOSE else stated or entry.capacity
    if stated and entry.capacity and _rank(stated) < _rank(entry.capacity) and found.trailing_capacity:
        words = stated
    capacity = settle(words, entry.participant_id) or (words if words not in _LOOSE else "member")
    return Entry(
        entry.start, entry.end, entry.participant_id, entry.method, entry.distance, capacity, is_known=entry.is_known
    )  # fmt: skip


def _rank(capacity: str) -> int:
    return PRECEDENCE.index(capacity) if capacity in PRECEDENCE else len(PRECEDENCE)


def _groups(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries by capacity, in the order of the list; an organization nobody knows sits with those around it."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.capacity, []).append(entry)
    yield from groups.values()


def _add_group(
    reading: Reading,
    unit: Unit,
    where: Region,
    meetings: Sequence[Meeting],
    group: Sequence[Entry],
    found: NameList,
    entries: Sequence[Entry],
) -> None:
    capacity = group[0].capacity
    stated = _stated_number(reading, where) if len(list(_groups(entries))) == 1 or capacity == _main(entries) else None
    listed: Counter[str] = Counter()
    for entry in group:
        note = reading.footnote_after(entry.end)
        here = _limited(reading, note.start, note.end, meetings) if note else meetings
        for meeting in here:
            listed[meeting.meeting_id] += 1
        if entry.participant_id is None:
            continue
        _check_mark(reading, unit, entry)
        reading.add_for(
            "attendance", "attendance_id", here, entry.start, entry.end, unit,
            participant_id=entry.participant_id, capacity=capacity,
            name_as_written=reading.words_at(entry.start, entry.end),
            note=reading.words_at(note.start, note.end) if note else None, match_method=entry.method,
            match_distance=entry.distance,
        )  # fmt: skip
    complete = not found.is_cut and not _is_partial(reading, where) and not _breaks_off(reading, where)
    for meeting in meetings:
        if not listed[meeting.meeting_id]:
            continue
        reading.add_for(
            "attendance_lists", "attendance_list_id", [meeting], group[0].start, group[-1].end, unit,
            capacity=capacity, n_stated=stated, n_listed=listed[meeting.meeting_id], is_complete=complete,
        )  # fmt: skip
    if stated is not None and complete and stated != len(group):
        reading.anomaly(
            "count_mismatch", f"the text states {stated} and lists {len(group)}", group[0].start, group[-1].end, unit
        )


def _main(entries: Sequence[Entry]) -> str:
    return Counter(entry.capacity for entry in entries).most_common(1)[0][0]


def _breaks_off(reading: Reading, where: Region) -> bool:
    """Whether the text ends in the middle of a list: a file that was cut off."""
    last = max((p.end for p in reading.text.paragraphs if p.kind == "body"), default=0)
    words = reading.words_at(where.start, where.end).rstrip()
    return where.end >= last and "," in words and not words.endswith((".", "。", ";"))


def _is_partial(reading: Reading, where: Region) -> bool:
    """Whether the words before a list say that it names only some ("41 organizations, among them: …")."""
    return reading.mentions.any("incomplete", where.preface_start, where.start) is not None


def _limited(reading: Reading, start: int, end: int, meetings: Sequence[Meeting]) -> Sequence[Meeting]:
    """The meetings to which a footnote limits a name: those it names, where it says "only"."""
    if len(meetings) < 2 or reading.mentions.any("only", start, end) is None:
        return meetings
    named = [meeting for meeting in reading.named_meetings(start, end) if meeting in meetings]
    return named or meetings


def _stated_number(reading: Reading, where: Region) -> int | None:
    """The number that stands before the noun of those listed: "The following 59 States Parties"."""
    return next((count.value for count in counts(reading, where.preface_start, where.preface_end)), None)


def _read_numbers(reading: Reading, unit: Unit, sentence: tuple[int, int], meetings: Sequence[Meeting]) -> bool:
    """Those present given as numbers alone: "attended by representatives of 52 States members of the Commission"."""
    start, end = sentence
    found = False
    for count in counts(reading, start, end):
        if depth_at(reading.text.text, start, count.start):
            continue
        anchored = _by_anchor(reading, start, count.start)
        capacity = anchored if count.capacity in (None, "member") else count.capacity
        listed = _read_named_few(reading, unit, count.end, end, capacity, meetings)
        reading.add_for(
            "attendance_lists", "attendance_list_id", meetings, count.start, count.end, unit,
            capacity=capacity, n_stated=count.value, n_listed=listed, is_complete=False,
        )  # fmt: skip
        found = True
    return found


def _read_named_few(
    reading: Reading, unit: Unit, start: int, end: int, capacity: str, meetings: Sequence[Meeting]
) -> int:
    """Some of a number, named: "41 organizations attended, among them the …". Returns how many are named."""
    lead = reading.mentions.any("incomplete", start, end) or reading.mentions.any("namely", start, end)
    if lead is None or any(True for _ in counts(reading, start, lead.start)):
        return 0
    few = read_list(reading, lead.end, end, capacity=capacity)
    for entry in few.entries:
        if entry.participant_id is None:
            reading.add_unresolved("attendance", entry.start, entry.end, unit)
            continue
        reading.add_for(
            "attendance", "attendance_id", meetings, entry.start, entry.end, unit,
            participant_id=entry.participant_id, capacity=settle(capacity, entry.participant_id) or capacity,
            name_as_written=reading.words_at(entry.start, entry.end), note=None, match_method=entry.method,
            match_distance=entry.distance,
        )  # fmt: skip
    reading.account(few)
    return len(few.entries)


def _by_anchor(reading: Reading, start: int, at: int) -> str:
    anchors = list(reading.mentions.within("anchor", start, at))
    return "observer_state" if anchors and anchors[-1].value == "observer" else "member"


def _check_mark(reading: Reading, unit: Unit, entry: Entry) -> None:
    """A digit glued to a name that is the mark of no note."""
    match = re.compile(r"\d{1,2}(?![\w/.-])").match(reading.text.text, entry.end)
    if match and not any(mark.start == match.start() for mark in reading.text.marks):
        name = reading.words_at(entry.start, entry.end)
        reading.anomaly(
            "unknown_footnote",
            f"“{name}” bears the mark {match[0]}, and there is no such note",
            entry.start,
            match.end(),
            unit,
        )


def _report_repeated(reading: Reading) -> None:
    """A participant that one list names twice."""
    seen: dict[tuple[object, ...], object] = {}
    for row in reading.rows.get("attendance", []):
        key = (row["meeting_id"], row["participant_id"], row["paragraph"], row["capacity"])
        if key in seen and seen[key] != row["span_start"]:
            unit = reading.unit_at(row["span_start"])
            reading.anomaly(
                "listed_twice", f"“{row['name_as_written']}” is listed twice", row["span_start"], row["span_end"], unit
            )
        seen.setdefault(key, row["span_start"])
