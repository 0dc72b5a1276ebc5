"""Lines to paragraphs, pages, footnotes and their marks: ``plain/<stem>.txt`` is read as ``<stem>.expected.txt`` says.

What belongs here: what the layout of a text means, in invented words. What does not: encodings (``test_decode.py``),
facts. A case is added by adding its two files. An expectation has a paragraph on each line: its kind, its page where
the document has pages, its words; ``{1}`` behind a word is a footnote mark that is tied to the note ``footnote 1``,
``{?1}`` one that is tied to none.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.documents.plain import read_characters, read_plain
from sederunt.documents.text import PARAGRAPH_BREAK, Text
from tests.documents.showing import shown

PLAIN = Path(__file__).parent / "plain"


def stems() -> list[str]:
    return sorted(path.stem for path in PLAIN.glob("*.txt") if not path.name.endswith(".expected.txt"))


@pytest.mark.parametrize("stem", stems())
def test_text_is_laid_out_as_expected(stem: str) -> None:
    read = shown(read_plain((PLAIN / f"{stem}.txt").read_bytes()))
    assert read == (PLAIN / f"{stem}.expected.txt").read_text("utf-8")


def test_every_text_has_its_expectation() -> None:
    assert stems()
    assert {path.name for path in PLAIN.glob("*.txt")} == {
        f"{stem}{ending}" for stem in stems() for ending in (".txt", ".expected.txt")
    }


@pytest.mark.parametrize("stem", stems())
@pytest.mark.parametrize("ending", ["\r\n", "\r", "  \n", "\t\n"], ids=["CRLF", "CR", "blanks", "tabs"])
def test_line_ends_and_trailing_blanks_change_nothing(stem: str, ending: str) -> None:
    characters = (PLAIN / f"{stem}.txt").read_bytes().decode()
    assert read_plain(characters.replace("\n", ending).encode()) == read_characters(characters)


#: Lines as reports are made of, for texts that nobody would think of.
LINES = (
    "",
    "",
    "1. The Committee met in Vienna from 28 to 31 May 2018 and held seven plenary meetings in all.",
    "2. The following States were represented:",
    "Albania, Chad1, Chile 2 , Costa Rica* and",
    "Peru (Plurinational State of)¹.",
    "            A/80/15",
    "A/80/15",
    "25-07156                                    3/27",
    "__________________",
    " 1  Only at the eleventh meeting.",
    "2 Only at the ninth.",
    "* Attendance as registered.",
    "a See annex.",
    "I. Introduction ........................ 3",
    "III. Attendance",
    "(a) Provisional agenda (CTOC/COP/",
    "WG.2/2018/1-",
    "    inter\ufffe",
    "govern\u00admental",
    "Commission on Trade          Distr.: General",
    "https://example.org/documents",
    "\tl ’éducation  et   l ’entraide",
    "the",
    "委员会举行了六次会议。",
    "\ufeff",
    "\f",
    "\f1",
    "\u00a0",
)
texts = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=40).map("\n".join),
    st.text(alphabet=st.sampled_from("ab A1²*.,:;()-\u00ad\ufffe\n\n\f_/é\t"), max_size=300),
    st.text(max_size=300),
)


@settings(max_examples=300)
@given(texts)
def test_what_holds_for_every_text(characters: str) -> None:
    text = read_characters(characters)
    hold_spans(text)
    hold_notes(text)
    hold_pages(text, characters)


def hold_spans(text: Text) -> None:
    """Paragraphs stand in order, a break between two of them, and are the whole text; none is empty."""
    parts = [text.words(paragraph.start, paragraph.end) for paragraph in text.paragraphs]
    assert text.text == PARAGRAPH_BREAK.join(parts)
    assert all(part.strip() for part in parts)
    at = 0
    for paragraph in text.paragraphs:
        assert paragraph.start == at < paragraph.end
        at = paragraph.end + len(PARAGRAPH_BREAK)


def hold_notes(text: Text) -> None:
    """Every footnote has a paragraph; marks stand in the body, in order, and are tied to notes of their label."""
    ends = [paragraph.end for paragraph in text.paragraphs if paragraph.kind == "footnote"]
    assert [note.end for note in text.footnotes] == ends
    body = [paragraph for paragraph in text.paragraphs if paragraph.kind == "body"]
    assert all(any(p.start <= mark.start < mark.end <= p.end for p in body) for mark in text.marks)
    assert all(one.end <= other.start for one, other in zip(text.marks, text.marks[1:], strict=False))
    for mark in text.marks:
        if mark.footnote is not None:
            assert text.footnotes[mark.footnote].label == mark.label


def hold_pages(text: Text, characters: str) -> None:
    """As many pages as form feeds part; later characters stand on the same page or a later one."""
    n_pages = characters.count("\f") + 1
    assert text.n_pages == (n_pages if n_pages > 1 else None)
    pages = [text.page_of(offset) for offset in range(0, len(text.text), 7)]
    if text.n_pages is None:
        assert set(pages) <= {None}
        return
    numbers = [page for page in pages if page is not None]
    assert len(numbers) == len(pages)
    assert numbers == sorted(numbers)
    assert all(1 <= number <= n_pages for number in numbers)
