"""Whether the expressions of a work in several languages state the same facts, fact by fact.

What belongs here: the comparison of rows. What is compared of each table is declared in ``agreement.toml``. What does
not: which expressions there are (``works.py``), which meetings are the same (``alignment.py``), reading and writing
tables (``expressions.py``).

One language is preferred, and each other is compared with it. A fact agrees if every language states it alike.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Row = Mapping[str, Any]
#: Ids of participants; anything else in ``on_behalf_of`` is the words of a source.
_ID = re.compile(r"[A-Z]{3,4}|[a-z]+:\S+")
_SPANS = ("document_id", "paragraph", "span_start", "span_end")


@dataclass(frozen=True, slots=True)
class Fact:
    """What is compared of a table."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Expression:
    """The rows of a work in one language, by table, each in the order of the text."""

    language: str
    document_id: str
    rows: Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that two languages do not state alike: ``what`` is ``missing`` (the other does not state it), ``extra``
    (it alone does) or the column that differs. ``row`` and ``other_row`` are None where that side does not state it.
    """

    fact: str
    key: tuple[Any, ...]
    what: str
    row: Row | None
    other_row: Row | None
    other_language: str


@dataclass(frozen=True)
class Agreement:
    """How far the languages agree on the facts of one table."""

    fact: str
    n_agree: int
    n_differ: int
    differences: Sequence[Difference]


@cache
def compared_facts() -> tuple[Fact, ...]:
    """The tables that are compared, as ``agreement.toml`` declares them."""
    return tuple(
        Fact(table, tuple(entry["key"]), tuple(entry["columns"]))
        for table, entry in _declared().items()
        if table != "same"
    )


@cache
def _declared() -> Mapping[str, Any]:
    return tomllib.loads((files("warehouse") / "agreement.toml").read_text("utf-8"))


def compare(preferred: Expression, others: Sequence[Expression]) -> list[Agreement]:
    """The agreement of a preferred expression with others, for every table of which one of them has rows."""
    found = (_compare_table(fact, preferred, others) for fact in compared_facts())
    return [one for one in found if one.n_agree or one.n_differ]


def _compare_table(fact: Fact, preferred: Expression, others: Sequence[Expression]) -> Agreement:
    own = _by_place(fact, preferred.rows.get(fact.table, ()))
    places = dict.fromkeys(own)
    differing: set[Any] = set()
    differences: list[Difference] = []
    for other in others:
        rows = _by_place(fact, other.rows.get(fact.table, ()))
        places.update(dict.fromkeys(rows))
        for place in dict.fromkeys((*own, *rows)):
            mine, theirs = own.get(place), rows.get(place)
            if mine is not None and theirs is not None and mine.values == theirs.values:
                continue  # nearly all of them
            differences += _unlike(fact, place[0], mine, theirs, other.language)
            differing.add(place)
    return Agreement(fact.table, len(places) - len(differing), len(differing), differences)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A row, and the values by which it is compared."""

    row: Row
    values: tuple[Any, ...]


def _by_place(fact: Fact, rows: Iterable[Row]) -> dict[tuple[tuple[Any, ...], int], _Stated]:
    """Rows by their key and, of several with one key, their place among them."""
    counts: dict[tuple[Any, ...], int] = defaultdict(int)
    found: dict[tuple[tuple[Any, ...], int], _Stated] = {}
    for row in rows:
        key = tuple(row[column] for column in fact.key)
        found[key, counts[key]] = _Stated(row, tuple(comparable(row[column]) for column in fact.columns))
        counts[key] += 1
    return found


def _unlike(
    fact: Fact, key: tuple[Any, ...], mine: _Stated | None, theirs: _Stated | None, language: str
) -> Iterator[Difference]:
    row, other = (None if one is None else one.row for one in (mine, theirs))
    if mine is None or theirs is None:
        yield Difference(fact.table, key, "extra" if mine is None else "missing", row, other, language)
        return
    for column, value, other_value in zip(fact.columns, mine.values, theirs.values, strict=True):
        if value != other_value:
            yield Difference(fact.table, key, column, row, other, language)


def comparable(value: Any) -> Any:
    """A value as it is compared: lists in one order, words that name no participant as a mere somebody."""
    if isinstance(value, list):
        return sorted(part if _ID.fullmatch(part) or part[:1].isdigit() else "…" for part in value)
    return _declared()["same"].get(value, value) if isinstance(value, str) else value


def value_of(row: Row | None, what: str) -> str | None:
    """What a row states in the column that differs, in words; None for a fact that is missing."""
    value = None if row is None else row.get(what)
    return ", ".join(map(str, value)) if isinstance(value, list) else None if value is None else str(value)


def in_words(one: Difference, language: str) -> str:
    """A difference for a person: ``FRA, paragraph 3: kind is statement in en, opening in fr``."""
    place = one.row or one.other_row or {}
    names = next(fact.key for fact in compared_facts() if fact.table == one.fact)
    told = {name: value for name, value in zip(names, one.key, strict=True) if value is not None}
    parts = [str(value) for name, value in told.items() if name not in ("meeting_id", "paragraph")]
    if place["paragraph"]:
        parts = [*(parts or [told["meeting_id"]]), f"paragraph {place['paragraph']}"]
    subject = ", ".join(parts) or told["meeting_id"]
    if one.what == "missing":
        return f"{subject}: in {language}, not in {one.other_language}"
    if one.what == "extra":
        return f"{subject}: in {one.other_language}, not in {language}"
    mine, other = (value_of(row, one.what) or "nothing" for row in (one.row, one.other_row))
    return f"{subject}: {one.what} is {mine} in {language}, {other} in {one.other_language}"


def place_of(row: Row | None, counterpart: Row | None, rows: Sequence[Row]) -> Row:
    """Where one side states a fact or, for one that it does not state, where it states another of the same paragraph;
    without any span where it has none.
    """
    if row is not None:
        return {name: row[name] for name in _SPANS}
    paragraph = counterpart["paragraph"] if counterpart else None
    near = next((one for one in rows if paragraph is not None and one["paragraph"] == paragraph), None)
    return {name: near[name] for name in _SPANS} if near else dict.fromkeys(_SPANS)
