"""Opening a PDF and handing out its pages one at a time, with the words that each holds.

What belongs here: what can be wrong with a file (encrypted, damaged, cut, no pages, no text), and its limits. What does
not: what stands on a page (``words.py``, ``rules.py``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pypdfium2
import pypdfium2.raw as pdfium

from sederunt.errors import UnreadableDocument

_END = b"%%EOF"
_HEADER = b"%PDF-"
#: Programs write a line or two behind the end of a file; the objects of a further section are longer.
_AFTER_END = 2048
_ENCRYPTED = b"/Encrypt"
_NO_PAGES = re.compile(rb"/Count\s+0\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_EMPTY = "this PDF has no pages; fetch it again or leave it out"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may hold at most."""

    pages: int
    characters: int


@cache
def limits() -> Limits:
    """The limits of ``limits.toml``."""
    source = tomllib.loads((files("sederunt.documents.pdf") / "limits.toml").read_text("utf-8"))
    return Limits(source["pages"], source["characters"])


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The PDF, closed in the end. Raises ``UnreadableDocument`` with what is wrong with it."""
    if _is_cut(data):
        raise _unreadable("this PDF is cut: its end is missing; fetch it again")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(_why(error, data)) from error
    try:
        if len(document) == 0:
            raise _unreadable(_EMPTY)
        if len(document) > limits().pages:
            raise _unreadable(
                f"this PDF has {len(document)} pages, and no more than {limits().pages} are read: split it"
            )
        yield document
    finally:
        document.close()


@contextmanager
def text_page(document: pypdfium2.PdfDocument, index: int) -> Iterator[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]]:
    """A page and its text, both closed in the end. Raises ``UnreadableDocument`` for a page that cannot be loaded."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise _unreadable(f"this PDF is damaged: page {index + 1} cannot be loaded; fetch it again") from error
    try:
        words = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        page.close()
        raise _unreadable(f"this PDF is damaged: page {index + 1} cannot be read; fetch it again") from error
    try:
        yield page, words
    finally:
        words.close()
        page.close()


def too_long() -> UnreadableDocument:
    """The failure of a document with more characters than the limit allows."""
    return _unreadable(f"this PDF has more than {limits().characters} characters, which is no report: split it")


def _unreadable(message: str) -> UnreadableDocument:
    return UnreadableDocument(message, stage="decode")


def _why(error: pypdfium2.PdfiumError, data: bytes) -> str:
    # The code of an earlier failure stays where pdfium sets none.
    if _ENCRYPTED in data and error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            return "this PDF is encrypted and opens with a password only: save it without one"
        return "this PDF is encrypted in a way that cannot be read: save it without encryption"
    if _NO_PAGES.search(data) and not _PAGE.search(data):
        return _EMPTY
    return "this PDF is damaged and cannot be opened: fetch it again"


def _is_cut(data: bytes) -> bool:
    """Whether the file ends in the midst of its objects. A repair would give its first pages as the whole report."""
    end = data.rfind(_END)
    if end < 0:
        return _HEADER in data[:_AFTER_END] and b"obj" in data
    rest = data[end + len(_END) :]
    return len(rest) > _AFTER_END and b" obj" in rest
