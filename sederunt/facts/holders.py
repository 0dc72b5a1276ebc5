"""Persons with the offices that a sentence gives them: "Chair: X (Peru)", "X (Peru) as Chair", "X was elected Chair".

What belongs here: which office belongs to which person. What does not: at which meeting, of which body
(``officers.py``), and how persons are named (``persons.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sederunt.facts.persons import Person, bare_persons, known_person, persons_with_state, representatives
from sederunt.facts.reading import Reading
from sederunt.facts.sentences import sentences
from sederunt.language.lexicon import words_of
from sederunt.language.scanner import CueMention, Mention

#: An office this far from its holder still belongs to it.
_REACH = 90


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and an office. ``office_end`` is where the words for the office end, None where a verb alone gives it;
    ``clause`` is the part of the sentence that says so.
    """

    role: str
    person: Person
    office_end: int | None
    clause: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Office:
    """An office, or two that are named as one: "Vice-President and Rapporteur", "Vice-Chair-cum-Rapporteur"."""

    start: int
    end: int
    value: str


def joined_office(reading: Reading, office: Mention, end: int) -> Office:
    """An office with the one that it is joined to."""
    following = reading.mentions.any("office", office.end, min(end, office.end + 24))
    joint = _joint(reading, office.end, following.start) if following else None
    if following is None or joint is None:
        return Office(office.start, office.end, office.value)
    return Office(office.start, following.end, f"{office.value}{joint}{following.value}")


def _joint(reading: Reading, start: int, end: int) -> str | None:
    """How two offices are joined into one: by a hyphen or "-cum-", or by "and"; None where they are not."""
    words = reading.words_at(start, end)
    if re.fullmatch(r"-(?:\w+-)?", words):
        return words
    return " and " if re.fullmatch(rf"\s(?:{words_of(reading.language, 'and')})\s", words) else None


def holders(reading: Reading, start: int, end: int, default: str, cues: Sequence[CueMention]) -> Iterator[Holder]:
    """Persons with their offices: the office may stand before ("Chair: X (Peru)") or behind ("X (Peru) as Chair")."""
    persons = [*persons_with_state(reading, start, end), *representatives(reading, start, end)]
    persons += [known_person(reading, person) for person in bare_persons(reading, start, end, cues)]
    persons = _apart(persons)
    offices = _offices(reading, start, end, persons, cues)
    leads = _lead(offices, persons)
    used: Office | None = None  # the office behind the person before: "A (Peru) as Chair and B (Chad) and C (Fiji) …"
    for position, person in enumerate(persons):
        before = persons[position - 1].whole_end if position else start
        after = persons[position + 1].start if position + 1 < len(persons) else end
        office = leads[position] if leads else _office(reading, person, before, after, offices)
        if office is not None and office is used:
            office = next((o for o in offices if o.start >= person.whole_end), office)
        elif office is not None and office.start >= person.whole_end:
            used = office
        shared = None if office or default else _shared(reading, persons, position, offices)
        chosen = office or shared
        if role := chosen.value if chosen else default:
            yield Holder(role, person, chosen.end if chosen else None, _clause(reading, start, end, person, persons))


def _lead(offices: Sequence[Office], persons: Sequence[Person]) -> list[Office]:
    """The office before each person, where there is one before each and none behind the last, as in a table: "Chair | X
    (Peru) | First Vice-Chair | Y (Chad)".
    """
    bounds = [0, *(person.whole_end for person in persons)]
    leads = [
        [o for o in offices if behind <= o.start and o.end <= person.start]
        for behind, person in zip(bounds[:-1], persons, strict=True)
    ]
    if len(persons) < 2 or not all(leads) or any(o.start >= bounds[-1] for o in offices):
        return []
    return [before[-1] for before in leads]


def _apart(persons: Sequence[Person]) -> list[Person]:
    """The persons in order; of two mentions of one, that which tells where the person comes from."""
    kept: list[Person] = []
    for person in sorted(persons, key=lambda one: (one.participant_id is None, one.start)):
        if not any(person.title < other.whole_end and other.start < person.end for other in kept):
            kept.append(person)
    return sorted(kept, key=lambda one: one.start)


def _offices(
    reading: Reading, start: int, end: int, persons: Sequence[Person], cues: Sequence[CueMention]
) -> list[Office]:
    """The offices of a span. Two that "and" joins are one where a single person holds both. A post of the Secretariat
    is one where it is what somebody was made: "was appointed | Secretary-General".
    """
    found: list[Office] = []
    mentions = list(reading.mentions.within("office", start, end))
    for mention in mentions:
        if found and mention.start < found[-1].end:
            continue
        office = joined_office(reading, mention, end)
        is_hyphened = "-" in reading.words_at(mention.end, office.end) and " " not in office.value[len(mention.value) :]
        between = [m for m in mentions if m.start >= office.end]
        until = between[0].start if between else end
        behind = [person for person in persons if office.end <= person.start < until]
        is_one = office.end != mention.end and (is_hyphened or len(behind) <= 1)
        found.append(office if is_one else Office(mention.start, mention.end, mention.value))
    made = (next(reading.mentions.within("post", cue.end, cue.end + 40), None) for cue in cues)
    posts = [
        Office(post.start, post.end, reading.words_at(post.start, post.end))
        for cue, post in zip(cues, made, strict=True)
        if post and post.value == "un_secretariat" and not reading.words_at(cue.end, post.start).strip()
    ]
    return sorted([*found, *posts], key=lambda office: office.start)


def _clause(reading: Reading, start: int, end: int, person: Person, persons: Sequence[Person]) -> tuple[int, int]:
    """The part of a sentence between semicolons that a person stands in, without what is said of the persons around."""
    text = reading.text.text
    first = max((text.rfind(sign, start, person.start) + 1 for sign in ";；"), default=start)
    lasts = [at for sign in ";；" if (at := text.find(sign, person.whole_end, end)) >= 0]
    before = [other.whole_end for other in persons if other.whole_end <= person.start]
    behind = [other.title for other in persons if other.start >= person.whole_end]
    return max([start, first, *before]), min([end, *lasts, *behind])


def _office(reading: Reading, person: Person, before: int, after: int, offices: Sequence[Office]) -> Office | None:
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


def _shared(reading: Reading, persons: Sequence[Person], position: int, offices: Sequence[Office]) -> Office | None:
    """One office for several holders: "Vice-Presidents: A (Peru), B (Chad) and C (Fiji)"."""
    before = [o for o in offices if o.end <= persons[position].start]
    if before and not _is_parted(reading, before[-1].end, persons[position].title):
        return before[-1]
    after = [o for o in offices if o.start >= persons[position].whole_end]
    if after and not _is_parted(reading, persons[position].whole_end, after[0].start):
        return after[0]
    return None
