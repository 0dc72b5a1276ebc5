"""Page heads and feet of a PDF: what stands in the same place of many pages, outside their text.

What belongs here: words at the upper and lower edge that pages near one another have in the same place, numbers left
open. What does not: what a page number looks like (``documents/furniture.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sederunt.documents.furniture import form, is_furniture, is_job_number
from sederunt.documents.pdf.rows import Row, is_raised

#: So many rows from an edge may be furniture.
_DEPTH = 6
#: Rows whose base lines differ by less than twice so many points stand in one place.
_PLACE = 1.5
#: Words are repeated where they stand in the same place so many pages further on: heads differ on left and right pages.
_NEAR = 2
#: A place is one of furniture where of the rows in it so many are repeated: text begins at the same height on many
#: pages, and now and then with the same words.
_MIN_SHARE = 0.6


class _Edge:
    """What stands at the upper or at the lower edge of the pages: on which page, in which form, how high."""

    def __init__(self, pages: Mapping[int, Sequence[Row]]) -> None:
        self.found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for page, rows in pages.items():
            for row in rows:
                if not begins_note(row):
                    self.found[round(row.base / _PLACE)].append((page, _kind(row)))
        self.shares: dict[int, float] = {}

    def _near(self, place: int) -> list[tuple[int, str]]:
        return [entry for offset in (-1, 0, 1) for entry in self.found.get(place + offset, ())]

    def is_furniture(self, row: Row) -> bool:
        """Whether the row stands in a place of furniture, and a page nearby has words of the same form there."""
        place = round(row.base / _PLACE)
        return _is_repeated((row.page, _kind(row)), self._near(place)) and self._share(place) >= _MIN_SHARE

    def _share(self, place: int) -> float:
        if place not in self.shares:
            near = self._near(place)
            self.shares[place] = sum(_is_repeated(entry, near) for entry in near) / len(near) if near else 0.0
        return self.shares[place]


def strip_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of each page without its head and foot. The head of the first page states symbol, date and title; it is
    kept.
    """
    heads = _Edge({index: rows[:_DEPTH] for index, rows in enumerate(pages) if index})
    feet = _Edge({index: rows[-_DEPTH:] for index, rows in enumerate(pages)})
    first_words = " ".join(row.text for row in pages[0])
    stripped: list[list[Row]] = []
    for index, rows in enumerate(pages):
        last = len(rows) - _taken(rows[::-1], feet, "")
        first = _taken(rows[:last], heads, first_words) if index else 0
        stripped.append(list(rows[first:last]))
    return stripped


def begins_note(row: Row) -> bool:
    """Whether a row begins with a raised label."""
    return len(row.words) > 1 and is_raised(row.words[0], row)


def _kind(row: Row) -> str:
    """The form of a row; numbers and symbols of any form are one kind."""
    words = row.text
    return "#" if is_furniture(words) else form(words)


def _is_repeated(entry: tuple[int, str], entries: Sequence[tuple[int, str]]) -> bool:
    page, kind = entry
    return any(kind == other_kind and 0 < abs(page - other) <= _NEAR for other, other_kind in entries)


def _taken(rows: Sequence[Row], edge: _Edge, first_words: str) -> int:
    """How many rows from the edge on are furniture. ``first_words`` are those of the first page, where the symbol that
    is repeated at the head of the others stands.
    """
    taken = 0
    for row in rows[:_DEPTH]:
        words = row.text
        is_head = is_furniture(words) and words in first_words
        if begins_note(row) or not (is_head or is_job_number(words) or edge.is_furniture(row)):
            break
        taken += 1
    return taken
