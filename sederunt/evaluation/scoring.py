"""Comparing a report with its labels: counts and differences for every fact.

What belongs here: which columns make a fact, pairing meetings and speakers, matching rows as multisets. What does not:
bringing values into one form (``rows``), adding up over reports (``cells``).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sederunt.evaluation.labels import Labels, Row
from sederunt.evaluation.rows import Comparable, Tables, is_part, of_labels, of_report, one_chapter, without_chapter
from sederunt.report import Report


@dataclass(frozen=True, slots=True)
class Fact:
    """What is compared of a table: rows are the same fact where all ``columns`` are equal.

    Rows in which one of ``stated`` is empty state no such fact. ``once`` facts hold or do not, however often a report
    says so. ``of`` names the fact of which this one tells a further column, the last: a row that differs in it alone is
    shown as one difference, and a row that is missed altogether is shown there and not again here. ``shown_with`` names
    a fact of other columns with which the same rows are shown.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    stated: tuple[str, ...] = ()
    once: bool = False
    of: str = ""
    shown_with: str = ""


_SPEECH = ("meeting", "paragraph", "who")
FACTS: tuple[Fact, ...] = (
    Fact("meetings", "meetings", ("meeting", "body", "ordinal", "days")),
    Fact("meetings.body", "meetings", ("meeting", "body"), ("body",), of="meetings"),
    Fact("meetings.ordinal", "meetings", ("meeting", "ordinal"), ("ordinal",), of="meetings"),
    Fact("meetings.days", "meetings", ("meeting", "days"), ("days",), of="meetings"),
    Fact("meetings.place", "meetings", ("meeting", "place"), ("place",), of="meetings"),
    Fact("meetings.sittings", "meetings", ("meeting", "sittings"), ("sittings",), of="meetings"),
    Fact("meetings.adopted", "meetings", ("meeting", "adopted_on"), ("adopted_on",), of="meetings"),
    Fact("attendance", "attendance", ("meeting", "who"), once=True),
    Fact("attendance.capacity", "attendance", ("meeting", "who", "capacity"), once=True, of="attendance"),
    Fact("attendance.names", "names", ("who",), once=True, shown_with="attendance"),
    Fact("attendance.counts", "attendance_counts", ("meeting", "capacity", "count")),
    Fact("statements", "statements", _SPEECH),
    Fact("statements.item", "statements", (*_SPEECH, "items"), ("items",), of="statements"),
    Fact("statements.kind", "statements", (*_SPEECH, "kind"), of="statements"),
    Fact("statements.principal", "principals", (*_SPEECH, "principal"), ("principal",), of="statements"),
    Fact("statements.capacity", "statements", (*_SPEECH, "capacity"), ("capacity",), of="statements"),
    Fact("statements.person", "statements", (*_SPEECH, "person"), ("person",), of="statements"),
    Fact("statements.counts", "statement_counts", ("meeting", "paragraph", "capacity", "count")),
    Fact("officers", "officers", ("meeting", "person", "who")),
    Fact("officers.role", "officers", ("meeting", "person", "who", "role"), of="officers"),
    Fact("agenda", "agenda", ("meeting", "item"), once=True),
    Fact("agenda.title", "agenda", ("meeting", "item", "title"), once=True, of="agenda"),
    Fact("documents", "documents", ("meeting", "document"), once=True),
    Fact("credentials", "credentials", ("who",), once=True),
)


@dataclass(frozen=True, slots=True)
class Score:
    """How many facts the labels state, the reader found, and both have in common."""

    expected: int = 0
    found: int = 0
    matched: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.expected + other.expected, self.found + other.found, self.matched + other.matched)

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        return self.matched / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found; None where nothing is there."""
        return self.matched / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where nothing is there and nothing was found."""
        return 2 * self.matched / (self.expected + self.found) if self.expected + self.found else None


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that only one side has, or (both given) that differs in the last column of the fact; ``span`` is that of
    the row as read.
    """

    fact: str
    expected: Row | None
    found: Row | None
    span: tuple[int, int] | None


@dataclass(frozen=True)
class Comparison:
    """Scores by fact, in the order of ``FACTS``, and all differences."""

    scores: Mapping[str, Score]
    differences: Sequence[Difference]


def compare(labels: Labels, report: Report | None) -> Comparison:
    """A report against its labels; None is a report that could not be read, in which nothing was found."""
    on = _day(labels)
    expected = of_labels(labels, on)
    found: Tables = of_report(report, labels, on) if report else {}
    _name_tables(expected, found)
    if report:
        _pair_meetings(expected["meetings"], found)
        _settle(expected, found, labels)
    for tables in (expected, found):
        tables["principals"] = [one for row in tables.get("statements", []) for one in _by_principal(row)]
    scores: dict[str, Score] = {}
    differences: list[Difference] = []
    for fact in FACTS:
        if fact.table in expected and _is_labelled(fact, expected[fact.table]):
            told = {
                id(row)
                for one in differences
                if one.fact == (fact.of or fact.shown_with)
                for row in (one.expected, one.found)
            }
            scores[fact.name], unlike = _score(fact, expected[fact.table], found.get(fact.table, []), told)
            differences += unlike
    return Comparison(scores, differences)


def _by_principal(row: Comparable) -> list[Comparable]:
    """A statement once for each of its principals; once without any."""
    principals = row.values.get("principals") or (None,)
    return [Comparable({**row.values, "principal": principal}, row.shown, row.span) for principal in principals]


def _is_labelled(fact: Fact, rows: Sequence[Comparable]) -> bool:
    """Whether the labels have the column that the fact is about; those of a sample may leave some out."""
    return not rows or any(fact.columns[-1] in row.values for row in rows)


def _day(labels: Labels) -> date | None:
    days = [row["starts_on"] for row in labels.tables.get("meetings", ()) if row["starts_on"]]
    return date.fromisoformat(min(days)) if days else None


def _name_tables(expected: Tables, found: Tables) -> None:
    """Table ``names``: all names listed among those present, whether the registry knows them or not."""
    for tables in (expected, found):
        listed = [*tables.get("attendance", []), *tables.pop("unresolved", [])]
        tables["names"] = [Comparable(dict(row.values), row.shown, row.span) for row in listed]


def _pair_meetings(expected: Sequence[Comparable], found: Tables) -> None:
    """Give the rows as read the labels' keys of their meetings: pairs that agree in most columns, the best first."""
    columns = ("body", "ordinal", "days", "place")
    left, right = list(expected), list(found["meetings"])
    keys: dict[str, str] = {}

    def agreement(pair: tuple[Comparable, Comparable]) -> int:
        values = [(pair[0].values.get(column), pair[1].values.get(column)) for column in columns]
        same = [bool(one == other) for one, other in values if one and other]
        near = [is_part(one, other) for one, other in values if one and other]
        return 2 * sum(same) + sum(near)

    while left and right:
        one, other = max(((one, other) for one in left for other in right), key=agreement)
        left.remove(one)
        right.remove(other)
        keys[other.values["meeting"]] = one.values["meeting"]
        _align(one, other, "place")
    for rows in found.values():
        for row in rows:
            if "meeting" in row.values:
                row.values["meeting"] = keys.get(row.values["meeting"], row.values["meeting"])


def _align(expected: Comparable, found: Comparable, column: str) -> None:
    """Words of which one side says more than the other count as the same: "Geneva", "Palais des Nations, Geneva"."""
    one, other = expected.values.get(column), found.values.get(column)
    if one and other and is_part(one, other):
        found.values[column] = one


def _settle(expected: Tables, found: Tables, labels: Labels) -> None:
    """What the labels leave out is left out on the other side too; names without a code are compared by their words."""
    for table in ("statements", "statement_counts", "documents"):
        if not any(row.values.get("meeting") for row in expected.get(table, [])):
            for row in found[table]:
                row.values["meeting"] = None
    for table in ("statements", "statement_counts"):
        if one_chapter(row.values.get("paragraph") for row in expected.get(table, [])):
            without_chapter(found[table])
    if labels.is_partial:
        _keep_labelled(expected, found)
    _settle_names(expected.get("statements", []), found["statements"], ("meeting", "paragraph"))
    _settle_names(expected.get("attendance", []), found["attendance"], ("meeting",))
    _settle_names(expected["names"], found["names"], ())


def _keep_labelled(expected: Tables, found: Tables) -> None:
    """Of a report that is labelled in part: statements of the labelled paragraphs, attendance of the labelled lists."""
    scopes: Mapping[str, Callable[[Comparable], Any]] = {
        "statements": lambda row: row.values.get("paragraph"),
        "attendance": lambda row: (row.values.get("meeting"), row.values.get("capacity")),
        "attendance_counts": lambda row: (row.values.get("meeting"), row.values.get("capacity")),
    }
    for table, scope in scopes.items():
        labelled = {scope(row) for row in expected.get(table, [])}
        found[table] = [row for row in found[table] if scope(row) in labelled]
    paragraphs = {row.values["paragraph"] for row in expected.get("statements", [])}
    found["statement_counts"] = [row for row in found["statement_counts"] if row.values["paragraph"] in paragraphs]
    known = {row.values["who"] for row in expected["names"]}
    capacities = {row.values.get("capacity") for row in expected.get("attendance", [])}
    found["names"] = [
        row for row in found["names"] if row.values["who"] in known or row.values.get("capacity") in capacities
    ]


def _settle_names(expected: Sequence[Comparable], found: Sequence[Comparable], place: tuple[str, ...]) -> None:
    """Give a row as read the name of the labels where, at one place, both name the same post, body or person.

    States and other participants with a code are compared by it alone.
    """
    groups: dict[tuple[Any, ...], tuple[list[Comparable], list[Comparable]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((expected, found)):
        for row in rows:
            groups[tuple(row.values.get(column) for column in place)][side].append(row)
    for stated, read in groups.values():
        spare = list(read)
        for row in stated:
            if (same := next((one for one in spare if one.values["who"] == row.values["who"]), None)) is not None:
                spare.remove(same)
        matched = Counter(row.values["who"] for row in read) - Counter(row.values["who"] for row in spare)
        for row in stated:
            if matched[row.values["who"]]:
                matched[row.values["who"]] -= 1
            elif not _has_code(row) and (near := _nearest(row, spare)) is not None:
                near.values["who"] = row.values["who"]
                _align(row, near, "person")
                spare.remove(near)


def _has_code(row: Comparable) -> bool:
    participant = row.shown.get("participant")
    return bool(participant) and ":" not in str(participant)


def _nearest(row: Comparable, spare: Sequence[Comparable]) -> Comparable | None:
    """Among the rows that stand for no State, the one with the same words, else with words that hold or lie in them."""
    candidates = [one for one in spare if not _has_code(one)]
    for column in ("person", "name"):
        value = row.values.get(column)
        for one in candidates:
            if value and one.values.get(column) == value:
                return one
    for column in ("name", "person"):
        value = row.values.get(column)
        for one in candidates:
            if value and one.values.get(column) and is_part(value, one.values[column]):
                return one
    return None


def _score(
    fact: Fact, expected: Sequence[Comparable], found: Sequence[Comparable], told: Collection[int]
) -> tuple[Score, list[Difference]]:
    """``told`` holds the ids of the rows whose difference is shown already."""
    stated, read = _keyed(fact, expected), _keyed(fact, found)
    missing, extra = _left_over(stated, read), _left_over(read, stated)
    n_expected, n_found = sum(map(len, stated.values())), sum(map(len, read.values()))
    score = Score(n_expected, n_found, n_expected - len(missing))
    if fact.of:
        return score, _differences_in_column(fact, (missing, extra), (expected, found), told)
    if fact.table == "meetings":  # what differs between two meetings of one key is told column by column
        keys = {row.values["meeting"] for row in missing} & {row.values["meeting"] for row in extra}
        missing = [row for row in missing if row.values["meeting"] not in keys]
        extra = [row for row in extra if row.values["meeting"] not in keys]
    alone = [Difference(fact.name, row.shown, None, None) for row in missing if id(row.shown) not in told]
    return score, alone + [
        Difference(fact.name, None, row.shown, row.span) for row in extra if id(row.shown) not in told
    ]


def _keyed(fact: Fact, rows: Sequence[Comparable]) -> dict[tuple[Any, ...], list[Comparable]]:
    keyed: dict[tuple[Any, ...], list[Comparable]] = defaultdict(list)
    for row in rows:
        if any(row.values.get(column) is None for column in fact.stated):
            continue
        key = tuple(row.values.get(column) for column in fact.columns)
        if not (fact.once and keyed[key]):
            keyed[key].append(row)
    return keyed


def _left_over(
    rows: Mapping[tuple[Any, ...], list[Comparable]], others: Mapping[tuple[Any, ...], list[Comparable]]
) -> list[Comparable]:
    """Rows that have no counterpart: of equal ones, the last."""
    return [row for key, same in rows.items() for row in same[len(others.get(key, ())) :]]


def _differences_in_column(
    fact: Fact,
    left_over: tuple[Sequence[Comparable], Sequence[Comparable]],
    rows: tuple[Sequence[Comparable], Sequence[Comparable]],
    told: Collection[int],
) -> list[Difference]:
    """Pairs of rows that differ in the last column alone, which one of the two may leave empty; then those alone."""
    *same, column = fact.columns
    missing, extra = left_over
    silent_stated, silent_read = ([row for row in side if row.values.get(column) is None] for side in rows)

    def pop(row: Comparable, others: list[Comparable]) -> Comparable | None:
        key = [row.values.get(name) for name in same]
        found = next((other for other in others if [other.values.get(name) for name in same] == key), None)
        if found is not None:
            others.remove(found)
        return found

    spare = list(extra)
    differences: list[Difference] = []
    for row in missing:
        if (pair := pop(row, spare) or pop(row, silent_read)) is not None:
            differences.append(Difference(fact.name, row.shown, pair.shown, pair.span))
        elif id(row.shown) not in told:
            differences.append(Difference(fact.name, row.shown, None, None))
    for row in spare:
        if (pair := pop(row, silent_stated)) is not None:
            differences.append(Difference(fact.name, pair.shown, row.shown, row.span))
        elif id(row.shown) not in told:
            differences.append(Difference(fact.name, None, row.shown, row.span))
    once = {(id(one.expected), id(one.found)): one for one in differences}
    return list(once.values())


def interval(successes: int, trials: int, z: float = 1.96) -> tuple[float, float] | None:
    """Wilson's score interval of a share (95 % by default); None without trials."""
    if not trials:
        return None
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    # The share itself lies within, also where rounding would put a bound a hair beyond it.
    return min(share, max(0.0, (centre - spread) / scale)), max(share, min(1.0, (centre + spread) / scale))
