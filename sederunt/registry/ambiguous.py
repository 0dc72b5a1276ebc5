"""Words that name nobody for certain: they belonged to several participants on a day, or belong to none.

What belongs here: the table of such words (``data/ambiguous.tsv``) and when they apply. What does not: choosing among
the claims on a form by date (``matching``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from sederunt.registry.files import alternatives, day, read_rows
from sederunt.registry.keys import name_key

Period = tuple[date | None, date | None]


@cache
def _periods(language: str) -> Mapping[str, tuple[Period, ...]]:
    """By key, the periods in which it is ambiguous in that language."""
    found: dict[str, tuple[Period, ...]] = {}
    for row in read_rows("ambiguous.tsv"):
        period = day(row["valid_from"]), day(row["valid_to"])
        for key in map(name_key, alternatives(row[language])):
            found[key] = (*found.get(key, ()), period)
    return found


def is_ambiguous(key: str, language: str, on: date | None) -> bool:
    """Whether a key cannot be told on that day; without a day, today."""
    for first, last in _periods(language).get(key, ()):
        if on is None and last is None:
            return True
        if on is not None and (first or date.min) <= on <= (last or date.max):
            return True
    return False
