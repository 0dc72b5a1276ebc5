"""The documents that were before the meeting.

What belongs here: the table ``meeting_documents``. What does not: the symbol of the report itself (``identity.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from sederunt.documents.symbols import SymbolMention
from sederunt.documents.text import PARAGRAPH_BREAK
from sederunt.facts.meetings import is_about_another
from sederunt.facts.reading import Meeting, Reading
from sederunt.facts.units import Block, Unit
from sederunt.language.basics import basics
from sederunt.language.letters import UPPER
from sederunt.language.lexicon import words_of

_EDGES = " ,;:.；。，：、،؛–—-"
#: What follows the symbol that heads a row: a title, or the number of an item.
_ROW = re.compile(rf"\s+[{UPPER}\d“\"«]")
#: The numbers of items between symbol and title: "3", "3 (a)", "2, 4".
_ITEMS = re.compile(r"\s*(?:\d{1,2}(?:\s?\([a-z]\))?(?:\s?[,;]\s?)?){1,6}(?=\s|$)\s*")


@cache
def _lead(language: str) -> re.Pattern[str]:
    """What stands before a title in a running sentence: a joining word, an article."""
    joining, determiner = words_of(language, "and"), words_of(language, "determiner")
    blank = r"\s+" if basics(language).has_spaces else r"\s*"
    return re.compile(rf"^(?:(?:{joining}){blank})?(?:(?:{determiner})(?:\s+|(?<=['’])))?", re.IGNORECASE)


def find_papers(reading: Reading) -> None:
    """Fill ``meeting_documents`` from the lists and sentences that a documents cue announces."""
    running: list[tuple[Unit, int, int, tuple[Meeting, ...]]] = []
    for unit in reading.outline.units:
        if unit.is_title:
            continue
        entries = [block for block in unit.blocks[1:] if block.kind in ("item", "plain")]
        for start, end in reading.sentences(unit):
            cues = reading.mentions.cues_within(start, end, "documents")
            if not cues or is_about_another(reading, start, unit.blocks[0].end):
                continue
            meetings = reading.scope(start, unit.blocks[0].end, unit)
            if entries and start < unit.blocks[0].end < entries[0].end:
                for block in entries:
                    _read_entry(reading, unit, block, meetings)
                break
            running.append((unit, cues[0].end, end, meetings))
    _read_tables(reading)
    # A list names each document in full: what running sentences repeat of it is not counted again.
    for unit, start, end, meetings in running:
        _read_sentence(reading, unit, start, end, meetings)


def _read_tables(reading: Reading) -> None:
    """Tables of documents in annexes: a symbol at the head of each row, then its item of the agenda, its title."""
    for heading, end in reading.outline.annex_sections("documents"):
        unit = next((unit for unit in reading.outline.units if unit.blocks[0].start > heading.start), None)
        meetings = reading.scope(heading.start, heading.end, unit) if unit else ()
        heads = [s for s in reading.within(reading.symbols, heading.end, end) if _begins_row(reading, s)]
        for position, symbol in enumerate(heads):
            until = heads[position + 1].start if position + 1 < len(heads) else end
            if unit is not None:
                _read_row(reading, unit, meetings, symbol, until)


def _begins_row(reading: Reading, symbol: SymbolMention) -> bool:
    """Whether a symbol stands at the head of a row: at the head of a paragraph, or behind the end of a title and before
    a capital or a number.
    """
    before = reading.words_at(symbol.start - 2, symbol.start)
    if before == PARAGRAPH_BREAK:
        return True
    after = reading.words_at(symbol.end, symbol.end + 3)
    return bool(_ROW.match(after)) and not before.rstrip().endswith(("(", ",", "/", "-"))


def _read_row(reading: Reading, unit: Unit, meetings: tuple[Meeting, ...], symbol: SymbolMention, end: int) -> None:
    words = reading.words_at(symbol.end, end)
    item = _ITEMS.match(words)
    lead = item.end() if item else len(words) - len(words.lstrip())
    start = symbol.end + lead
    stop = reading.text.text.find(PARAGRAPH_BREAK, start, end)
    _add(reading, unit, meetings, start, stop if stop >= 0 else end, [symbol], None)


def _read_entry(reading: Reading, unit: Unit, block: Block, meetings: tuple[Meeting, ...]) -> None:
    symbols = reading.within(reading.symbols, block.body, block.end)
    if not symbols and block.kind != "item":
        return
    start, end = block.body, block.end
    if symbols and symbols[0].start > block.body:
        end = symbols[0].start
    elif symbols:
        start = symbols[0].end
    _add(reading, unit, meetings, start, end, _first_and_rest(symbols), block.label or None)


def _read_sentence(reading: Reading, unit: Unit, start: int, end: int, meetings: tuple[Meeting, ...]) -> None:
    """Documents named in a running sentence: each one's title stands before its symbol."""
    symbols = reading.within(reading.symbols, start, end)
    for index, symbol in enumerate(symbols):
        if not symbol.is_elliptical:
            together = _first_and_rest(symbols[index:])
            _add(reading, unit, meetings, start, symbol.start, together, None)
            start = together[-1].end


def _first_and_rest(symbols: Sequence[SymbolMention]) -> list[SymbolMention]:
    """A symbol and those of which only the end is printed behind it ("A/80/1 and Add.1"): documents under one title."""
    rest = takewhile(lambda symbol: symbol.is_elliptical, symbols[1:])
    return [*symbols[:1], *rest]


def _add(
    reading: Reading,
    unit: Unit,
    meetings: tuple[Meeting, ...],
    start: int,
    end: int,
    symbols: Sequence[SymbolMention],
    letter: str | None,
) -> None:
    words = reading.words_at(start, end)
    title = words.rstrip(_EDGES + " (（").lstrip(_EDGES + " )）")
    if letter is None:
        title = _lead(reading.language).sub("", title)
    begin = start + words.find(title) if title else start
    if not title and symbols:
        begin, title = symbols[0].start, reading.words_at(symbols[0].start, symbols[0].end)
    if not title:
        return
    known = {(row["meeting_id"], row["symbol"]) for row in reading.rows.get("meeting_documents", [])}
    for meeting in meetings:
        if not symbols:
            _add_row(reading, unit, meeting, begin, title, letter)
        for symbol in symbols:
            if (meeting.meeting_id, symbol.symbol) not in known:
                _add_row(reading, unit, meeting, begin, title, letter, symbol)


def _add_row(
    reading: Reading, unit: Unit, meeting: Meeting, begin: int, title: str, letter: str | None,
    symbol: SymbolMention | None = None,
) -> None:  # fmt: skip
    place = f"{reading.document_id}@{begin}#{meeting.meeting_id}"
    reading.add(
        "meeting_documents", begin, begin + len(title), unit,
        meeting_document_id=f"{place}#{symbol.symbol}" if symbol is not None and symbol.is_elliptical else place,
        meeting_id=meeting.meeting_id, letter=letter, symbol=None if symbol is None else symbol.symbol, title=title,
    )  # fmt: skip
