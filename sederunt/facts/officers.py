"""Who held which office at the meeting.

What belongs here: the table ``officers``: "chaired by …", "elected … as …", lists of the bureau, the chairs of the
working groups that the meeting set up. What does not: how persons and offices are written (``holders.py``), and what
officers said (``statements.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from sederunt.facts.bodies import BodyMention
from sederunt.facts.capacities import is_state_like
from sederunt.facts.holders import Holder, holders, joined_office
from sederunt.facts.lists import read_list
from sederunt.facts.meetings import is_about_another, is_of_other_body
from sederunt.facts.persons import Person, persons_with_state
from sederunt.facts.reading import PRESIDING, Meeting, Reading
from sederunt.facts.regions import outside_brackets
from sederunt.facts.units import Unit
from sederunt.language.scanner import CueMention

#: Of "the Chair of the Working Group on …" the body stands so near behind the office.
_OF = 9
#: "elected | as Vice-Presidents": the office ends so near behind the verb.
_AS = 30


def find_officers(reading: Reading, *, only_presiding: bool = False) -> None:
    """Fill ``officers``, each office and holder of a meeting once. With ``only_presiding`` they are read from the title
    and from who "took the Chair" alone: in a record of speeches, other words tell of other bodies.
    """
    for unit in reading.outline.units:
        is_bureau = unit.role == "officers" and not unit.annex
        for sentence in reading.sentences(unit):
            start, end = sentence
            cues = outside_brackets(reading.text.text, reading.mentions.cues_within(start, end, "officer"), start)
            if only_presiding and not unit.is_title and not any(cue.cue.kind == PRESIDING for cue in cues):
                continue
            is_line = _is_named(reading, start, end)
            if not cues and not is_bureau and not unit.is_title and not is_line:
                continue
            if is_about_another(reading, start, end) or _is_for_another(reading, start, end):
                continue
            default = next((cue.cue.kind for cue in cues if cue.cue.kind not in ("", PRESIDING)), "")
            found = [
                holder
                for holder in holders(reading, start, end, default, cues)
                if not _was(reading, holder.person, start, end)
            ]
            for holder in found:
                _place(reading, unit, sentence, cues, holder)
            if not found:
                _read_state_subjects(reading, unit, sentence, cues)
            is_own = bool(cues) and not is_of_other_body(reading, unit, start, cues[0].start)
            if (not found and (is_bureau or is_line)) or is_own:
                _read_state_list(reading, unit, start, end, is_bureau or bool(cues))


def _place(reading: Reading, unit: Unit, sentence: tuple[int, int], cues: list[CueMention], holder: Holder) -> None:
    """The row of an office: of the meeting, or of a body that the meeting set up; none for that of another body."""
    start, end = sentence
    body = _body_of(reading, sentence, cues, holder)
    meetings = reading.scope(start, end, unit)
    if body is not None and not _is_own(body, meetings):
        if body.is_full and any(cue.cue.kind != PRESIDING for cue in cues):
            _add(reading, unit, meetings, holder, " ".join(reading.words_at(body.start, body.end).split()))
        return
    if cues and body is None and is_of_other_body(reading, unit, start, cues[0].start):
        return
    _add(reading, unit, meetings, holder)


def _body_of(reading: Reading, sentence: tuple[int, int], cues: list[CueMention], holder: Holder) -> BodyMention | None:
    """The body in which an office is held: that of which it is said to be, or the subject or the object of the clause
    ("a Working Group on … was chaired by …"); None where the clause names none.
    """
    if holder.office_end is not None:
        of = reading.beginning_in(reading.bodies, holder.office_end, holder.office_end + _OF)
        if of:
            return of[0]
    made = next((c for c in cues if not c.cue.kind and c.end <= holder.person.start), None)
    if made is not None:  # "members of the Drafting Committee, with X as Chair"
        between = reading.beginning_in(reading.bodies, made.end, holder.person.start)
        if (full := [body for body in between if body.is_full]) and holder.office_end is not None:
            return full[-1]
    cue = next((c for c in cues if c.cue.kind and holder.clause[0] <= c.start < holder.clause[1]), None)
    if cue is None:
        return None
    if holder.person.start < cue.start:
        return next(iter(reading.beginning_in(reading.bodies, cue.end, holder.clause[1])), None)
    return next(iter(reading.beginning_in(reading.bodies, holder.clause[0], cue.start)), None)


def _is_own(body: BodyMention, meetings: tuple[Meeting, ...]) -> bool:
    return any(body.key in key for meeting in meetings for key in meeting.keys)


def _is_for_another(reading: Reading, start: int, end: int) -> bool:
    """Whether those elected are officers of a later session, or of an earlier one."""
    return reading.mentions.any("future", start, end) is not None


def _is_named(reading: Reading, start: int, end: int) -> bool:
    """Whether a line names an officer and no more: "Rapporteur: X (Peru)", "Mr. X (Peru): Rapporteur"."""
    office = reading.mentions.any("office", start, end)
    if office is None:
        return False
    if office.start == start:
        behind = joined_office(reading, office, end).end
        return reading.signs_at(behind, behind + 2).strip()[:1] == ":"
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
            holder = Holder(offices[-1].value, person, None, (start, end))
            _add(reading, unit, reading.scope(start, end, unit), holder)


def _read_state_subjects(reading: Reading, unit: Unit, sentence: tuple[int, int], cues: Sequence[CueMention]) -> None:
    """Offices that States were elected to: "Canada, Chile and Spain were elected Vice-Chairpersons"."""
    for cue in cues:
        office = reading.mentions.any("office", cue.end, min(sentence[1], cue.end + _AS)) if not cue.cue.kind else None
        listed = read_list(reading, sentence[0], cue.start) if office else None
        if office is None or listed is None or listed.unaccounted:
            continue
        if not listed.entries or not all(is_state_like(entry.participant_id or "") for entry in listed.entries):
            continue
        for entry in listed.entries:
            person = Person(entry.start, entry.end, "", entry.participant_id, entry.end, entry.start)
            _add(reading, unit, reading.scope(*sentence, unit), Holder(office.value, person, office.end, sentence))


def _add(
    reading: Reading, unit: Unit, meetings: tuple[Meeting, ...], holder: Holder, subsidiary: str | None = None
) -> None:
    """One row for each meeting. A person holds one office of a meeting, and others in the bodies that it set up; who
    chaired it until a chair was elected held that office too.
    """
    role, person = holder.role, holder.person
    for meeting in meetings:
        known = [row for row in reading.rows.get("officers", []) if row["meeting_id"] == meeting.meeting_id]
        same = [row for row in known if row["subsidiary_body"] == subsidiary]
        if any((row["role"], row["person"], row["participant_id"]) == (role, person.name or None, person.participant_id)
               for row in same):  # fmt: skip
            continue
        held = [row["role"] for row in same if row["person"] == person.name and person.name]
        if any((one in _TEMPORARY) == (role in _TEMPORARY) for one in held):
            continue
        reading.add_for(
            "officers", "officer_id", [meeting], person.start, person.end, unit,
            role=role, person=person.name or None, participant_id=person.participant_id, subsidiary_body=subsidiary,
        )  # fmt: skip


#: Offices that end when another is elected to them.
_TEMPORARY = frozenset({"Temporary Chair", "Temporary President"})
