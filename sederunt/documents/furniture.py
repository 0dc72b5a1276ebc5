"""Page furniture: the heads and feet that a page repeats (symbols, page numbers, job numbers) and that are no text.

What belongs here: finding them by repetition and by form. What does not: joining what is left (``plain.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

#: Lines from the top and from the bottom of a page that may be furniture.
_DEPTH = 4
#: A line that recurs at the edges of this share of the pages (and of at least two) is furniture.
_MIN_SHARE = 0.3
_DIGITS = re.compile(r"\d+")
#: What a head or foot is made of: page numbers ("3/27", "– 5 –"), job numbers ("25-07156"), bar codes ("*2507156*") and
#: document symbols. Each token alone may stand in a text; a line of nothing else at the edge of a page is furniture.
_PAGE_OF = r"\d{1,4}/\d{1,4}"
_JOB = r"(?:\d{2}-\d{5}\*?|[A-Z]{1,3}\.\d{2}-\d{5}|\*[A-Z\d]{5,}\*)(?:\s?\([A-Z]\))?(?:\s+\d{6})?"
_TOKEN = (
    rf"(?:{_PAGE_OF}|{_JOB}|/(?:\.\.\.|…)|[-–—]?\s?\d{{1,4}}\s?[-–—]?|[ivxl]{{1,6}}|\([A-Z]\)"
    r"|[A-Z]{1,5}(?:/[\w.()]+)+)"
)
_JOBS = re.compile(rf"(?:{_PAGE_OF}\s+)?{_JOB}(?:\s+(?:{_JOB}|{_PAGE_OF}|/(?:\.\.\.|…)))*")
_SYMBOL = re.compile(r"[A-Z]{1,6}(?:/[\w.()-]+)+")
#: A line of strokes and a number between dashes: where a typed page ended; so many of them make it sure.
_TYPED = re.compile(r"[\s/]*(?:[-–—]\s?(?P<number>\d{1,4})\s?[-–—][\s/]*|/{2,}[\s/]*)")
_STROKES = re.compile(r"\s+/{2,}\s*$")
_MIN_TYPED = 3
_ENDS = (".", ":", ";", "!", "?")
_FURNITURE = re.compile(rf"{_TOKEN}(?:\s+{_TOKEN})*")


def strip_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page without its head and foot. A document of one page keeps all its lines but those that
    number the pages it was typed on.

    The head of the first page states symbol, date and title; it is kept.
    """
    if len(pages) < 2:
        return [_without_typed_numbers(page) for page in pages]
    repeated = _repeated(pages)
    trimmed = [list(page) if index == 0 else _trim(page, repeated) for index, page in enumerate(pages)]
    heads = {
        line.strip() for page in pages for line in page if _SYMBOL.fullmatch(line.strip()) and form(line) in repeated
    }
    return [_without_glued(page, heads) for page in trimmed]


def _without_typed_numbers(page: Sequence[str]) -> list[str]:
    """The lines of a text without form feeds that still has the page numbers of what was typed ("- 4 -", with strokes
    around them): they go, and with them the blank lines that would part a sentence.
    """
    numbers = [int(match["number"]) for line in page if (match := _TYPED.fullmatch(line)) and match["number"]]
    if len(numbers) < _MIN_TYPED or numbers != sorted(set(numbers)):
        return list(page)
    kept: list[str] = []
    is_open = False  # a page ended within a sentence
    for line in page:
        if line.strip() and _TYPED.fullmatch(line):
            while kept and not kept[-1].strip():
                kept.pop()
            is_open = bool(kept) and not kept[-1].rstrip().endswith(_ENDS)
            kept += [] if is_open else [""]
        elif line.strip() or not is_open:
            kept.append(_STROKES.sub("", line))
            is_open = False
    return kept


def _without_glued(page: list[str], heads: set[str]) -> list[str]:
    """A head that the extraction has glued to the last line of a page ("… of Cabo Verde,  A/80/15") taken off."""
    for index in range(len(page) - 1, max(len(page) - 4, -1), -1):
        line = page[index].rstrip()
        head = next((head for head in heads if line.endswith(head) and line != head), None)
        if head and line[: -len(head)].strip():
            page[index] = line[: -len(head)]
            return [text for position, text in enumerate(page) if position <= index or not is_furniture(text)]
    return page


def is_furniture(line: str) -> bool:
    """Whether a line is made of nothing but page and job numbers, bar codes and symbols."""
    return bool(_FURNITURE.fullmatch(" ".join(line.split())))


def is_job_number(line: str) -> bool:
    """Whether a line is a job number or a bar code, with at most the letter of the language and a date ("25-04776 (E)
    100425"): they stand in no text.
    """
    return bool(_JOBS.fullmatch(" ".join(line.split())))


def form(line: str) -> str:
    """A line with its numbers left open: heads and feet that differ in the page number only have one form."""
    return _DIGITS.sub("#", " ".join(line.split()))


def _edges(page: Sequence[str]) -> set[str]:
    lines = [line for line in page if line.strip()]
    return {form(line) for line in (*lines[:_DEPTH], *lines[-_DEPTH:])}


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    counts = Counter(form for page in pages for form in _edges(page))
    least = max(2, _MIN_SHARE * len(pages))
    return {form for form, count in counts.items() if count >= least}


def _trim(page: Sequence[str], repeated: set[str]) -> list[str]:
    lines = list(page)
    for side in (0, -1):
        taken = 0
        while lines and taken < _DEPTH:
            line = lines[side]
            if line.strip():
                if form(line) not in repeated and not is_furniture(line):
                    break
                taken += 1
            lines.pop(side)
    return lines
