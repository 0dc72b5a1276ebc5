"""Lists set in columns in a text without geometry: read down, not across.

What belongs here: finding the gutters between the columns of a block of lines, and telling a list from a table, whose
rows must stay together. What does not: columns of a format that knows where its words stand (``pdf``), paragraphs
(``lines.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from statistics import median

#: A block has at least so many lines, and a gutter is at least so wide.
_MIN_LINES, _MIN_GUTTER = 3, 2
#: A column holds something in at least this share of the lines; the last may be shorter.
_MIN_FILLED = 0.3
#: The entries of a list are short, few of them hold a digit or end a sentence: else it is a table or running text.
_MAX_ENTRY, _MAX_TABULAR, _MIN_LETTERS = 60, 0.06, 0.85
_ENDS = (".", ":", ";", "：", "；", "。")


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of one column. ``indent`` counts the spaces from the edge of its column: a wrapped entry goes on with
    some.
    """

    words: str
    indent: int
    line: int


def columns(lines: Sequence[str]) -> list[list[Cell]] | None:
    """The columns of consecutive lines, each top down; None where they are no list set in columns."""
    if len(lines) < _MIN_LINES:
        return None
    edges = _edges(lines)
    if len(edges) < 2:
        return None
    found = [_column(lines, first, last) for first, last in zip(edges, [*edges[1:], None], strict=True)]
    return found if _is_list(found, len(lines)) else None


def _edges(lines: Sequence[str]) -> list[int]:
    """Where the columns begin: behind each stretch of positions that is blank in every line."""
    first = min(len(line) - len(line.lstrip()) for line in lines)
    edges = [first]
    run = 0
    # Each position as the characters that the lines have there; a shorter line is blank.
    for at, characters in enumerate(islice(zip_longest(*lines, fillvalue=" "), first, None), start=first):
        if characters.count(" ") == len(lines):
            run += 1
            continue
        if run >= _MIN_GUTTER:
            edges.append(at)
        run = 0
    return edges


def _column(lines: Sequence[str], first: int, last: int | None) -> list[Cell]:
    cells = [(number, line[first:last]) for number, line in enumerate(lines)]
    return [Cell(cell.strip(), len(cell) - len(cell.lstrip()), number) for number, cell in cells if cell.strip()]


def _is_list(found: Sequence[Sequence[Cell]], n_lines: int) -> bool:
    if any(len(column) < _MIN_FILLED * n_lines for column in found[:-1]) or not found[-1]:
        return False
    words = [cell.words for column in found for cell in column]
    tabular = sum(any(c.isdigit() for c in cell) or cell.endswith(_ENDS) for cell in words)
    letters = sum(cell[0].isalpha() for cell in words)
    return (
        tabular <= _MAX_TABULAR * len(words)
        and letters >= _MIN_LETTERS * len(words)
        and median(map(len, words)) <= _MAX_ENTRY
    )
