"""Labels and report in one form: rows whose values can be compared, whoever wrote them.

What belongs here: what counts as the same (names by the participant that they resolve to, words by their letters,
items and paragraphs whatever their spacing). What does not: which columns make a fact, and counting (``scoring``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from sederunt.evaluation.labels import Labels, Row
from sederunt.registry import bodies, lookup, name_key, participants
from sederunt.report import Report

#: Labels tell the staff of a body from the Secretariat; the tables of the warehouse have one word for both.
_SAME_CAPACITY = {"secretariat": "un_secretariat"}
#: Words of which one holds the other are the same name only if the shorter has so many letters.
_MIN_SHARED = 4
#: Words of a place with no more letters than this say nothing of it.
_SMALL = 2


@dataclass(eq=False)
class Comparable:
    """One row: ``values`` are compared, ``shown`` is for a person. Rows as read also have their span in the text."""

    values: dict[str, Any]
    shown: Row
    span: tuple[int, int] | None = None


Tables = dict[str, list[Comparable]]


@dataclass(frozen=True)
class Identity:
    """Who is meant by words of a report in one language and of one day."""

    language: str
    on: date | None = None
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, participant: str | None, name: str | None) -> str:
        """The participant's id where it is given or the name resolves to one, else the letters of the name."""
        if participant:
            return participant
        words = " ".join((name or "").split())
        if words not in self._known:
            match = lookup(words, self.language, self.on) if words else None
            self._known[words] = match.participant_id if match else name_key(words)
        return self._known[words]

    def of_principal(self, name: str) -> str:
        """The principal: also "the European Union and its member States" is the European Union."""
        if is_id(name) or (whole := self.of(None, name)) != name_key(name):
            return name if is_id(name) else whole
        words = name.split()
        for end in range(len(words) - 1, 0, -1):
            head, rest = " ".join(words[:end]), " ".join(words[end:])
            if (found := self.of(None, head)) != name_key(head):
                return found if not any(self.of(None, w) != name_key(w) for w in rest.split()) else whole
        return whole


@cache
def _bodies(language: str) -> Mapping[str, str]:
    """Ids of the registered bodies by the letters of their names in a language."""
    return {name_key(name): body.body_id for body in bodies().values() for name in body.names.get(language, ())}


def is_id(words: str) -> bool:
    """Whether words are a participant's id and no name: "WHO" is none."""
    return words in participants()


def is_part(one: Any, other: Any) -> bool:
    """Whether one value says part of what the other says: "President" and "President of the Board", by their letters;
    for sets, whether one holds the other.
    """
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one <= other or other <= one
    short, long = sorted((str(one), str(other)), key=len)
    return len(short) >= _MIN_SHARED and short in long


def _large_words(words: str) -> frozenset[str]:
    """The words without small ones, by their letters: of a place, "at", "in" and commas differ without meaning."""
    keys = [name_key(word) for word in words.split()]
    return frozenset(key for key in keys if len(key) > _SMALL) or frozenset(keys)


def item_key(item: str) -> str:
    """The number of an agenda item without its spaces: ``3(b)(i)``."""
    return "".join(item.split()).casefold()


def of_labels(labels: Labels, on: date | None) -> Tables:
    """The rows of the labels. ``on`` is the day at which names are resolved: that of the meeting."""
    identity = Identity(labels.language, on)
    return {
        name: [Comparable(_values(name, row, identity), dict(row)) for row in rows]
        for name, rows in labels.tables.items()
    }


def of_report(report: Report, labels: Labels, on: date | None) -> Tables:
    """The rows of a report, by the tables and keys of the labels."""
    identity = Identity(labels.language, on)
    found: Tables = {}
    for name, rows in _from_frames(report).items():
        found[name] = []
        for row in rows:
            span = (row["span_start"], row["span_end"]) if row.get("span_start") is not None else None
            shown = {column: value for column, value in row.items() if column not in ("span_start", "span_end")}
            found[name].append(Comparable(_values(name, row, identity), shown, span))
    return found


#: For each table of the labels, that of the report and its columns by the labels' names.
_SOURCES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "meetings": (
        "meetings",
        {
            "meeting": "meeting_id", "body": "body_name", "ordinal": "ordinal", "starts_on": "starts_on",
            "ends_on": "ends_on", "place": "place", "sittings": "n_sittings", "adopted_on": "adopted_on",
        },
    ),
    "attendance": (
        "attendance",
        {
            "meeting": "meeting_id", "participant": "participant_id", "name": "name_as_written",
            "capacity": "capacity", "paragraph": "paragraph",
        },
    ),
    "unresolved": ("unresolved_names", {"name": "name_as_written", "paragraph": "paragraph", "kind": "list_kind"}),
    "attendance_counts": (
        "attendance_lists",
        {"meeting": "meeting_id", "capacity": "capacity", "count": "n_stated", "paragraph": "paragraph"},
    ),
    "statements": (
        "statements",
        {
            "meeting": "meeting_id", "paragraph": "paragraph", "items": "agenda_items", "kind": "kind",
            "capacity": "capacity", "name": "name_as_written", "person": "person", "participant": "participant_id",
            "principals": "on_behalf_of",
        },
    ),
    "statement_counts": (
        "statement_counts",
        {
            "meeting": "meeting_id", "paragraph": "paragraph", "items": "agenda_items", "capacity": "capacity",
            "count": "n_stated",
        },
    ),
    "officers": (
        "officers", {"meeting": "meeting_id", "role": "role", "person": "person", "participant": "participant_id"}
    ),
    "agenda": ("agenda_items", {"meeting": "meeting_id", "item": "item", "title": "title"}),
    "documents": ("meeting_documents", {"meeting": "meeting_id", "symbol": "symbol", "title": "title"}),
    "credentials": ("credentials", {"participant": "participant_id", "name": "name_as_written"}),
}  # fmt: skip


def _from_frames(report: Report) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {}
    for name, (source, columns) in _SOURCES.items():
        tables[name] = [
            {**{own: row[column] for own, column in columns.items()}, "span_start": row["span_start"],
             "span_end": row["span_end"]}
            for row in report.frames[source].iter_rows(named=True)
        ]  # fmt: skip
    for row, held in zip(tables["officers"], report.frames["officers"].iter_rows(named=True), strict=True):
        if held["subsidiary_body"]:
            row["role"] = f"{row['role']}, {held['subsidiary_body']}"
    tables["unresolved"] = [row for row in tables["unresolved"] if row.pop("kind") == "attendance"]
    tables["attendance_counts"] = [row for row in tables["attendance_counts"] if row["count"] is not None]
    return tables


def _values(table: str, row: Row, identity: Identity) -> dict[str, Any]:
    """The columns of a row in comparable form; empty ones are None."""
    values: dict[str, Any] = {}
    for column, value in row.items():
        if value in (None, "", []):
            values[column] = None
        elif column in ("starts_on", "ends_on", "adopted_on"):
            values[column] = str(value)
        elif column in ("name", "person", "title", "role"):
            values[column] = name_key(value)
        elif column == "place":
            values[column] = _large_words(value)
        elif column == "symbol":
            values[column] = "".join(value.split()).casefold()
        elif column == "body":
            values[column] = _bodies(identity.language).get(name_key(value), name_key(value))
        elif column == "items":
            values[column] = frozenset(map(item_key, value))
        elif column == "principals":
            values[column] = frozenset(map(identity.of_principal, value))
        elif column == "item":
            values[column] = item_key(value)
        elif column == "paragraph":
            values[column] = " ".join(value.split()).casefold()
        elif column == "capacity":
            values[column] = _SAME_CAPACITY.get(value, value)
        else:
            values[column] = value
    if table in ("attendance", "unresolved", "statements", "officers", "credentials"):
        values["who"] = identity.of(row.get("participant"), row.get("name")) or values.get("person") or ""
    if table == "meetings" and "starts_on" in values:
        values["days"] = values["starts_on"] and f"{values['starts_on']}/{values['ends_on']}"
    if table == "documents":
        values["document"] = values.get("symbol") or values.get("title")
    return values


def one_chapter(paragraphs: Iterable[str | None]) -> bool:
    """Whether paragraph numbers do without the chapter: then it is left out on the other side too."""
    return not any("." in paragraph for paragraph in paragraphs if paragraph)


def without_chapter(rows: Sequence[Comparable]) -> None:
    """Take the chapter off the paragraph numbers of rows: ``II.4`` becomes ``4``."""
    for row in rows:
        if row.values.get("paragraph"):
            row.values["paragraph"] = row.values["paragraph"].rsplit(".", 1)[-1]
