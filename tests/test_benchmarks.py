"""The invented reports of the benchmarks: what stands in them is what is read, and each can be had again."""

from __future__ import annotations

from datetime import datetime

import pytest

from benchmarks.corpus import FAMILIES, LANGUAGES, LATIN, as_docx, as_pdf, as_text, report
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
