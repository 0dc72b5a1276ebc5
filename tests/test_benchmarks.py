"""The invented reports of the benchmarks: what stands in them is what is read, and each can be had again."""

from __future__ import annotations

from datetime import datetime

import pytest

from benchmarks.cases import Cost, Results
from benchmarks.corpus import FAMILIES, LANGUAGES, LATIN, as_docx, as_pdf, as_text, report
from benchmarks.page import table
from sederunt.documents.raw import RawDocument
from sederunt.report import read_chunk

NUMBERS = range(len(LANGUAGES) * len(FAMILIES))


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: report(number).name)
def test_all_that_stands_in_a_report_is_read(number: int) -> None:
    one = report(number)
    writers = (as_text, as_docx, as_pdf) if number == LANGUAGES.index(LATIN[0]) else (as_text,)
    for write in writers:
        chunk = read_chunk([RawDocument(write(one), one.name, "invented", datetime(2026, 1, 1), "")])
        assert chunk.failures.is_empty()
        assert one.members <= set(chunk.frames["attendance"]["participant_id"])
        assert one.speakers <= set(chunk.frames["statements"]["participant_id"])


def test_a_report_is_the_same_each_time() -> None:
    assert report(7) == report(7)
    assert report(7).text != report(7 + len(NUMBERS)).text


def test_the_page_holds_figures_against_goals_and_says_how_costs_grow() -> None:
    rates = {"bare": [100.0, 120.0], "text": [90.0, 90.0], "docx": [400.0, 300.0], "pdf": [9.0, 8.0],
             "pdfium": [10.0, 10.0], "whole": [20.0, 24.0], "spacy": [0.5, 0.6]}  # fmt: skip
    stages = {
        "documents": 10, "bytes": 160_000, "found": {"members": 1.0}, "rates": rates,
        "stages": [{"text": 0.1, "scan": 0.1}], "pools": [[4.0, 2.0], [4.0, 2.2]],
    }  # fmt: skip
    costs = tuple(Cost("cold", size, 2.0 * size, 100.0) for size in (10, 100, 1000))
    shown = table(Results((), stages, costs, None))
    assert "| all facts, of the rate of the bare name scan | 0.200 (0.200–0.200) | times | ≥ 0.1 |" in shown
    assert "| a text, all facts | 22 (20–24) | documents/s | ≥ 1000 (missed) |" in shown
    assert "| two processes, of one | 1.91 (1.82–2.00) | times | ≥ 1.8 |" in shown
    assert "| text | 22% |" in shown
    assert "| cold | 20.00 s | 200.00 s | 2000.00 s | N^1.00 | 100 MB |" in shown
