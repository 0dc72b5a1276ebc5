"""Those present, one name to a line under headings that give the capacity: the annex "Attendance", the list of
participants.

What belongs here: going through such a section line by line, and which line is a heading, a name, a person. What does
not: lists that a sentence announces, and the rows of either (``attendance.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from sederunt.facts.capacities import PRECEDENCE, SEAT
from sederunt.facts.lists import ORGANIZATIONS, NameList, read_list
from sederunt.facts.persons import leading_person
from sederunt.facts.reading import Reading
from sederunt.facts.units import Block, Unit

#: Terms that make up a heading over names, beside those for the capacity itself.
_HEADING_KINDS = ("party", "states", "anchor", "and", "article", "session", "body", "following")
_QUOTED = re.compile("[«“„《].+[»”“》]")
#: A line is a heading if at least this share of its letters is such terms.
_MIN_HEADING = 0.5
#: No line of a list is longer.
_LONGEST = 160
#: Headings with these roles end a list of those present.
_ENDS = frozenset({"agenda", "documents", "officers", "recommendations", "statements", "adoption", "deliberations"})
#: Of the lines that name a participant so many are followed by a person, where delegates are listed.
_MIN_DELEGATES = 0.3


@dataclass
class Section:
    """The lines under one heading: its words, its capacity, and the names read from its lines."""

    heading: tuple[int, int]
    capacity: str
    lines: list[tuple[int, int]] = field(default_factory=list)


def sections_of(reading: Reading, capacities: Mapping[int, str]) -> Iterator[tuple[Unit, list[Section]]]:
    """The attendance sections of the annexes, each with the unit that it begins in.

    ``capacities`` tells, by the start of a unit, in which capacity a sentence of it lists names: what stands under it,
    line by line, goes on with that list.
    """
    blocks = [block for block in reading.outline.blocks if block.kind not in ("note", "contents")]
    in_annex = False
    for number, block in enumerate(blocks):
        if block.kind == "heading" and block.level == 1:
            in_annex = block.role == "annex"
        if in_annex and block.kind == "heading" and _is_attendance(reading, block):
            lines = list(takewhile(lambda line: not _ends(line), blocks[number + 1 :]))
            unit = next((u for u in reading.outline.units if u.blocks[0].start > block.start), None)
            if unit is not None and lines:
                yield unit, _sections(reading, block, lines, capacities)


def _is_attendance(reading: Reading, block: Block) -> bool:
    """Whether a heading announces those present, by its first words or as "Non-governmental organizations | attending
    the session".
    """
    if block.role == "attendance":
        return True
    if block.role or not reading.mentions.any("present", block.start, block.end):
        return False
    return heading_capacity(reading, block.start, block.end) != ""


def _ends(block: Block) -> bool:
    return block.kind == "heading" and (block.level == 1 or block.role in _ENDS)


def _sections(reading: Reading, head: Block, blocks: Sequence[Block], capacities: Mapping[int, str]) -> list[Section]:
    sections = [Section((head.start, head.end), heading_capacity(reading, head.start, head.end))]
    read = {block.start: unit.start for unit in reading.outline.units for block in unit.blocks}
    at = 0
    while at < len(blocks):
        start, end = blocks[at].start, blocks[at].end
        stated = capacities.get(read.get(start, -1))
        at += 1
        if stated is not None:  # its names are read; what follows goes on with them
            if sections[-1].heading != (start, end):
                sections.append(Section((start, end), stated))
            continue
        while at < len(blocks) and _is_broken(reading, start, end):
            end = blocks[at].end
            at += 1
        if capacity := heading_capacity(reading, start, end):
            taken = {section.capacity for section in sections}
            is_other = capacity == "member" and "member" in taken and reading.mentions.any("name", start, end)
            # "Members of the Committee", then "States Members of the United Nations"
            sections.append(Section((start, end), "observer_state" if is_other else capacity))
        else:
            sections[-1].lines.append((start, end))
    return [section for section in sections if section.lines and section.capacity != "expert"]


def _is_broken(reading: Reading, start: int, end: int) -> bool:
    """Whether a name goes on in the next line: its column broke it."""
    return any(m.start < end < m.end for m in reading.mentions.within("name", start, end + _LONGEST))


def heading_capacity(reading: Reading, start: int, end: int) -> str:
    """The capacity that a line gives to those listed under it; empty where it is no such heading."""
    if _QUOTED.search(reading.words_at(start, end)):
        return ""  # the name of an organization: "Международная организация «Птичий мир»"
    n_letters = sum(c.isalpha() for c in reading.words_at(start, end))
    names = list(reading.mentions.within("name", start, end))
    if len(names) == 1 and sum(c.isalpha() for c in reading.words_at(names[0].start, names[0].end)) == n_letters:
        match = reading.lookup(names[0].start, names[0].end)
        return "un_entity" if match and match.participant_id == SEAT else ""
    values = {m.value for m in reading.mentions.within("party", start, end)}
    covered = {
        at
        for kind in _HEADING_KINDS
        for m in reading.mentions.within(kind, start, end)
        for at in range(m.start, m.end)
        if reading.text.text[at].isalpha()
    }
    if not values or len(covered) < _MIN_HEADING * n_letters:
        return ""
    return next((value for value in PRECEDENCE if value in values), "")


def read_section(reading: Reading, section: Section) -> NameList:
    """The names of a section. Lines that hold a person alone, where delegates are listed with those they came for, name
    nobody else.
    """
    parts = [(start, end, read_list(reading, start, end, capacity=section.capacity)) for start, end in section.lines]
    alone = [not _is_named(part) and _is_person(reading, start, end, section.capacity) for start, end, part in parts]
    # Beside the name, or in a cell of its own behind it.
    delegates = [
        _has_person(reading, part, end) or any(alone[number + 1 : number + 2])
        for number, (_, end, part) in enumerate(parts)
        if _is_named(part)
    ]
    has_delegates = sum(delegates) >= max(1.0, _MIN_DELEGATES * len(delegates))
    found = NameList()
    for (_, _, part), is_person in zip(parts, alone, strict=True):
        if has_delegates and is_person:
            continue
        found.entries += part.entries
        found.n_accountable += part.n_accountable
        # Who came for a State is told beside its name.
        found.unaccounted += [] if has_delegates else part.unaccounted
        found.is_cut = found.is_cut or part.is_cut
    return found


def _is_person(reading: Reading, start: int, end: int, capacity: str) -> bool:
    """Whether a line begins with a person. Among organizations, which are often called like persons ("BirdLife
    International"), only a title tells one.
    """
    person = leading_person(reading, start, end)
    return person is not None and (capacity not in ORGANIZATIONS or person[0] > start)


def _is_named(part: NameList) -> bool:
    return any(entry.participant_id for entry in part.entries)


def _has_person(reading: Reading, part: NameList, end: int) -> bool:
    last = part.entries[-1].end
    behind = re.compile(r"[\s\w]{0,3}\s").match(reading.text.text, last, end)
    return bool(behind and leading_person(reading, behind.end(), end))
