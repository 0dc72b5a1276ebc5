"""Which printed numerals number the paragraphs of a report: "12." may also open a heading, an entry of an agenda, an
operative paragraph of a quoted resolution, or stand at the head of a wrapped line.

What belongs here: choosing the one sequence that runs through the document. What does not: finding the numerals
(``documents/lines.py``), what the other numerals are (``outline.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: A paragraph that is a whole sentence speaks for the sequence; one that is none (a heading) against it.
_WHOLE, _BROKEN = 1.0, -0.3
#: A short one may be an entry of a list that nothing announces.
_SHORT = 0.5
#: An entry of an announced agenda is worth nothing: it is taken for a paragraph only where the sequence needs it.
_LISTED = -1.0
#: What it costs to skip one number, so many at most; and to begin at 1 anew: little where a chapter or annex begins.
_SKIP, _MAX_SKIP = 1.2, 6
_RESTART, _RESTART_AT_CHAPTER = 3.0, 0.4
#: A sequence may begin with one of these (the first paragraph may be lost), and begins anew with the first alone.
_FIRST = (1, 2)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A printed number before a paragraph. ``is_whole``: the paragraph ends as a sentence or announces a list;
    ``begins_chapter``: a chapter or an annex begins between the numeral before and this one; ``is_listed``: it is the
    next of the entries 1, 2, 3 … behind words that announce an agenda.
    """

    number: int
    is_whole: bool
    begins_chapter: bool = False
    is_listed: bool = False
    is_short: bool = False


@dataclass(slots=True)
class _Path:
    score: float
    at: int
    before: _Path | None


def running_numbers(numerals: Sequence[Numeral]) -> frozenset[int]:
    """The indexes of the numerals that number the paragraphs: those of the best sequence in which each number follows
    the one before it, starts again with a chapter, or skips a few.

    ``O(n)``: of all sequences that end in a number only the best is kept.
    """
    best: _Path | None = None  # of all sequences so far
    ends: dict[int, _Path] = {}  # the best that ends in a number
    chapter_best: _Path | None = None  # the best before the chapter that is being read
    for index, numeral in enumerate(numerals):
        if numeral.begins_chapter:
            chapter_best = best
        worth = (_SHORT if numeral.is_short else _WHOLE) if numeral.is_whole else _BROKEN
        worth += _LISTED if numeral.is_listed else 0
        path = _Path(worth, index, None) if numeral.number in _FIRST else _Path(worth - _RESTART, index, None)
        for skipped in range(_MAX_SKIP):
            before = ends.get(numeral.number - 1 - skipped)
            if before is not None and before.score - _SKIP * skipped + worth > path.score:
                path = _Path(before.score - _SKIP * skipped + worth, index, before)
        if numeral.number == 1:
            for before, cost in ((chapter_best, _RESTART_AT_CHAPTER), (best, _RESTART)):
                if before is not None and before.score - cost + worth > path.score:
                    path = _Path(before.score - cost + worth, index, before)
        held = ends.get(numeral.number)
        if held is None or path.score >= held.score:
            ends[numeral.number] = path
        if best is None or path.score > best.score:
            best = path
    chosen: set[int] = set()
    while best is not None:
        chosen.add(best.at)
        best = best.before
    return frozenset(chosen)
