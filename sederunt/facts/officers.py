"""Who held which office at the meeting.

What belongs here: the table ``officers``: "chaired by …", "elected … as …", lists of the bureau. What does not: what
officers said (``statements.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from sederunt.facts.lists import read_list
from sederunt.facts.meetings import is_about_another, is_of_other_body
from sederunt.facts.persons import Person, persons_with_state, representatives
from sederunt.facts.reading import Meeting, Reading
from sederunt.facts.regions import outside_brackets
from sederunt.facts.sentences import sentences
from sederunt.facts.units import Unit
from sederunt.language.scanner import Mention

#: An office this far from its holder still belongs to it.
_REACH = 90


def find_officers(reading: Reading) -> None:
    """Fill ``officers``, each office and holder of a meeting once."""
    for unit in reading.outline.units:
        is_bureau = unit.role == "officers" and not unit.annex
        for sentence in reading.sentences(unit):
            start, end = sentence
            cues = outside_brackets(reading.text.text, reading.mentions.cues_within(start, end, "officer"), start)
            is_line = _is_named(reading, start, end)
            if not cues and not is_bureau and not unit.is_title and not is_line:
                continue
            if is_about_another(reading, start, end) or _is_for_another(reading, start, end):
                continue
            default = next((cue.cue.kind for cue in cues if cue.cue.kind), "")
            found = [
                (role, person)
                for role, person in _holders(reading, start, end, default)
                if not _was(reading, person, start, end)
            ]
            if cues and is_of_other_body(reading, unit, start, cues[0].start):
                continue
            for role, person in found:
                _add(reading, unit, reading.scope(start, end, unit), role, person)
            if (not found and (is_bureau or is_line)) or cues:
                _read_state_list(reading, unit, start, end, is_bureau or bool(cues))


def _is_for_another(reading: Reading, start: int, end: int) -> bool:
    """Whether those elected are officers of a later session, or of an earlier one."""
    return reading.mentions.any("future", start, end) is not None


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """Whether a line names an officer and no more: "Rapporteur: X (Peru)", "Mr. X (Peru): Rapporteur"."""
    office = reading.mentions.any("office", start, end)
    if office is None:
        return False
    if office.start == start:
        return reading.signs_at(office.end, office.end + 2).strip()[:1] == ":"
    person = next(persons_with_state(reading, start, office.start), None)
    if person is None or person.title > start:
        return False
    return reading.signs_at(person.whole_end, office.start).strip() == ":"


def _was(reading: Reading, person: Person, start: int, end: int) -> bool:
    """Whether the person held the office at another session: "the outgoing President", "the Chair of the eleventh
    session".
    """
    near = max(start, person.start - 70)
    if reading.mentions.any("outgoing", near, person.start):
        return True
    return is_about_another(reading, near, person.start, offices=True) or is_about_another(
        reading, person.whole_end, min(end, person.whole_end + 60), offices=True
    )


def _holders(reading: Reading, start: int, end: int, default: str) -> Iterator[tuple[str, Person]]:
    """Persons with their offices: the office may stand before ("Chair: X (Peru)") or behind ("X (Peru) as Chair")."""
    persons = [*persons_with_state(reading, start, end), *representatives(reading, start, end)]
    persons.sort(key=lambda person: person.start)
    offices = list(reading.mentions.within("office", start, end))
    used: Mention | None = None  # the office behind the person before: "A (Peru) as Chair and B (Chad) and C (Fiji) …"
    for position, person in enumerate(persons):
        before = persons[position - 1].whole_end if position else start
        after = persons[position + 1].start if position + 1 < len(persons) else end
        office = _office(reading, person, before, after, offices)
        if office is not None and office is used:
            office = next((o for o in offices if o.start >= person.whole_end), office)
        elif office is not None and office.start >= person.whole_end:
            used = office
        role = office.value if office else default or _shared(reading, persons, position, offices)
        if role:
            yield role, person


def _office(reading: Reading, person: Person, before: int, after: int, offices: list[Mention]) -> Mention | None:
    text = reading.text.text
    ahead = [o for o in offices if person.whole_end <= o.start < after and o.start - person.whole_end <= _REACH]
    ahead = [
        o
        for o in ahead
        if not _is_parted(reading, person.whole_end, o.start) and "\n" not in text[person.whole_end : o.start]
    ]
    behind = [
        o
        for o in offices
        if not _is_parted(reading, o.end, person.title)
        and before <= o.start
        and o.end <= person.start
        and person.start - o.end <= _REACH
    ]
    if behind and (
        ":" in text[behind[-1].end : person.start] or "\n" in text[behind[-1].end : person.start] or not ahead
    ):
        return behind[-1]
    return ahead[0] if ahead else None


def _is_parted(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence or an entry ends between an office and a person; the point of "Mr." ends none."""
    signs = reading.signs_at(start, end)
    return ";" in signs or "；" in signs or len(sentences(reading.text.text, start, end, reading.language)) > 1


def _shared(reading: Reading, persons: list[Person], position: int, offices: list[Mention]) -> str:
    """One office for several holders: "Vice-Presidents: A (Peru), B (Chad) and C (Fiji)"."""
    before = [o for o in offices if o.end <= persons[position].start]
    if before and not _is_parted(reading, before[-1].end, persons[position].title):
        return before[-1].value
    after = [o for o in offices if o.start >= persons[position].whole_end]
    if after and not _is_parted(reading, persons[position].whole_end, after[0].start):
        return after[0].value
    return ""


def _read_state_list(reading: Reading, unit: Unit, start: int, end: int, is_told: bool) -> None:
    """Offices held by States, the person not named: "Vice-Presidents: Austria, Cambodia and Kiribati". Where nothing
    else tells of officers (``is_told``), nothing but names may stand behind the colon: a President may speak there.
    """
    offices = list(reading.mentions.within("office", start, end))
    colon = reading.text.text.find(":", offices[-1].end, min(end, offices[-1].end + 3)) if offices else -1
    if colon < 0 or any(True for _ in persons_with_state(reading, colon, end)):
        return
    listed = read_list(reading, colon + 1, end)
    if not is_told and (listed.unaccounted or not all(entry.participant_id for entry in listed.entries)):
        return
    for name in reading.mentions.within("name", colon, end):
        match = reading.lookup(name.start, name.end)
        if match:
            person = Person(name.start, name.end, "", match.participant_id, name.end, name.start)
            _add(reading, unit, reading.scope(start, end, unit), offices[-1].value, person)


def _add(reading: Reading, unit: Unit, meetings: tuple[Meeting, ...], role: str, person: Person) -> None:
    known = {
        (row["meeting_id"], row["role"], row["person"], row["participant_id"])
        for row in reading.rows.get("officers", [])
    }
    for meeting in meetings:
        if (meeting.meeting_id, role, person.name or None, person.participant_id) in known:
            continue
        if any(m == meeting.meeting_id and n == (person.name or None) and n for m, _, n, _ in known):
            continue
        reading.add_for(
            "officers", "officer_id", [meeting], person.start, person.end, unit,
            role=role, person=person.name or None, participant_id=person.participant_id,
        )  # fmt: skip
