"""What a document says of itself: symbol, title, day of distribution.

What belongs here: the columns of ``documents`` that come from the text. What does not: what it reports (the other
modules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sederunt.documents.symbols import parse
from sederunt.facts.reading import Reading

#: The symbol of a document stands on its first page, within this many characters.
_HEAD = 700


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document calls itself; ``work`` is the symbol without its issue, the same for every issue and language."""

    symbol: str | None
    symbols: tuple[str, ...]
    work: str | None
    title: str | None
    published_on: date | None


def identify(reading: Reading) -> Identity:
    """The document's own words for what it is; all empty where it has no title block."""
    blocks = reading.outline.title_blocks()
    end = min(blocks[-1].end if blocks else 0, _HEAD * 3)
    symbol, symbols, work = _symbols(reading, min(end, _HEAD))
    return Identity(symbol, symbols, work, _title(reading), _published(reading, end))


def _symbols(reading: Reading, end: int) -> tuple[str | None, tuple[str, ...], str | None]:
    """The first symbol, and the one set right under it: a document of two organs bears both."""
    found = reading.within(reading.symbols, 0, end)
    if not found:
        return None, (), None
    parts = list(found[0].symbols)
    if len(found) > 1 and not reading.words_at(found[0].end, found[1].start).strip():
        parts += found[1].symbols
    texts = tuple(dict.fromkeys(part.text for part in parts))
    works = dict.fromkeys(parse(text).work for text in texts)
    return "-".join(texts), texts, "-".join(works)


def _title(reading: Reading) -> str | None:
    """The paragraph of the title block that opens with words for a report."""
    for block in reading.outline.title_blocks():
        for mention in reading.mentions.within("title_of", block.start, block.end):
            if mention.start == block.start:
                return reading.words_at(block.start, block.end).strip()
    return None


def _published(reading: Reading, end: int) -> date | None:
    """The day on a line of its own in the title block: the day of distribution."""
    for block in reading.outline.title_blocks():
        if block.end > end + _HEAD:
            break
        for mention in reading.within(reading.dates, block.start, block.end):
            before = reading.words_at(block.start, mention.start).strip()
            after = reading.words_at(mention.end, block.end).strip(" .")
            if (
                mention.first
                and mention.first == mention.last
                and not after
                and (not before or ":" in before or reading.mentions.any("distribution", block.start, mention.start))
            ):
                return mention.first
    return None
