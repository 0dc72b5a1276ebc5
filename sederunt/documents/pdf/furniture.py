"""Page heads and feet of a PDF: what stands in the same place of many pages, outside their text.

What belongs here: places at the upper and lower edge that hold the same words, or page and job numbers, on most of the
pages. What does not: what a page number looks like (``documents/furniture.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sederunt.documents.furniture import form, is_furniture
from sederunt.documents.pdf.rows import Row

#: So many rows from an edge may be furniture.
_DEPTH = 6
#: Rows within so many points stand in one place.
_PLACE = 3.0
#: A place is one of furniture where at least this share of what stands in it is repeated, on at least two pages.
_MIN_SHARE = 0.6
#: A head repeats on at least so many of the pages (those of chapters change).
_MIN_PAGES = 2


def strip_furniture(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """The rows of each page without its head and foot. The head of the first page states symbol, date and title; it is
    kept.
    """
    feet = _places(pages, -1)
    heads = _places(pages[1:], 0)
    stripped: list[list[Row]] = []
    for index, rows in enumerate(pages):
        last = len(rows) - _taken(rows[::-1], feet)
        first = _taken(rows[:last], heads) if index else 0
        stripped.append(rows[first:last])
    return stripped


def words_of(row: Row) -> str:
    """The words of a row as they stand, from left to right."""
    return " ".join(word.text for word in row.words)


def _edge(rows: Sequence[Row], side: int) -> Iterable[Row]:
    return rows[:_DEPTH] if side == 0 else rows[-_DEPTH:]


def _places(pages: Sequence[Sequence[Row]], side: int) -> list[tuple[float, frozenset[str]]]:
    """Base lines at an edge that hold furniture, with the forms that are repeated in them."""
    found: dict[int, list[tuple[Row, str]]] = defaultdict(list)
    for rows in pages:
        for row in _edge(rows, side):
            found[round(row.base / _PLACE)].append((row, form(words_of(row))))
    places: list[tuple[float, frozenset[str]]] = []
    for place in found:
        near = [entry for offset in (-1, 0, 1) for entry in found.get(place + offset, ())]
        forms = [text for _, text in near]
        repeated = frozenset(text for text in forms if forms.count(text) >= _MIN_PAGES)
        share = sum(text in repeated or is_furniture(words_of(row)) for row, text in near) / len(near)
        if repeated and share >= _MIN_SHARE:
            places.append((place * _PLACE, repeated))
    return places


def _taken(rows: Sequence[Row], places: Sequence[tuple[float, frozenset[str]]]) -> int:
    """How many rows from the edge on are furniture."""
    taken = 0
    for row in rows[:_DEPTH]:
        words = words_of(row)
        if not is_furniture(words) and not any(
            abs(row.base - base) <= 2 * _PLACE and form(words) in forms for base, forms in places
        ):
            break
        taken += 1
    return taken
