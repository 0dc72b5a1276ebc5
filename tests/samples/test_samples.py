"""Every sample report is read as a human labeller read it.

What belongs here: the comparison of the facts read from ``samples/<stem>.txt`` with those written beside it in
``samples/<stem>.expected.json``, one test for each table of each sample. What does not: tests of single passes of the
reader (beside those passes). A case is added by adding its two files; a table that an expectation leaves out is not
compared.

Rows are compared as multisets, on the columns that the expectation states. Typography that an extraction may leave or
mend (spaces inside words, the form of apostrophes and hyphens, the full stop that ends a footnote or a title) does not
count.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sederunt
from sederunt.tables import tables

SAMPLES = Path(__file__).parents[2] / "samples"

#: Tables by the key under which an expectation states them.
TABLES: Mapping[str, str] = {
    "document": "documents",
    "masthead_fields": "masthead_fields",
    "meetings": "meetings",
    "attendance": "attendance",
    "attendance_lists": "attendance_lists",
    "statements": "statements",
    "statement_counts": "statement_counts",
    "agenda_items": "agenda_items",
    "officers": "officers",
    "meeting_documents": "meeting_documents",
    "recommendations": "recommendations",
    "deliberations": "deliberations",
    "credentials": "credentials",
    "unresolved_names": "unresolved_names",
    "anomalies": "anomalies",
}

#: What names a row for a person, so that two rows that differ in one column are shown as one difference.
IDENTITY = ("meeting", "paragraph", "name_as_written", "capacity", "item", "person", "symbol", "kind", "quantifier")

#: French has one word for both, and only the body's own custom tells which English title its holder has.
SAME_OFFICE_IN_FRENCH = {"President": "Chair", "Vice-President": "Vice-Chair"}

Row = dict[str, Any]


@cache
def expectation(stem: str) -> Mapping[str, Any]:
    """The facts that a human labeller found in a sample, by table."""
    stated: Mapping[str, Any] = json.loads((SAMPLES / f"{stem}.expected.json").read_text("utf-8"))
    return stated


@cache
def report(stem: str) -> sederunt.Report:
    """A sample as read, once for all its tables."""
    return sederunt.read(SAMPLES / f"{stem}.txt")


def stems() -> list[str]:
    return sorted(path.name.removesuffix(".expected.json") for path in SAMPLES.glob("*.expected.json"))


def cases() -> list[tuple[str, str]]:
    """Every (stem, table) that an expectation states."""
    return [(stem, table) for stem in stems() for table in expectation(stem)]


def plain(value: Any) -> Any:
    """A value as it is compared: dates in ISO form, lists in one order, words without accidents of typography."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return tuple(sorted(plain(part) for part in value))
    if isinstance(value, str):
        words = unicodedata.normalize("NFC", value)
        words = words.replace("’", "'").replace("\ufffe", "-").replace("\u00ad", "").replace("‐", "-")
        return "".join(words.split()).rstrip(".;")
    return value


@cache
def meeting_ids(stem: str) -> Mapping[str, str]:
    """Ids of the meetings as read, by the keys of the expectation: the pairs that agree in most columns."""
    left = report(stem).frames["meetings"].to_dicts()
    found: dict[str, str] = {}
    for stated in expectation(stem)["meetings"]:
        if not left:
            break
        columns = stated.keys() - {"key"}
        agreement = [sum(plain(row[name]) == plain(stated[name]) for name in columns) for row in left]
        best = left[agreement.index(max(agreement))]
        found[stated["key"]] = best["meeting_id"]
        left.remove(best)
    return found


def expected_rows(stem: str, table: str) -> list[Row]:
    stated = expectation(stem)[table]
    return [stated] if isinstance(stated, dict) else list(stated)


def actual_rows(stem: str, table: str) -> list[Row]:
    """Rows as read, with the expectation's key for their meeting, and the first words of each recommendation."""
    keys = {meeting_id: key for key, meeting_id in meeting_ids(stem).items()}
    rows = report(stem).frames[TABLES[table]].to_dicts()
    openings = [plain(row["first_words"]) for row in expected_rows(stem, table) if "first_words" in row]
    for row in rows:
        if "meeting_id" in row:
            key = keys.get(row["meeting_id"], row["meeting_id"])
            row["key" if table == "meetings" else "meeting"] = key
        if table == "recommendations":
            text = plain(row["text"])
            row["first_words"] = next((words for words in openings if text.startswith(words)), row["text"][:60])
    return rows


def compared(rows: Sequence[Row], columns: Sequence[str], language: str) -> list[tuple[Any, ...]]:
    """Rows cut down to some columns and made comparable."""
    found = []
    for row in rows:
        values = {name: plain(row.get(name)) for name in columns}
        if language == "fr" and "role" in values:
            values["role"] = SAME_OFFICE_IN_FRENCH.get(values["role"], values["role"])
        found.append(tuple(values[name] for name in columns))
    return found


def shown(row: tuple[Any, ...], columns: Sequence[str], originals: Mapping[tuple[Any, ...], Row]) -> str:
    """A row as it stands in the expectation or was read, without its empty columns."""
    original = originals[row]
    return "  ".join(f"{name}={original.get(name)}" for name in columns if original.get(name) not in (None, []))


def difference(
    missing: Counter[Any], extra: Counter[Any], columns: Sequence[str], originals: Mapping[tuple[Any, ...], Row]
) -> str:
    """What a person needs to see: rows that differ in some columns, then rows missing, then rows too many."""
    lines: list[str] = []
    at = [position for position, name in enumerate(columns) if name in IDENTITY]
    spare = list(extra.elements())
    lone: list[tuple[Any, ...]] = []
    for row in missing.elements():
        near = max(spare, key=lambda other: sum(row[i] == other[i] for i in at), default=None)
        if near is None or sum(row[i] == near[i] for i in at) < len(at) - 1 or len(at) < 2:
            lone.append(row)
            continue
        spare.remove(near)
        stated, read = originals[row], originals[near]
        changed = [
            f"{name}: expected {stated.get(name)!r}, read {read.get(name)!r}"
            for name, a, b in zip(columns, row, near, strict=True)
            if a != b
        ]
        lines.append(f"  differs  {shown(row, columns, originals)}\n             {'; '.join(changed)}")
    lines += [f"  missing  {shown(row, columns, originals)}" for row in lone]
    lines += [f"  extra    {shown(row, columns, originals)}" for row in spare]
    return "\n".join(lines)


@pytest.mark.parametrize(("stem", "table"), cases())
def test_sample_is_read_as_labelled(stem: str, table: str) -> None:
    stated = expected_rows(stem, table)
    read = actual_rows(stem, table)
    columns = list(stated[0]) if stated else [name for name in IDENTITY if read and name in read[0]]
    language = expectation(stem)["document"]["language"]
    wanted, got = (Counter(compared(rows, columns, language)) for rows in (stated, read))
    originals = dict(zip(compared([*stated, *read], columns, language), [*stated, *read], strict=True))
    missing, extra = wanted - got, got - wanted
    if missing or extra:
        count = f"{missing.total()} of {wanted.total()} expected rows not read, {extra.total()} read beyond them"
        pytest.fail(f"{stem}: {table}: {count}\n{difference(missing, extra, columns, originals)}", pytrace=False)


@pytest.mark.parametrize("stem", stems())
def test_expectation_states_columns_that_exist(stem: str) -> None:
    """A misspelt column in an expectation would be compared with nothing."""
    own = {"meeting", "key", "first_words"}
    for name, table in TABLES.items():
        if name not in expectation(stem):
            continue
        rows = expected_rows(stem, name)
        declared = set(tables()[table].column_names) | own
        for row in rows:
            assert row.keys() <= declared, f"{stem}: {name}: {sorted(row.keys() - declared)}"
            assert row.keys() == rows[0].keys(), f"{stem}: {name}: rows state different columns"


def test_every_sample_has_its_expectation() -> None:
    assert {path.stem for path in SAMPLES.glob("*.txt")} == set(stems())
