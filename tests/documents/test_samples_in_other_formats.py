"""Every sample, written in another format, gives the facts that its text gives.

What belongs here: that no format loses or adds a fact. What does not: what a format has of its own (``test_docx.py``,
``test_html.py`` …).
"""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from sederunt.documents.plain import read_plain
from sederunt.documents.raw import RawDocument
from sederunt.report import Report, read_document
from sederunt.tables import FACT_TABLES
from tests.documents.making import SETTINGS, docx_of, html_of

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
WRITERS = {"docx": docx_of} | {f"html-{setting}": partial(html_of, setting=setting) for setting in SETTINGS}
#: What differs for its own reasons: ids made of offsets or bytes, the offsets, where the bytes came from; and how long
#: lists are, since a note that stands within one in a text stands behind it where it is tied to its mark.
OWN = {"span_start", "span_end", "page", "reading_id", "sha256", "media_type", "text", "n_pages"} | {
    "n_accounted", "n_accountable",
}  # fmt: skip


def report_of(data: bytes) -> Report:
    return read_document(RawDocument(data, "a file", "samples", datetime(2026, 1, 1), "application/octet-stream"))


@cache
def plain_report(path: Path) -> Report:
    return report_of(path.read_bytes())


def rows(report: Report, table: str) -> list[dict[str, Any]]:
    """The rows in order, without what differs for its own reasons."""
    frame = report.frames[table]
    by_offset = [name for name in frame.columns if name in OWN or (name.endswith("_id") and "@" in _first(frame, name))]
    return [{name: _words(value) for name, value in row.items()} for row in frame.drop(by_offset).to_dicts()]


def _first(frame: Any, name: str) -> str:
    return str(frame[name][0]) if frame.height else ""


def _words(value: Any) -> Any:
    return value.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")) if isinstance(value, str) else value


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_facts_are_the_same(path: Path, form: str) -> None:
    expected = plain_report(path)
    read = report_of(WRITERS[form](read_plain(path.read_bytes())))
    for table in FACT_TABLES:
        assert rows(read, table) == rows(expected, table), table
