"""Whether the words of a PDF were recognised in pictures of its pages before it came to us: then letters may be wrong.

What belongs here: telling a text layer that nobody sees. What does not: making one (``documents/ocr.py``).
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

#: Words within drawings within drawings: a text layer stands on the page itself, or one deeper.
_MAX_DEPTH = 2


def is_recognised(data: bytes) -> bool:
    """Whether most words on a page in the middle, or on the first if it has none, are set invisibly (over a picture).

    A file that cannot be opened is none: whoever reads it will say why.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return False
    try:
        for index in (len(document) // 2, 0):
            hidden, shown = _count(document, index) if index < len(document) else (0, 0)
            if hidden or shown:
                return hidden > shown
        return False
    finally:
        document.close()


def _count(document: pypdfium2.PdfDocument, index: int) -> tuple[int, int]:
    """The runs of text on a page that are invisible, and the others."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return 0, 0
    try:
        modes = [
            pdfium.FPDFTextObj_GetTextRenderMode(found.raw)
            for found in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=_MAX_DEPTH)
        ]
    finally:
        page.close()
    hidden = modes.count(pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    return hidden, len(modes) - hidden
