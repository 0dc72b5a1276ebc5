"""Whole reports in Russian, Arabic and Chinese, invented, of families that the samples do not show.

What belongs here: ``reports/<stem>.txt`` and what a person reads in it, ``reports/<stem>.facts.tsv``: a commission with
attendance in running paragraphs, a conference of parties with an annex of names, the report of a committee of the
General Assembly, a summary record. What does not: the samples (``tests/samples``), single phrases
(``test_phrasings.py``). A case is added by adding its two files.

A row of the facts is a table, the paragraph and what stands there, parted by semicolons: who attended and in which
capacity (``PER:member``); who spoke, of what kind unless it is a plain statement, and on whose behalf
(``PER=introduction@EUE``, ``?`` for somebody without an entry in the registry); who held which office (``Chair=PER``);
the meeting (body, ordinal, first and last day). Tables that a file leaves out are not compared.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import sederunt
from sederunt.report import Report

REPORTS = Path(__file__).parent / "reports"
Row = Mapping[str, Any]


def attended(row: Row) -> str:
    return f"{row['participant_id']}:{row['capacity']}"


def spoke(row: Row) -> str:
    kind = "" if row["kind"] == "statement" else f"={row['kind']}"
    return (row["participant_id"] or "?") + kind + "".join(f"@{one}" for one in sorted(row["on_behalf_of"]))


def presided(row: Row) -> str:
    return f"{row['role']}={row['participant_id']}"


def met(row: Row) -> str:
    days = (str(day) for day in (row["starts_on"], row["ends_on"]) if day)
    return " ".join((row["body_id"], str(row["ordinal"]), *days))


TABLES: Mapping[str, Callable[[Row], str]] = {
    "meetings": met, "attendance": attended, "statements": spoke, "officers": presided,
}  # fmt: skip


def found(report: Report, table: str) -> dict[str, list[str]]:
    facts: dict[str, list[str]] = {}
    for row in getattr(report, table).iter_rows(named=True):
        facts.setdefault(row.get("paragraph") or "", []).append(TABLES[table](row))
    return {paragraph: sorted(values) for paragraph, values in facts.items()}


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_report_is_read_as_a_person_reads_it(path: Path) -> None:
    expected: dict[str, dict[str, list[str]]] = {}
    with path.with_suffix(".facts.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            values = sorted(value.strip() for value in row["facts"].split(";") if value.strip())
            expected.setdefault(row["table"], {})[row["paragraph"]] = values
    report = sederunt.read(path)
    for table, facts in expected.items():
        assert found(report, table) == {p: values for p, values in facts.items() if values}, table
