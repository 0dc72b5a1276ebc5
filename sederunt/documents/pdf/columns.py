"""The order in which the rows of a page are read: columns down, tables across, labels with what they label.

What belongs here: finding gutters, and telling columns of text and lists set in columns from tables. What does not:
which rows make a paragraph (``setting.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

from sederunt.documents.footnotes import NOTE
from sederunt.documents.lines import OPENER
from sederunt.documents.pdf.rows import Row
from sederunt.documents.pdf.words import Word

#: A gap of so many ems may be a gutter; one that other rows have in the same place may be as narrow as the second.
_GAP = 1.5
_GUTTER = 0.6
#: In a line that is stretched to the right edge all spaces are wide; a gutter is wider by so much.
_STRETCHED = 2.0
#: Columns have at least so many rows side by side.
_MIN_ROWS = 2
#: Running text fills its column by this share on most rows.
_FULL = 0.72
#: The longer of two columns of text has no more rows than this share allows; their rows stand within so many ems.
_MIN_SHARE = 0.6
_CLOSE = 1.7
#: A list whose entries stand in the order of the alphabet down its columns is read down.
_MIN_SORTED = 0.85
_MIN_ENTRIES = 6


@dataclass(slots=True)
class _Block:
    """Rows that one gutter parts: ``rows[first:last]``."""

    first: int
    last: int
    left: float
    right: float


def in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """The rows of a page, or of a column, in the order in which they are read; those that a gutter parts as two."""
    ordered: list[Row] = []
    at = 0
    while at < len(rows):
        block = _block(rows, at)
        if block is None:
            ordered.append(rows[at])
            at += 1
            continue
        ordered += _in_block(rows[block.first : block.last], block)
        at = block.last
    return ordered


def _block(rows: Sequence[Row], at: int) -> _Block | None:
    """The longest run of rows from ``at`` on that one gutter parts; None where the row has no gutter in common with
    another.
    """
    best: _Block | None = None
    for left, right in _gaps(rows[at]):
        block = _extended(rows, at, left, right)
        if block and (best is None or block.last - block.first > best.last - best.first):
            best = block
    return best


def _gaps(row: Row) -> list[tuple[float, float]]:
    """The wide gaps of a row, but that behind the numeral or label before it."""
    gaps: list[tuple[float, float]] = []
    if row.is_contents:
        return gaps
    reach = row.words[0].x1
    spaces = [other.x0 - one.x1 for one, other in pairwise(row.words) if not other.is_glued]
    least = max(_GAP * row.size, _STRETCHED * median(spaces) if len(spaces) > 2 else 0.0)
    for index, (one, other) in enumerate(pairwise(row.words)):
        reach = max(reach, one.x1)
        if other.x0 - reach >= least and not _is_label(row.words[: index + 1]):
            gaps.append((reach, other.x0))
    return gaps


def _is_label(words: Sequence[Word]) -> bool:
    if len(words) > 2:
        return False
    label = "".join(word.text for word in words)
    return bool(
        len(label) <= 6
        and (OPENER.fullmatch(label + " x"[: len(label)]) or OPENER.match(label + " x") or NOTE.match(label + " x"))
    )


def _extended(rows: Sequence[Row], at: int, left: float, right: float) -> _Block | None:
    """The block of the rows from ``at`` on that have a gutter where the first has one; None where fewer than two of
    them stand on either side.
    """
    counts = [1, 1]
    last = end = at + 1
    for index in range(at + 1, len(rows)):
        narrowed = _narrowed(rows[index], left, right)
        if narrowed is None:
            break
        sides = _sides(rows[index], narrowed)
        counts[0] += sides[0]
        counts[1] += sides[1]
        end = index + 1
        if sides[1]:
            last = end
        left, right = narrowed
    if min(counts) < _MIN_ROWS:
        return None
    return _Block(at, _trimmed(rows, at, last, end, right), left, right)


def _trimmed(rows: Sequence[Row], first: int, last: int, end: int, right: float) -> int:
    """Where the block ends: behind the last row of the right column, and what goes on beneath it in the left one."""
    lines = rows[first:last]
    leading = sorted(one.base - other.base for one, other in pairwise(lines))
    usual = leading[len(leading) // 2] if leading else 0.0
    starts = {round(word.x0) for row in lines for word in row.words}
    right_place = min(word.place for row in lines for word in row.words if word.x0 >= right - 0.01)
    at = last
    while at < end:
        row, before = rows[at], rows[at - 1]
        if row.place < right_place:  # the file goes down the left column first
            at += 1
            continue
        opener = OPENER.match(row.words[0].text + " x")
        is_apart = before.base - row.base > 1.3 * usual
        if is_apart or (opener and opener["number"]) or not any(abs(row.x0 - start) < row.size for start in starts):
            break
        at += 1
    return at


def _narrowed(row: Row, left: float, right: float) -> tuple[float, float] | None:
    """The gutter where this row too has none of its words in it; None where it crosses the gutter."""
    if row.is_contents:
        return None
    best = (0.0, 0.0)
    reach = float("-inf")
    for start, end in (*((word.x0, word.x1) for word in row.words), (float("inf"), float("inf"))):
        gap = max(left, reach), min(right, start)
        if gap[1] - gap[0] > best[1] - best[0]:
            best = gap
        reach = max(reach, end)
    return best if best[1] - best[0] >= _GUTTER * row.size else None


def _sides(row: Row, gutter: tuple[float, float]) -> tuple[bool, bool]:
    return row.x0 < gutter[1], row.x1 > gutter[0]


def _in_block(rows: Sequence[Row], block: _Block) -> list[Row]:
    left = [part for row in rows if (part := _part(row, block, 0))]
    right = [part for row in rows if (part := _part(row, block, 1))]
    is_list = _is_sorted_down(left, right)
    if is_list or _is_read_down(left, right):
        for column, edges in ((left, (min(r.x0 for r in left), block.right)), (right, (block.right, inf))):
            for row in column:
                row.column, row.in_list = edges, is_list
        left, right = in_reading_order(left), in_reading_order(right)
        left[0].starts_cell = right[0].starts_cell = is_list
        return left + right
    return _across(left, right)


def _part(row: Row, block: _Block, side: int) -> Row | None:
    middle = (block.left + block.right) / 2
    words = [word for word in row.words if ((word.x0 + word.x1) / 2 >= middle) == bool(side)]
    if not words:
        return None
    part = Row(words, row.page)
    part.column = row.column
    return part


def _is_read_down(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether one column is read before the other."""
    if max(row.place for row in left) < min(row.place for row in right):
        return True
    return _are_prose(left, right)


def _are_prose(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether both columns are running text: full lines, as many in one as in the other, closely set."""
    if min(len(left), len(right)) < max(_MIN_ENTRIES, _MIN_SHARE * max(len(left), len(right))):
        return False
    return all(_is_full(rows) and _is_close(rows) for rows in (left, right))


def _is_full(rows: Sequence[Row]) -> bool:
    start, end = min(row.x0 for row in rows), max(row.x1 for row in rows)
    return sum(row.x1 - start > _FULL * (end - start) and len(row.words) > 2 for row in rows) > _FULL * len(rows)


def _is_close(rows: Sequence[Row]) -> bool:
    drops = [one.base - other.base for one, other in pairwise(rows)]
    return sum(drop < _CLOSE * row.size for drop, row in zip(drops, rows[1:], strict=True)) > _FULL * len(drops)


def _is_sorted_down(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether the entries of a list stand in the order of the alphabet down the columns and not across them."""
    if min(len(left), len(right)) * 2 < _MIN_ENTRIES:
        return False
    down = [_sort_key(row) for row in (*left, *right)]
    across = [_sort_key(row) for row in sorted((*left, *right), key=lambda row: (-row.base, row.x0))]
    return _sorted_share(down) >= _MIN_SORTED > _sorted_share(across)


def _sort_key(row: Row) -> str:
    letters = unicodedata.normalize("NFKD", row.words[0].text).casefold()
    return "".join(letter for letter in letters if letter.isalpha())


def _sorted_share(keys: Sequence[str]) -> float:
    pairs = list(pairwise(keys))
    return sum(one <= other for one, other in pairs) / len(pairs) if pairs else 0.0


def _across(left: Sequence[Row], right: Sequence[Row]) -> list[Row]:
    """The cells of a table, row by row; in the order of the file where that goes through it cell by cell."""
    cells = [cell for row in (*left, *right) for cell in _cells(row)]
    cells.sort(key=lambda row: (-row.base, row.x0))
    by_place = sorted(cells, key=lambda row: row.place)
    if not any(other.base > one.base + 2 * one.size and other.x0 <= one.x0 for one, other in pairwise(by_place)):
        cells = by_place
    cells[0].starts_cell = True
    for one, other in pairwise(cells):
        is_below = 0 < one.base - other.base < _CLOSE * one.size and one.x0 < other.x1 and other.x0 < one.x1
        other.starts_cell = other.starts_cell or not is_below
    return cells


def _cells(row: Row) -> list[Row]:
    """The stretches of a row that wide gaps part."""
    gaps = _gaps(row)
    if not gaps:
        return [row]
    cells: list[Row] = []
    starts = [float("-inf"), *((left + right) / 2 for left, right in gaps), float("inf")]
    for start, end in pairwise(starts):
        words = [word for word in row.words if start <= (word.x0 + word.x1) / 2 < end]
        if words:
            cells.append(Row(words, row.page))
    return cells
