"""Where a fact is said to stand: page and paragraph agree with the text, for every document.

What belongs here: the columns of ``[shared.place]`` and the words at a span. What does not: keys and references
(``test_invariants.py``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sederunt.documents.plain import read_plain
from sederunt.documents.text import Text
from sederunt.errors import UnreadableDocument
from sederunt.report import Report, read
from sederunt.tables import FACT_TABLES

SAMPLES = Path(__file__).parents[2] / "samples"
CORPUS = os.environ.get("SEDERUNT_CORPUS")
PATHS = sorted(SAMPLES.glob("*.txt")) + (sorted(Path(CORPUS, "reports").rglob("*.txt")) if CORPUS else [])

by_document = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@cache
def facts_and_text(path: Path) -> tuple[Report, Text]:
    try:
        return read(path), read_plain(path.read_bytes())
    except UnreadableDocument as error:
        pytest.skip(f"it is no report: {error.message}")


def placed(report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row that has a place, with the name of its table."""
    for name in FACT_TABLES:
        if "span_start" in report.frames[name].columns:
            for row in report.frames[name].iter_rows(named=True):
                yield name, row


@pytest.mark.skipif(not CORPUS, reason="SEDERUNT_CORPUS names no folder of real reports")
def test_there_are_real_reports() -> None:
    assert len(PATHS) > len(list(SAMPLES.glob("*.txt")))


@by_document
def test_page_is_that_of_the_first_word(path: Path) -> None:
    report, text = facts_and_text(path)
    assert report.documents["text"].item() == text.text
    assert report.documents["n_pages"].item() == text.n_pages
    for name, row in placed(report):
        assert row["page"] == text.page_of(row["span_start"]), (name, row)


@by_document
def test_a_printed_number_stands_before_its_facts(path: Path) -> None:
    """A fact of paragraph 20 stands behind a paragraph that opens with "20."."""
    report, text = facts_and_text(path)
    printed: dict[str, int] = {}
    for paragraph in text.paragraphs:
        if opener := re.match(r"\s*(\d{1,3})\s?[.–—-]", text.words(paragraph.start, paragraph.end)):
            printed.setdefault(opener[1], paragraph.start)
    for name, row in placed(report):
        if row["paragraph"] is not None and (number := re.search(r"(?:^|\.)(\d+)$", row["paragraph"])):
            assert printed[number[1]] <= row["span_start"], (name, row)


@by_document
def test_words_at_a_span_are_words(path: Path) -> None:
    """No name begins or ends with blanks, and none runs over the break between two paragraphs, but in an annex, where
    the lines of a column may be paragraphs each.
    """
    report, _ = facts_and_text(path)
    for name, row in placed(report):
        if "name_as_written" in row:
            words = row["name_as_written"]
            assert words == words.strip(), (name, words)
            assert "\n" not in words or (name == "attendance" and "annex" in row["paragraph"]), (name, words)


@by_document
def test_titles_are_at_their_spans(path: Path) -> None:
    report, text = facts_and_text(path)
    for name, column in (("agenda_items", "title"), ("meeting_documents", "title"), ("recommendations", "text")):
        for row in report.frames[name].iter_rows(named=True):
            words = " ".join(text.words(row["span_start"], row["span_end"]).split())
            assert words.startswith(" ".join(row[column].split()).rstrip(" .;:")), (name, row)
