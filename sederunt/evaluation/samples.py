"""Labels in the form of the project's samples: ``<stem>.expected.json`` beside the report.

What belongs here: reading such a file into ``Labels``, so that the truth about a sample is written once. What does
not: the row-for-row comparison of every column (``tests/samples``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sederunt.evaluation.errors import EvaluationError
from sederunt.evaluation.labels import UNKNOWN, Labels, Row

#: How the file of the labels of a sample ends.
SUFFIX = ".expected.json"

#: For each table of the labels, the table of the sample and its columns by the labels' names.
_TABLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "meetings": (
        "meetings",
        {
            "meeting": "key", "body": "body_name", "ordinal": "ordinal", "starts_on": "starts_on",
            "ends_on": "ends_on", "place": "place", "sittings": "n_sittings", "adopted_on": "adopted_on",
        },
    ),
    "attendance": (
        "attendance",
        {
            "meeting": "meeting", "participant": "participant_id", "name": "name_as_written",
            "capacity": "capacity", "paragraph": "paragraph",
        },
    ),
    "attendance_counts": (
        "attendance_lists",
        {"meeting": "meeting", "capacity": "capacity", "count": "n_stated", "paragraph": "paragraph"},
    ),
    "statements": (
        "statements",
        {
            "meeting": "meeting", "paragraph": "paragraph", "items": "agenda_items", "kind": "kind",
            "capacity": "capacity", "name": "name_as_written", "person": "person", "participant": "participant_id",
            "principals": "on_behalf_of",
        },
    ),
    "statement_counts": (
        "statement_counts",
        {
            "meeting": "meeting", "paragraph": "paragraph", "items": "agenda_items", "capacity": "capacity",
            "count": "n_stated",
        },
    ),
    "officers": (
        "officers",
        {"meeting": "meeting", "role": "role", "person": "person", "participant": "participant_id"},
    ),
    "agenda": ("agenda_items", {"meeting": "meeting", "item": "item", "title": "title"}),
    "documents": ("meeting_documents", {"meeting": "meeting", "symbol": "symbol", "title": "title"}),
    "credentials": ("credentials", {"participant": "participant_id", "name": "name_as_written"}),
}  # fmt: skip


def read_sample_labels(path: Path, families: Mapping[str, str] | None = None) -> Labels:
    """The labels of a sample. Raises ``EvaluationError`` for a file that is no JSON or names no language."""
    try:
        stated: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise EvaluationError(f"{path}: is no JSON: {error}") from error
    stem = path.name.removesuffix(SUFFIX)
    language = stated.get("document", {}).get("language")
    if not language:
        raise EvaluationError(f"{path}: names no language: add it to 'document'")
    tables = {name: _rows(stated[source], columns) for name, (source, columns) in _TABLES.items() if source in stated}
    if "unresolved_names" in stated:
        unresolved = [row for row in stated["unresolved_names"] if row["list_kind"] == "attendance"]
        tables["unresolved"] = [{"name": row["name_as_written"], "paragraph": row["paragraph"]} for row in unresolved]
    if "attendance_counts" in tables:
        tables["attendance_counts"] = [row for row in tables["attendance_counts"] if row["count"] is not None]
    family = stated["document"].get("family") or (families or {}).get(stem) or UNKNOWN
    return Labels(stem, language, family, tables)


def _rows(stated: list[Row], columns: Mapping[str, str]) -> list[Row]:
    """The columns that the sample states: what it leaves out was not labelled."""
    return [{name: row[column] for name, column in columns.items() if column in row} for row in stated]
