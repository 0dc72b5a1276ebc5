"""PDFs that cannot be read, each told apart.

What belongs here: encrypted, damaged, cut, empty and pictured documents. What does not: how pages are laid out.
"""

from __future__ import annotations

import io

import pypdfium2
import pytest

from sederunt.documents.pdf import read_pdf
from sederunt.errors import NoTextLayer, UnreadableDocument


def test_damaged() -> None:
    with pytest.raises(UnreadableDocument, match="damaged") as failure:
        read_pdf(b"%PDF-1.7\nnothing of a PDF\n%%EOF\n")
    assert failure.value.stage == "decode"


def test_cut() -> None:
    with pytest.raises(UnreadableDocument, match="cut"):
        read_pdf(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")


def test_pictures_only() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(NoTextLayer):
        read_pdf(buffer.getvalue())
