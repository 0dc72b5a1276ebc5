"""How much of a document is left when it is read from another format.

What belongs here: the definitions of the three figures. What does not: making the documents, the page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sederunt.documents.text import Text
from sederunt.report import Report
from sederunt.tables import FACT_TABLES, tables

#: A word; in Chinese, which sets none apart, a character.
_WORD = re.compile(r"[㐀-鿿]|[^\W_㐀-鿿]+")
#: Words before a mark by which it is known again, and words of its footnote.
_BEFORE, _OF_NOTE = 2, 5


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1; ``marks`` is None where the document has none."""

    order: float
    marks: float | None
    facts: float


def scores(plain: Text, read: Text, plain_facts: Report, read_facts: Report) -> Scores:
    """A document as read from a format, held against its text form."""
    return Scores(order(words(plain), words(read)), marks(plain, read), facts(plain_facts, read_facts))


def words(text: Text) -> list[str]:
    """The words of the body in reading order, without footnotes and marks, compatibility forms made one."""
    found: list[str] = []
    for paragraph in text.paragraphs:
        if paragraph.kind != "footnote":
            found += _words(_without_marks(text, paragraph.start, paragraph.end))
    return found


def _words(printed: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", printed).replace("\u00ad", "")
    return [word.casefold() for word in _WORD.findall(plain)]


def _without_marks(text: Text, start: int, end: int) -> str:
    pieces, at = [], start
    for mark in text.marks:
        if start <= mark.start < end:
            pieces.append(text.words(at, mark.start))
            at = mark.end
    return "".join([*pieces, text.words(at, end)])


def order(plain: Sequence[str], read: Sequence[str]) -> float:
    """The longest common subsequence over the longer of the two: words lost, added and misplaced all count."""
    longer = max(len(plain), len(read))
    return common(plain, read) / longer if longer else 1.0


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """Length of the longest common subsequence, bit-parallel (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << at
    full = (1 << len(one)) - 1
    row = full
    for word in other:
        matched = row & places.get(word, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(one) - row.bit_count()


def marks(plain: Text, read: Text) -> float | None:
    """Marks that stand behind the same words and lead to the same footnote, over the larger number of marks."""
    stated, found = _marks(plain), _marks(read)
    larger = max(stated.total(), found.total())
    return (stated & found).total() / larger if stated.total() else None


def _marks(text: Text) -> Counter[tuple[tuple[str, ...], tuple[str, ...]]]:
    known: Counter[tuple[tuple[str, ...], tuple[str, ...]]] = Counter()
    for mark in text.marks:
        if mark.footnote is None:
            continue
        note = text.footnotes[mark.footnote]
        before = _words(_without_marks(text, max(mark.start - 80, 0), mark.start))[-_BEFORE:]
        known[tuple(before), tuple(_words(text.words(note.start, note.end))[:_OF_NOTE])] += 1
    return known


def facts(plain: Report, read: Report) -> float:
    """Facts that are the same, over all facts of either; places and ids, which hold offsets and pages, aside."""
    same = all_facts = 0
    for name in FACT_TABLES:
        if name != "documents":
            one, other = _rows(name, plain.frames[name]), _rows(name, read.frames[name])
            same += (one & other).total()
            all_facts += (one | other).total()
    return same / all_facts if all_facts else 1.0


def _rows(name: str, frame: pl.DataFrame) -> Counter[tuple[Any, ...]]:
    aside = {"document_id", "page", "span_start", "span_end", "description"}
    aside |= {column for column in tables()[name].key if column != "meeting_id" and column.endswith("_id")}
    return Counter(
        tuple(_plain(value) for column, value in row.items() if column not in aside) for row in _dicts(frame)
    )


def _dicts(frame: pl.DataFrame) -> Sequence[Mapping[str, Any]]:
    return frame.to_dicts()


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(unicodedata.normalize("NFKC", value).replace("\u00ad", "").split())
    return tuple(value) if isinstance(value, list) else value
