"""Read PDFs and print, as JSON, what that costs beside pdfium's own work: ``python -m benchmarks.pdf FILE …``.

What belongs here: the processor time of ``read_pdf`` against that of handing out the plain text and the box of every
character through pypdfium2, in one process and in turn, so that the ratio holds on a busy machine. What does not: the
other measurements (``cases``).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from sederunt.documents.pdf import read_pdf

RUNS = 5


def hand_out(data: bytes) -> int:
    """The plain text and the box of each character of every page; the number of pages."""
    document = pypdfium2.PdfDocument(data)
    for index in range(len(document)):
        page = document[index]
        words = page.get_textpage()
        words.get_text_range()
        for place in range(words.count_chars()):
            words.get_charbox(place)
        words.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


def seconds(action: Callable[[bytes], object], data: bytes) -> float:
    """Processor time of one call."""
    begun = time.process_time()
    action(data)
    return time.process_time() - begun


def main() -> None:
    """Each file once so that everything is loaded, then some times in turn; the least time of each counts."""
    for path in map(Path, sys.argv[1:]):
        data = path.read_bytes()
        pages = hand_out(data)
        read_pdf(data)
        runs = [(seconds(hand_out, data), seconds(read_pdf, data)) for _ in range(RUNS)]
        plain, whole = (min(times) for times in zip(*runs, strict=True))
        found = {"pages": pages, "handing_out_s": round(plain, 3), "reading_s": round(whole, 3)}
        print(json.dumps({**found, "ratio": round(whole / plain, 2), "pages_per_s": round(pages / whole)}))


if __name__ == "__main__":
    main()
