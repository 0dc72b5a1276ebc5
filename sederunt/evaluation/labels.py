"""Labels: the facts that a person found in one report by reading it.

What belongs here: reading a folder of labels into ``Labels``. What does not: how labels are compared (``rows``,
``scoring``).

A folder is named after the stem of its report and holds ``meeting.json`` and tab-separated files with a header row and
no quoting: ``attendance.tsv`` (meeting, capacity, name, participant, paragraph, note), ``attendance_counts.tsv``
(meeting, capacity, count, paragraph), ``statements.tsv`` (paragraph, item, kind, capacity, name, person, participant,
on_behalf_of, note), ``statement_counts.tsv`` (paragraph, item, capacity, count). An empty cell says that the report
says nothing. Participants are ISO 3166 codes, empty for organizations.

A file ``partial`` in the folder says that not the whole report was labelled: statements are then compared in the
labelled paragraphs alone, attendance in the labelled lists alone.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sederunt.evaluation.errors import EvaluationError

Row = dict[str, Any]
#: The family of a report for which none is given.
UNKNOWN = "unknown"
#: Optional file of a folder of labels: the family of each report, columns ``report`` and ``family``.
FAMILIES = "families.tsv"
#: A note that begins so makes a row of ``attendance.tsv`` a communication of credentials, which is no attendance.
_CREDENTIALS = "credentials:"
_BETWEEN_ITEMS = re.compile(r"\s*[;,]\s*")


@dataclass(frozen=True)
class Labels:
    """The labels of one report; ``tables`` holds rows by table.

    Rows of all tables name their meeting by ``meeting``, a key of the labels' own, empty where the labels do not tell.

    * ``meetings``: meeting, body, ordinal, starts_on, ends_on, place, sittings, adopted_on
    * ``attendance``: meeting, participant, name, capacity, paragraph
    * ``attendance_counts``: meeting, capacity, count, paragraph
    * ``unresolved``: name, paragraph: names listed among those present that no registry knows
    * ``statements``: paragraph, items (list), kind, capacity, participant, name, person, principals (list), and
      meeting where the labels tell it
    * ``statement_counts``: paragraph, items, capacity, count, and meeting where the labels tell it
    * ``officers``: meeting, role, person, participant
    * ``agenda``: meeting, item, title
    * ``documents``: meeting, symbol, title
    * ``credentials``: participant, name

    A table that is not there was not labelled and is not compared.
    """

    stem: str
    language: str
    family: str
    tables: Mapping[str, Sequence[Row]]
    is_partial: bool = False


def read_families(path: Path) -> dict[str, str]:
    """Families by report, from a file with the columns ``report`` and ``family``. Raises ``EvaluationError``."""
    return {row["report"]: row["family"] for row in _rows(path, ("report", "family"))}


def read_labels(folder: Path, families: Mapping[str, str] | None = None) -> Labels:
    """The labels in a folder. The family is that of ``meeting.json`` (key ``family``), else that of ``families``, else
    unknown.

    Raises ``EvaluationError`` for files that are missing or not in the layout.
    """
    about = _json(folder / "meeting.json")
    tables = _of_meetings(about, folder / "meeting.json")
    attendance = _rows(folder / "attendance.tsv", ("meeting", "capacity", "name", "participant", "paragraph", "note"))
    tables["attendance"] = [row for row in attendance if not row["note"].startswith(_CREDENTIALS)]
    if communicated := [row for row in attendance if row["note"].startswith(_CREDENTIALS)]:
        tables["credentials"] = communicated
    numbers = _rows(folder / "attendance_counts.tsv", ("meeting", "capacity", "count", "paragraph"), optional=True)
    tables["attendance_counts"] = [{**row, "count": _number(row["count"], folder)} for row in numbers]
    columns = ("paragraph", "item", "kind", "capacity", "name", "person", "participant", "on_behalf_of")
    tables["statements"] = [
        {**row, "items": _parts(row["item"]), "principals": [p for p in row["on_behalf_of"].split("; ") if p]}
        for row in _rows(folder / "statements.tsv", columns)
    ]
    numbers = _rows(folder / "statement_counts.tsv", ("paragraph", "item", "capacity", "count"), optional=True)
    tables["statement_counts"] = [
        {**row, "items": _parts(row["item"]), "count": _number(row["count"], folder)} for row in numbers
    ]
    family = about.get("family") or (families or {}).get(folder.name) or UNKNOWN
    return Labels(folder.name, about["language"], family, tables, (folder / "partial").exists())


def _of_meetings(about: Mapping[str, Any], path: Path) -> dict[str, list[Row]]:
    """The tables that stand in ``meeting.json``."""
    try:
        adopted_on = about["adopted_on"]
        return {
            "meetings": [
                {
                    "meeting": entry["key"], "body": entry["body"], "ordinal": entry["ordinal"],
                    "starts_on": entry["starts_on"], "ends_on": entry["ends_on"], "place": entry["place"],
                    "sittings": entry["sittings"], "adopted_on": adopted_on,
                }
                for entry in about["meetings"]
            ],
            "officers": [dict(entry) for entry in about["officers"]],
            "agenda": [{**entry, "item": entry["number"]} for entry in about["agenda"]],
            "documents": [{"meeting": "", **entry} for entry in about["documents"]],
        }  # fmt: skip
    except KeyError as error:
        raise EvaluationError(f"{path}: the key {error} is missing: see the layout of labels") from error


def _json(path: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be opened: {error.strerror}") from error
    except ValueError as error:
        raise EvaluationError(f"{path}: is no JSON: {error}") from error
    if "language" not in about:
        raise EvaluationError(f"{path}: the key 'language' is missing: name the language of the report")
    return about


def _rows(path: Path, columns: Sequence[str], optional: bool = False) -> list[dict[str, str]]:
    if optional and not path.exists():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
            rows, header = list(reader), reader.fieldnames or []
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be opened: {error.strerror}") from error
    if missing := [column for column in columns if column not in header]:
        raise EvaluationError(f"{path}: has no column {', '.join(missing)}; it has {', '.join(header)}")
    for number, row in enumerate(rows, 2):
        if None in row:
            raise EvaluationError(f"{path}, line {number}: has more cells than the header")
    return rows


def _parts(items: str) -> list[str]:
    return [part for part in _BETWEEN_ITEMS.split(items.strip()) if part]


def _number(words: str, folder: Path) -> int:
    try:
        return int(words)
    except ValueError as error:
        raise EvaluationError(f"{folder}: the count “{words}” is no whole number") from error
