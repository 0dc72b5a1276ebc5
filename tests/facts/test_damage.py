"""Documents that came to harm: cut off, lines lost, doubled or parted, blanks at their ends. Whatever is left is read
with keys that hold, or refused.

What belongs here: damage by a rule, with a fixed seed. What does not: bytes that are no text
(``tests/documents/test_decode.py``).
"""

from __future__ import annotations

import os
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sederunt.documents.raw import RawDocument
from sederunt.errors import UnreadableDocument
from sederunt.report import Report, read_document
from sederunt.tables import FACT_TABLES, tables

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
CORPUS = os.environ.get("SEDERUNT_CORPUS")
#: Real reports of a moderate length: twenty readings of the longest would take a minute.
REPORTS = sorted(p for p in Path(CORPUS, "reports").rglob("*.txt") if p.stat().st_size < 200_000) if CORPUS else []
N_DAMAGED = 20
N_CUTS = 20

by_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


def read_bytes(data: bytes) -> Report | None:
    """The facts, or None where the document is refused with one line for a person."""
    try:
        return read_document(RawDocument(data, "memory", "tests", datetime(2026, 1, 1), "text/plain"))
    except UnreadableDocument as error:
        assert "\n" not in error.message
        return None


def hold_keys(report: Report) -> None:
    meetings = set(report.meetings["meeting_id"])
    for name in FACT_TABLES:
        frame = report.frames[name]
        twice = frame.select(tables()[name].key).is_duplicated()
        assert not twice.any(), (name, frame.filter(twice).to_dicts()[:2])
        if "meeting_id" in frame.columns:
            assert set(frame["meeting_id"]) <= meetings, name
    row = report.documents.row(0, named=True)
    assert 0 <= row["n_accounted"] <= row["n_accountable"]


def damaged(lines: list[bytes], chance: random.Random) -> bytes:
    """Up to eight lines lost, doubled, blank, at the head of a new page, or turned into a rule."""
    lines = list(lines)
    for _ in range(chance.randint(1, 8)):
        at, n_lines = chance.randrange(len(lines)), chance.randint(1, 6)
        match chance.randrange(5):
            case 0:
                del lines[at : at + n_lines]
            case 1:
                lines[at:at] = lines[at : at + n_lines]
            case 2:
                lines[at] = b""
            case 3:
                lines[at] = b"\x0c" + lines[at]
            case 4:
                lines[at] = b"____________"
    return b"\n".join(lines)


@by_sample
def test_damaged_lines_break_no_key(path: Path) -> None:
    chance = random.Random(path.stem)
    lines = path.read_bytes().split(b"\n")
    for _ in range(N_DAMAGED):
        if report := read_bytes(damaged(lines, chance)):
            hold_keys(report)


@by_sample
@pytest.mark.parametrize("ending", [b"\r\n", b"   \n", b"\t\n"], ids=["CRLF", "blanks", "tabs"])
def test_line_ends_and_trailing_blanks_change_no_fact(path: Path, ending: bytes) -> None:
    data = path.read_bytes()
    whole, other = read_bytes(data), read_bytes(data.replace(b"\n", ending))
    assert whole is not None
    assert other is not None
    for name in FACT_TABLES:
        if name != "documents":
            assert facts(other, name) == facts(whole, name), name


def facts(report: Report, name: str) -> list[dict[str, Any]]:
    """Rows with their document's id, which may come from its bytes, left out of all keys."""
    document_id = report.documents["document_id"].item()
    return [
        {column: value.replace(document_id, "") if isinstance(value, str) else value for column, value in row.items()}
        for row in report.frames[name].iter_rows(named=True)
    ]


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS, reason="SEDERUNT_CORPUS names no folder of real reports")
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_real_report_that_is_cut_off_is_read_or_refused(path: Path) -> None:
    data = path.read_bytes()
    for part in range(1, N_CUTS):
        if report := read_bytes(data[: len(data) * part // N_CUTS]):
            hold_keys(report)
