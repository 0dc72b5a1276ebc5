"""The rule above the footnotes of a page.

What belongs here: thin horizontal lines among the drawings of a page. What does not: what stands below them
(``notes.py``).
"""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

#: A rule is no thicker than so many points, and so long as this.
_THICKNESS = 2.5
_LENGTH = (30.0, 320.0)
#: Drawings of one page that are looked at.
_MOST = 5000


def rules_of(page: pypdfium2.PdfPage) -> list[tuple[float, float, float]]:
    """Thin horizontal lines: left, right and height of each, in points."""
    found: list[tuple[float, float, float]] = []
    edges = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(edge) for edge in edges]
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *references):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if top - bottom <= _THICKNESS and _LENGTH[0] <= right - left <= _LENGTH[1]:
            found.append((left, right, (top + bottom) / 2))
    return found
