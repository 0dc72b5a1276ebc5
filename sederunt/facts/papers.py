"""The documents that were before the meeting.

What belongs here: the table ``meeting_documents``. What does not: the symbol of the report itself (``identity.py``).
"""

from __future__ import annotations

import re
from functools import cache

from sederunt.documents.symbols import SymbolMention
from sederunt.facts.meetings import is_about_another
from sederunt.facts.outline import Block, Unit
from sederunt.facts.reading import Meeting, Reading
from sederunt.language.lexicon import words_of

_EDGES = " ,;:.；。–—-"


@cache
def _lead(language: str) -> re.Pattern[str]:
    """What stands before a title in a running sentence: a joining word, an article."""
    joining, determiner = words_of(language, "and"), words_of(language, "determiner")
    return re.compile(rf"^(?:(?:{joining})\s+)?(?:(?:{determiner})(?:\s+|(?<=['’])))?", re.IGNORECASE)


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
    # A list names each document in full: what running sentences repeat of it is not counted again.
    for unit, start, end, meetings in running:
        _read_sentence(reading, unit, start, end, meetings)


def _read_entry(reading: Reading, unit: Unit, block: Block, meetings: tuple[Meeting, ...]) -> None:
    symbols = reading.within(reading.symbols, block.body, block.end)
    if not symbols and block.kind != "item":
        return
    symbol = symbols[0] if symbols else None
    start, end = block.body, block.end
    if symbol and symbol.start > block.body:
        end = symbol.start
    elif symbol:
        start = symbol.end
    _add(reading, unit, meetings, start, end, symbol, block.label or None)


def _read_sentence(reading: Reading, unit: Unit, start: int, end: int, meetings: tuple[Meeting, ...]) -> None:
    """Documents named in a running sentence: each one's title stands before its symbol."""
    for symbol in reading.within(reading.symbols, start, end):
        _add(reading, unit, meetings, start, symbol.start, symbol, None)
        start = symbol.end


def _add(
    reading: Reading,
    unit: Unit,
    meetings: tuple[Meeting, ...],
    start: int,
    end: int,
    symbol: SymbolMention | None,
    letter: str | None,
) -> None:
    words = reading.words_at(start, end)
    title = words.rstrip(_EDGES + " (").lstrip(_EDGES + " )")
    if letter is None:
        title = _lead(reading.language).sub("", title)
    begin = start + words.find(title) if title else start
    if not title:
        title = symbol.symbol if symbol else ""
    known = {(row["meeting_id"], row["symbol"]) for row in reading.rows.get("meeting_documents", [])}
    meetings = tuple(m for m in meetings if symbol is None or (m.meeting_id, symbol.symbol) not in known)
    if not title or not meetings:
        return
    reading.add_for(
        "meeting_documents", "meeting_document_id", meetings, begin, max(begin + len(title), begin + 1), unit,
        letter=letter, symbol=symbol.symbol if symbol else None, title=title,
    )  # fmt: skip
