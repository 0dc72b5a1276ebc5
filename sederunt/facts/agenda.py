"""The adopted agenda, and references to its items.

What belongs here: the table ``agenda_items``; what "agenda item 3 (b)" refers to; under which item a passage stands.
What does not: what was said under it (``statements.py``, ``deliberations.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sederunt.facts.reading import Meeting, Reading
from sederunt.facts.units import Block, Unit
from sederunt.language.enumerators import expression
from sederunt.language.letters import UPPER, latin_label
from sederunt.language.lexicon import words_of
from sederunt.registry import name_key

_LETTER = rf"\(?(?:[a-zа-я]|{expression('letters', 'ar')})\)"
_SUB = rf"\(?(?:[ivx]{{1,4}}|{expression('romans', 'zh')})\)"
_NUMBER = rf"\d{{1,2}}(?:\.\d{{1,2}})*(?:\s?{_LETTER})?(?:\s?{_SUB})?"
_PART = re.compile(rf"{_NUMBER}|{_LETTER}(?:\s?{_SUB})?")
_PIECES = re.compile(
    rf"\d{{1,2}}(?:\.\d{{1,2}})*|(?:[a-zа-я]{{1,4}}|{expression('letters', 'ar')}|{expression('romans', 'zh')})(?=\))"
)
#: Words that stand for an item only where the word for an agenda follows their number, this near behind it.
_NEEDS_AGENDA, _NEAR = "of_agenda", 32
#: The end of a sentence without its stop.
_NEXT = re.compile(rf"\s+[{UPPER}]|\s*$")
#: The level of headings without a numeral.
_UNNUMBERED = 4
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})


@cache
def _reference(language: str) -> re.Pattern[str]:
    """The numbers behind "agenda item(s)": "3 (b) and (c)", "2 to 4"."""
    joining = words_of(language, "and", "through")
    part = rf"(?:{_NUMBER}|{_LETTER}(?:\s?{_SUB})?)"
    return re.compile(rf"\s*(?P<first>{_NUMBER})(?P<more>(?:\s*(?:[,、]|{joining})\s*{part})*)")


@cache
def _final(language: str) -> re.Pattern[str]:
    """What ends the title of an item in a list: a stop, and the word before the last item."""
    return re.compile(rf"[\s.;:,；。]+(?:{words_of(language, 'and')})?\s*$")


@dataclass(frozen=True, slots=True)
class ItemReference:
    """Items named at ``start`` … ``end``, normalised (``3 (b) (i)``)."""

    start: int
    end: int
    items: tuple[str, ...]


def normal_item(words: str) -> str:
    """``2 a)`` as ``2 (a)``, ``3 (b)(i)`` as ``3 (b) (i)``, ``2 б)`` as ``2 (b)``."""
    return _joined(_PIECES.findall(words))


def _joined(pieces: Sequence[str]) -> str:
    return " ".join(piece if piece[0].isdigit() else f"({latin_label(piece)})" for piece in pieces)


def find_references(reading: Reading, start: int, end: int) -> list[ItemReference]:
    """The items that a span refers to, each reference once."""
    found: list[ItemReference] = []
    for mention in reading.mentions.within("item", start, end):
        match = _reference(reading.language).match(reading.text.text, mention.end)
        if match is None or match.end("first") > end:
            continue
        if mention.value == _NEEDS_AGENDA and not reading.mentions.any(
            "agenda_word", match.end(), min(end, match.end() + _NEAR)
        ):
            continue  # a paragraph ("пункт 12 выше"), not an item ("пункт 12 повестки дня")
        items = [normal_item(_without_mark(reading, *match.span("first")))]
        for part in _PART.findall(match["more"] or ""):
            pieces = _PIECES.findall(part)
            if not pieces[0][0].isdigit():
                pieces = [*_PIECES.findall(items[0])[:1], *pieces]
            items.append(_joined(pieces))
        found.append(ItemReference(mention.start, match.end(), tuple(dict.fromkeys(items))))
    return found


def _without_mark(reading: Reading, start: int, end: int) -> str:
    """The number of an item without the footnote mark behind the full stop: "under agenda item 11.2 The President"."""
    number = reading.signs_at(start, end)
    is_marked = "." in number and _NEXT.match(reading.text.text, end)
    return number.split(".")[0] if is_marked else number


def find_agenda(reading: Reading) -> None:
    """Fill ``agenda_items`` from the lists that an agenda cue announces, else from an annex or section headed
    "Agenda".
    """
    announced = [unit for unit in reading.outline.units if _is_agenda(reading, unit)]
    for unit in announced or [u for u in reading.outline.units if u.role == "agenda" and u.annex]:
        _read_agenda(reading, unit)
    if not reading.rows.get("agenda_items"):
        _read_headed(reading)
    if not reading.rows.get("agenda_items"):
        _read_named(reading)
    if not reading.rows.get("agenda_items"):
        _read_titled(reading)


def _is_agenda(reading: Reading, unit: Unit) -> bool:
    has_cue = bool(reading.mentions.cues_within(unit.blocks[0].start, unit.blocks[0].end, "agenda"))
    return has_cue and any(block.kind == "agenda" for block in unit.blocks)


def _read_headed(reading: Reading) -> None:
    """An agenda that stands alone under a heading, in an annex: its entries look like paragraphs."""
    entries = [
        unit
        for unit in reading.outline.units
        if unit.annex and unit.blocks[0].kind == "numbered" and _under_agenda(unit)
    ]
    if entries:
        blocks = tuple(block for unit in entries for block in unit.blocks)
        _read_blocks(reading, entries[0], blocks, reading.scope(entries[0].start, entries[0].end, entries[0]))


def _read_named(reading: Reading) -> None:
    """An agenda in an annex whose entries begin with the word: "Item 1. Organizational matters."."""
    for heading, end in reading.outline.annex_sections("agenda"):
        unit = next((unit for unit in reading.outline.units if unit.blocks[0].start > heading.start), None)
        references = [
            reference
            for reference in find_references(reading, heading.end, end)
            if len(reference.items) == 1 and _begins_line(reading, reference.start)
        ]
        for position, reference in enumerate(references):
            until = references[position + 1].start if position + 1 < len(references) else end
            for meeting in reading.scope(heading.start, heading.end, unit) if unit else ():
                _add_item(reading, unit, meeting, reference, until)


def _begins_line(reading: Reading, at: int) -> bool:
    before = reading.words_at(max(0, at - 2), at).strip(" ")
    return before in ("", ".", "\n", "\n\n")


def _read_titled(reading: Reading) -> None:
    """The item that a report of a committee is on, from its title: "Agenda item 18", then the words of the item."""
    blocks = reading.outline.title_blocks()
    for block, following in pairwise(blocks):
        references = find_references(reading, block.start, block.end)
        is_symbol = bool(reading.beginning_in(reading.symbols, following.start, following.start + 2))
        if (
            len(references) == 1
            and references[0].start <= block.start + 1
            and len(references[0].items) == 1
            and not is_symbol
        ):
            for meeting in reading.meetings_at(block.start):
                _add_item(reading, None, meeting, references[0], following.end, following.start)
            return


def _add_item(
    reading: Reading, unit: Unit | None, meeting: Meeting, reference: ItemReference, end: int, start: int | None = None
) -> None:
    begin = reference.end if start is None else start
    words = reading.words_at(begin, end)
    lead = len(words) - len(words.lstrip(" .:-–—\n"))
    title = _final(reading.language).sub("", words[lead:])
    item = reference.items[0]
    if (
        not title
        or "\n" in title
        or any(
            row["meeting_id"] == meeting.meeting_id and row["item"] == item
            for row in reading.rows.get("agenda_items", [])
        )
    ):
        return
    reading.add(
        "agenda_items", begin + lead, begin + lead + len(title), unit,
        meeting_id=meeting.meeting_id, item=item, parent_item=item.rpartition(" ")[0] or None, title=title,
        is_joint=reading.mentions.any("joint", begin, end) is not None,
    )  # fmt: skip


def _under_agenda(unit: Unit) -> bool:
    return any(heading.role == "agenda" for heading in unit.headings)


def _read_agenda(reading: Reading, unit: Unit) -> None:
    blocks = unit.agenda()
    meetings = reading.scope(unit.start, unit.blocks[0].end, unit)
    _read_blocks(reading, unit, blocks, meetings)


def _read_blocks(reading: Reading, unit: Unit, blocks: Sequence[Block], meetings: Sequence[Meeting]) -> None:
    number = letter = ""
    known = {(row["meeting_id"], row["item"]) for row in reading.rows.get("agenda_items", [])}
    for block in blocks:
        if block.kind in ("agenda", "numbered"):
            number, letter = str(block.number), ""
            item, parent = number, None
        elif not number:
            continue
        elif block.label in _ROMAN and letter and not _goes_on(letter, block.label):
            item, parent = f"{number} ({letter}) ({block.label})", f"{number} ({letter})"
        else:
            letter = block.label
            item, parent = f"{number} ({letter})", number
        words = reading.words_at(block.body, block.end)
        title = words[: len(_final(reading.language).sub("", reading.signs_at(block.body, block.end)))]
        for meeting in meetings:
            if (meeting.meeting_id, item) in known:
                continue
            known.add((meeting.meeting_id, item))
            reading.add(
                "agenda_items", block.body, block.body + len(title), unit,
                meeting_id=meeting.meeting_id, item=item, parent_item=parent, title=title,
                is_joint=reading.mentions.any("joint", block.body, block.end) is not None,
            )  # fmt: skip


def _goes_on(letter: str, label: str) -> bool:
    """Whether a label goes on with the letters ("h", then "i"), not with roman numerals."""
    return len(letter) == 1 and len(label) == 1 and ord(label) == ord(letter) + 1


def title_items(reading: Reading) -> dict[str, dict[str, str]]:
    """By meeting, the item of each agenda title (by its key), so that a heading that repeats a title gives its item."""
    titles: dict[str, dict[str, str]] = {}
    for row in reading.rows.get("agenda_items", []):
        titles.setdefault(row["meeting_id"], {})[name_key(row["title"])] = row["item"]
    return titles


class Items:
    """Answers under which items a passage stands, going through the document once, unit by unit."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.titles = title_items(reading)
        self.headings: tuple[int, ...] = ()
        self.chapters: tuple[int, ...] = ()
        self.carried: dict[str, tuple[str, ...]] = {}
        self.chapter = 0  # where the chapter begins that is being gone through
        self.introduced: dict[str, tuple[str, ...]] = {}  # what its first paragraph says that it is on
        self.is_introduction = False
        #: A report on one item of the agenda: all that is said is said under it.
        rows = reading.rows.get("agenda_items", [])
        self.only = {row["meeting_id"]: (row["item"],) for row in rows} if len(rows) == len(reading.meetings) else {}

    def enter(self, unit: Unit) -> None:
        """Begin a unit: under a new heading, what was carried from the passages before is dropped."""
        starts = tuple(heading.start for heading in unit.headings)
        if starts == self.headings:
            self.is_introduction = False
            return
        chapter = next((heading.start for heading in unit.headings if heading.level == 1), 0)
        self.is_introduction = chapter != self.chapter
        if self.is_introduction:
            self.chapter, self.introduced = chapter, {}
        chapters = tuple(heading.start for heading in unit.headings if heading.level < _UNNUMBERED)
        is_same_chapter = bool(chapters) and chapters == self.chapters
        self.headings, self.chapters = starts, chapters
        own = self._of_headings(unit)
        # An unnumbered heading that names no item parts what is said under the item of its chapter.
        self.carried = {**self.carried, **own} if is_same_chapter else {**self.only, **self.introduced, **own}

    def _of_headings(self, unit: Unit) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for heading in unit.headings:
            references = find_references(self.reading, heading.start, heading.end)
            for meeting in self.reading.scope(heading.start, heading.end, unit):
                own = self._for_meeting(references, meeting, heading.start, heading.end)
                if own:
                    found[meeting.meeting_id] = own
                    continue
                key = name_key(self.reading.words_at(heading.body, heading.end))
                titles = self.titles.get(meeting.meeting_id, {})
                if item := titles.get(key) or _nearest_title(key, titles):
                    found[meeting.meeting_id] = (item,)
        return found

    def _for_meeting(
        self, references: Sequence[ItemReference], meeting: Meeting, start: int, end: int
    ) -> tuple[str, ...]:
        """Those of the references that are about one meeting: each is about the body that is named behind it, if
        any.
        """
        items: list[str] = []
        for position, reference in enumerate(references):
            until = references[position + 1].start if position + 1 < len(references) else end
            named = self.reading.named_meetings(reference.start, until)
            if not named or meeting in named:
                items += reference.items
        return tuple(dict.fromkeys(items))

    def of(self, start: int, end: int, meetings: Sequence[Meeting]) -> dict[str, tuple[str, ...]]:
        """By meeting, the items of a sentence; what it says holds on for those after it."""
        references = find_references(self.reading, start, end)
        if not references:
            return {meeting.meeting_id: self.carried.get(meeting.meeting_id, ()) for meeting in meetings}
        found = {meeting.meeting_id: self._for_meeting(references, meeting, start, end) for meeting in meetings}
        named = {meeting: items for meeting, items in found.items() if items}
        self.carried = {**self.carried, **named}
        if self.is_introduction:
            self.introduced = {**named, **self.introduced}
        return {meeting.meeting_id: found[meeting.meeting_id] for meeting in meetings}


def _nearest_title(key: str, titles: dict[str, str]) -> str | None:
    """A heading that is the beginning of a title, or the other way round, both being long enough to mean it."""
    near = [
        item
        for title, item in titles.items()
        if min(len(title), len(key)) >= 12 and (title.startswith(key) or key.startswith(title))
    ]
    return near[0] if len(near) == 1 else None
