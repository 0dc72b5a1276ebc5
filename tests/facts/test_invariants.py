"""What holds for every document that is read, whatever it says.

What belongs here: properties of all facts of all texts. What does not: what a certain report says (``tests/samples``,
``tests/corpus``).
"""

from __future__ import annotations

import os
from functools import cache
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.documents.plain import read_characters
from sederunt.documents.raw import RawDocument
from sederunt.errors import UnreadableDocument
from sederunt.registry import participants
from sederunt.report import Report, read, read_document
from sederunt.tables import FACT_TABLES, tables

SAMPLES = Path(__file__).parents[2] / "samples"
CORPUS = os.environ.get("SEDERUNT_CORPUS")
PATHS = sorted(SAMPLES.glob("*.txt")) + (sorted(Path(CORPUS, "reports").rglob("*.txt")) if CORPUS else [])
#: How many places a document is cut at.
CUTS = 20


def raw(data: bytes) -> RawDocument:
    from datetime import datetime

    return RawDocument(data, "memory", "tests", datetime(2026, 1, 1), "text/plain")


@cache
def report(path: Path) -> Report | None:
    try:
        return read(path)
    except UnreadableDocument:
        return None


readable = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@readable
def test_spans_reread_to_the_words(path: Path) -> None:
    if (facts := report(path)) is None:
        return
    text = facts.documents["text"][0]
    for name in FACT_TABLES:
        frame = facts.frames[name]
        if "span_start" not in frame.columns:
            continue
        for row in frame.iter_rows(named=True):
            assert 0 <= row["span_start"] < row["span_end"] <= len(text), (name, row)
            if "name_as_written" in row:
                assert text[row["span_start"] : row["span_end"]] == row["name_as_written"], (name, row)


@readable
def test_keys_references_and_enumerations(path: Path) -> None:
    if (facts := report(path)) is None:
        return
    meetings = set(facts.meetings["meeting_id"])
    for name in FACT_TABLES:
        table, frame = tables()[name], facts.frames[name]
        assert frame.select(table.key).is_duplicated().sum() == 0, (
            f"{name}: {frame.filter(frame.select(table.key).is_duplicated())}"
        )
        for column in table.columns:
            values = frame[column.name].drop_nulls()
            if not column.is_nullable and column.type != "texts":
                assert frame[column.name].null_count() == 0, (name, column.name)
            if column.values:
                assert set(values) <= set(column.values), (name, column.name)
            if column.references == "participants":
                assert set(values) <= participants().keys(), (name, column.name)
            if column.references == "meetings":
                assert set(values) <= meetings, (name, column.name)


@readable
def test_what_is_accounted_is_a_share(path: Path) -> None:
    if (facts := report(path)) is None:
        return
    row = facts.documents.row(0, named=True)
    assert 0 <= row["n_accounted"] <= row["n_accountable"]
    assert row["share_accounted"] is None or 0 <= row["share_accounted"] <= 1


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_line_ends_change_no_fact(path: Path) -> None:
    facts = report(path)
    assert facts is not None
    text = path.read_bytes()
    windows = read_document(raw(text.replace(b"\n", b"\r\n")))
    for name in ("attendance", "statements", "officers", "agenda_items"):
        assert windows.frames[name].drop("document_id").equals(facts.frames[name].drop("document_id")), name


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_file_that_is_cut_off_is_read_or_refused(path: Path) -> None:
    data = path.read_bytes()
    for part in range(1, CUTS):
        try:
            read_document(raw(data[: len(data) * part // CUTS]))
        except UnreadableDocument as error:
            assert error.message


def test_a_list_that_is_cut_off_is_not_complete() -> None:
    text = (SAMPLES / "en-conference-of-parties.txt").read_text("utf-8")
    cut = text[: text.index("Mongolia, Netherlands (Kingdom")]
    lists = read_document(raw(cut.encode())).attendance_lists.filter(pl.col("capacity") == "state_party")
    assert lists["is_complete"].to_list() == [False]


@settings(max_examples=60)
@given(st.text(max_size=600))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_document(raw(text.encode("utf-8", "surrogatepass")))
    except UnreadableDocument as error:
        assert "\n" not in error.message


@settings(max_examples=80)
@given(st.text(alphabet=st.sampled_from("ab A1.():;\n\f*–-,é"), max_size=400))
def test_paragraphs_are_in_order_and_apart(characters: str) -> None:
    text = read_characters(characters)
    spans = [(p.start, p.end) for p in text.paragraphs]
    assert all(start < end for start, end in spans)
    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    assert not spans or spans[-1][1] <= len(text.text)
    assert list(text.page_starts) == sorted(text.page_starts)
    assert all(any(start <= m.start and m.end <= end for start, end in spans) for m in text.marks)
