"""PDFs: ``pdf/<stem>.pdf`` is read as ``<stem>.expected.txt`` says (its form: see ``test_plain.py``), and files that
cannot be read are told apart.

What belongs here: how pages are laid out, in invented words; encrypted, damaged, cut, empty and pictured documents.
What does not: the order of writing by itself (``test_bidi.py``). A case is added by adding its two files;
``<stem>.typ`` is what the PDF was made from.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from sederunt.documents.pdf import read_pdf, source
from sederunt.documents.text import Text
from sederunt.errors import NoTextLayer, UnreadableDocument

PDF = Path(__file__).parent / "pdf"
STEMS = sorted(path.stem for path in PDF.glob("*.pdf"))


def shown(text: Text) -> str:
    """A paragraph to a line: its kind, its words, marks as ``{label}`` where they are tied to a note of that label."""
    lines = []
    for paragraph in text.paragraphs:
        words, at = "", paragraph.start
        for mark in text.marks:
            if paragraph.start <= mark.start < paragraph.end:
                tied = mark.footnote is not None and text.footnotes[mark.footnote].label == mark.label
                words += text.words(at, mark.start) + ("{" if tied else "{?") + mark.label + "}"
                at = mark.end
        lines.append(f"{paragraph.kind}\t{words}{text.words(at, paragraph.end)}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("stem", STEMS)
def test_pages_are_laid_out_as_expected(stem: str) -> None:
    assert shown(read_pdf((PDF / f"{stem}.pdf").read_bytes())) == (PDF / f"{stem}.expected.txt").read_text("utf-8")


def test_every_pdf_has_its_expectation() -> None:
    assert STEMS
    assert {path.name.removesuffix(".expected.txt") for path in PDF.glob("*.txt")} == set(STEMS)


def pdf_of(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


ENCRYPTED = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [] /Count 0 >>
endobj
3 0 obj
<< /Filter /Standard /V 1 /R 2 /P -44 /O (12345678901234567890123456789012) /U (12345678901234567890123456789012) >>
endobj
trailer
<< /Root 1 0 R /Encrypt 3 0 R /ID [(1234567890123456) (1234567890123456)] /Size 4 >>
%%EOF
"""


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\nnothing of a PDF\n%%EOF\n", "damaged"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "cut"),
        ((PDF / "chinese.pdf").read_bytes()[:6000], "cut"),
        (ENCRYPTED, "password"),
        (pdf_of(0), "no pages"),
    ],
    ids=["damaged", "cut at its start", "cut", "encrypted", "no pages"],
)
def test_what_cannot_be_read_says_why(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as failure:
        read_pdf(data)
    assert failure.value.stage == "decode"
    assert "\n" not in failure.value.message


def test_pages_without_characters_are_pictures() -> None:
    with pytest.raises(NoTextLayer):
        read_pdf(pdf_of(1))


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "limits", lambda: source.Limits(pages=2, characters=10))
    with pytest.raises(UnreadableDocument, match="3 pages"):
        read_pdf(pdf_of(3))
