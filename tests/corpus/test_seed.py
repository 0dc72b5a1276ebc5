"""The real report of two working groups (2018), fact for fact against its labels.

What belongs here: the labelled report that the first version had to read without an error, and the documents that
are no reports. Taken from the folder that ``SEDERUNT_CORPUS`` names; without it these tests say that they were skipped.
"""

from __future__ import annotations

import csv
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import sederunt
from sederunt.errors import UnreadableDocument
from sederunt.report import Report

CORPUS = os.environ.get("SEDERUNT_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="SEDERUNT_CORPUS is not set: no real reports to read")
ROOT = Path(CORPUS or ".")
#: The labels' keys of the two meetings, and ours.
MEETINGS = {"CTOC-WGTA/11": "untoc-wg-technical-assistance:11", "CTOC-WGIC/9": "untoc-wg-international-cooperation:9"}


@cache
def seed() -> Report:
    return sederunt.read(ROOT / "reports" / "seed-fr.txt")


def labels(name: str) -> list[dict[str, str]]:
    with (ROOT / "gold" / "seed-fr" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def meeting_labels() -> dict[str, Any]:
    labelled: dict[str, Any] = json.loads((ROOT / "gold" / "seed-fr" / "meeting.json").read_text("utf-8"))
    return labelled


def number(paragraph: str | None) -> str:
    return (paragraph or "").rsplit(".", 1)[-1]


def test_meetings() -> None:
    expected = {
        (MEETINGS[m["key"]], m["body"], m["ordinal"], m["starts_on"], m["ends_on"], m["place"], m["sittings"])
        for m in meeting_labels()["meetings"]
    }
    rows = seed().meetings.iter_rows(named=True)
    columns = ("meeting_id", "body_name", "ordinal", "starts_on", "ends_on", "place", "n_sittings")
    read = [tuple(str(r[c]) if c.endswith("_on") else r[c] for c in columns) for r in rows]
    assert set(read) == expected
    assert len(read) == 2
    assert {str(day) for day in seed().meetings["adopted_on"]} == {meeting_labels()["adopted_on"]}


def test_attendance_row_for_row() -> None:
    expected = sorted(
        (MEETINGS[r["meeting"]], r["capacity"], r["name"], r["participant"], r["paragraph"])
        for r in labels("attendance.tsv")
    )
    read = sorted(
        (r["meeting_id"], r["capacity"], r["name_as_written"], r["participant_id"], number(r["paragraph"]))
        for r in seed().attendance.iter_rows(named=True)
    )
    assert read == expected


def test_footnotes_limit_chile_ecuador_and_switzerland() -> None:
    limited = {r["participant_id"]: r["meeting_id"] for r in seed().attendance.iter_rows(named=True) if r["note"]}
    assert limited == {
        "CHL": "untoc-wg-technical-assistance:11",
        "ECU": "untoc-wg-technical-assistance:11",
        "CHE": "untoc-wg-international-cooperation:9",
    }


def test_cut_lists_are_not_complete() -> None:
    rows = seed().attendance_lists.iter_rows(named=True)
    lists = {(r["meeting_id"], r["capacity"]): (r["n_listed"], r["is_complete"]) for r in rows}
    assert lists["untoc-wg-technical-assistance:11", "state_party"] == (57, False)
    assert lists["untoc-wg-international-cooperation:9", "state_party"] == (56, False)
    assert lists["untoc-wg-international-cooperation:9", "signatory"][0] == 1


def test_statements_row_for_row() -> None:
    expected = []
    for row in labels("statements.tsv"):
        meeting = next(ours for key, ours in MEETINGS.items() if f"meeting {key}" in row["note"])
        capacity = "un_secretariat" if row["capacity"] == "secretariat" else row["capacity"]
        participant = row["participant"] or "un:secretariat"
        expected.append((meeting, row["paragraph"], row["item"], row["kind"], capacity, row["name"], participant))
    columns = ("kind", "capacity", "name_as_written", "participant_id")
    read = [
        (r["meeting_id"], number(r["paragraph"]), ", ".join(r["agenda_items"]), *(r[c] for c in columns))
        for r in seed().statements.iter_rows(named=True)
    ]
    assert sorted(read) == sorted(expected)


def test_agenda_officers_and_documents() -> None:
    labelled = meeting_labels()
    cases = (
        ("agenda_items", ("item", "title"), "agenda", ("number", "title")),
        ("officers", ("role", "person", "participant_id"), "officers", ("role", "person", "participant")),
        ("meeting_documents", ("symbol", "title"), "documents", ("symbol", "title")),
    )
    for table, columns, name, keys in cases:
        read = [(r["meeting_id"], *(r[c] for c in columns)) for r in seed().frames[table].iter_rows(named=True)]
        expected = [(MEETINGS[entry["meeting"]], *(entry[key] for key in keys)) for entry in labelled[name]]
        assert sorted(read) == sorted(expected), table


def test_what_the_source_itself_has_wrong() -> None:
    anomalies = [(r["kind"], number(r["paragraph"])) for r in seed().anomalies.iter_rows(named=True)]
    assert sorted(anomalies) == [
        ("body_name_variant", "22"),
        ("implausible_date", "1"),
        ("speaker_not_listed", "14"),
        ("speaker_not_listed", "14"),
    ]
    assert "2007" in seed().anomalies.filter(seed().anomalies["kind"] == "implausible_date")["description"][0]


@pytest.mark.parametrize("path", sorted((ROOT / "reports" / "negative").glob("*.txt")), ids=lambda path: path.stem)
def test_documents_that_are_no_reports_give_nobody(path: Path) -> None:
    try:
        report = sederunt.read(path)
    except UnreadableDocument as error:
        assert error.stage == "recognise"
    else:
        assert report.attendance.is_empty()
        assert report.statements.is_empty()
