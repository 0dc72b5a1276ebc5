"""The figures of ``benchmarks/fidelity``: that they mean what the page says. The programs it uses are not needed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fidelity.makers import Maker, makers
from benchmarks.fidelity.page import page
from benchmarks.fidelity.plain_document import plain_document
from benchmarks.fidelity.scores import Scores, common, facts, marks, order, scores, words
from sederunt.documents.dispatch import read_text
from sederunt.documents.plain import read_plain
from sederunt.report import read

SAMPLES = Path(__file__).parents[1] / "samples"
letters = st.lists(st.sampled_from("abc"), max_size=12)


def longest_common(one: list[str], other: list[str]) -> int:
    """The definition, slowly."""
    if not one or not other:
        return 0
    if one[-1] == other[-1]:
        return 1 + longest_common(one[:-1], other[:-1])
    return max(longest_common(one[:-1], other), longest_common(one, other[:-1]))


@given(letters.map(lambda found: found[:7]), letters.map(lambda found: found[:7]))
def test_the_common_subsequence_is_the_longest(one: list[str], other: list[str]) -> None:
    assert common(one, other) == common(other, one) == longest_common(one, other)


@given(letters, letters)
def test_words_lost_and_added_lower_the_order(one: list[str], other: list[str]) -> None:
    assert order(one, one) == 1
    assert 0 <= order(one, other) <= 1
    if other:
        assert order(one, one + other) == len(one) / len(one + other) == order(one + other, one)


def test_marks_count_only_where_they_were_and_with_their_note() -> None:
    text = read_plain((SAMPLES / "fr-joint-working-groups.txt").read_bytes())
    assert text.marks
    assert marks(text, text) == 1
    without = type(text)(text.text, text.paragraphs, text.footnotes, ())
    assert marks(text, without) == 0
    assert marks(without, without) is None
    assert len(words(without)) >= len(words(text)) > 100


def test_html_of_a_sample_is_read_whole(tmp_path: Path) -> None:
    (html,) = (maker for maker in makers() if maker.format == "HTML")
    document = plain_document(SAMPLES / "fr-joint-working-groups.txt")
    path = html.make([document], tmp_path)[document.name]
    text, _ = read_text(path.read_bytes(), "text/html")
    report = read(document.source)
    assert scores(document.text, text, report, read(path)) == Scores(1.0, 1.0, 1.0)
    assert facts(report, read(SAMPLES / "fr-source-errors.txt")) < 0.1


def test_the_page_says_what_is_not_installed() -> None:
    found = {("PDF", "Typst", "en"): [Scores(0.5, None, 1.0), Scores(1.0, None, 0.0)]}
    tools = [
        Maker("PDF", "Typst", lambda documents, folder: {}, ""),
        Maker("DOC", "W", lambda documents, folder: {}, "W"),
    ]
    written = page(tools, found, ["a as PDF: torn"], 2)
    assert "| PDF | Typst | 75.0 |" in written
    assert "| PDF | Typst | – |" in written
    assert "| PDF | Typst | 50.0 |" in written
    assert "| DOC | W | not installed |" in written
    assert "- a as PDF: torn" in written


def test_a_folder_without_samples_is_refused(tmp_path: Path) -> None:
    from benchmarks.fidelity.plain_document import plain_documents

    with pytest.raises(FileNotFoundError, match="holds no sample"):
        plain_documents(tmp_path)
