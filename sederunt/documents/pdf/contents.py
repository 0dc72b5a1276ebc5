"""Tables of contents: entries that lead to a page number, by dots or by a column of numbers at the right edge.

What belongs here: which rows of a page are entries of one. What does not: what the chapters are (``facts/``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sederunt.documents.pdf.rows import Row

#: Dots or middle dots that lead the eye, as one word or as several.
_LEADER = re.compile(r"[.…·․‥]{4,}|…{2,}")
_DOTS = frozenset(".…·․‥")
#: A row of so many words of nothing but dots is led by them.
_MIN_DOTS = 4
_NUMBER = re.compile(r"\d{1,4}")
#: A page holds a table of contents where so many rows lead to numbers; without dots more are asked for.
_MIN_LED = 2
_MIN_NUMBERED = 5
#: The numbers of one column end within so many points of one another, behind a gap of so many ems.
_EDGE = 2.0
_GAP = 1.5
#: An entry may be wrapped over so many rows.
_WRAPPED = 3
_LEADING = 1.6


def mark_contents(rows: Sequence[Row], n_pages: int) -> None:
    """Set ``is_led`` of rows that end in a page number, and ``is_contents`` of all rows of the table they are in."""
    led = [index for index, row in enumerate(rows) if _is_led(row)]
    if len(led) < _MIN_LED:
        led = _numbered(rows, n_pages)
    if not led:
        return
    for index in led:
        rows[index].is_led = True
    first = led[0]
    while first > 0 and led[0] - first < _WRAPPED and _goes_on(rows[first - 1], rows[first]):
        first -= 1
    for row in rows[first : led[-1] + 1]:
        row.is_contents = True


def _is_led(row: Row) -> bool:
    dots = 0
    for word in row.words:
        if word.text[-1] not in _DOTS:
            continue
        if _LEADER.search(word.text):
            return True
        dots += word.text[0] in _DOTS and all(character in _DOTS for character in word.text)
    return dots >= _MIN_DOTS


def _numbered(rows: Sequence[Row], n_pages: int) -> list[int]:
    """The rows that end in a number at one edge behind a gap, the numbers rising as pages do."""
    found = [
        index
        for index, row in enumerate(rows)
        if len(row.words) > 1
        and _NUMBER.fullmatch(row.words[-1].text)
        and row.words[-1].x0 - row.words[-2].x1 > _GAP * row.size
        and not row.words[0].text.isdigit()
    ]
    if len(found) < _MIN_NUMBERED:
        return []
    edges = [rows[index].x1 for index in found]
    numbers = [int(rows[index].words[-1].text) for index in found]
    is_rising = all(one <= other for one, other in pairwise(numbers)) and numbers[0] < numbers[-1] <= n_pages + 10
    return found if is_rising and max(edges) - min(edges) < _EDGE else []


def _goes_on(above: Row, row: Row) -> bool:
    """Whether an entry began in the row above: it stands close, ends no sentence, and is set alike."""
    return (
        0 < above.base - row.base < _LEADING * row.size
        and abs(above.size - row.size) < 0.3
        and not above.words[-1].text.endswith((".", ":"))
    )
