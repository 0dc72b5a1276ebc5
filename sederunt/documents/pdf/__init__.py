"""PDF to ``Text``: pages, columns, footnotes and their marks, by where characters stand and how they are set.

What belongs here: the order of the steps. What does not: each step (``source``, ``words``, ``rows``, ``furniture``,
``columns``, ``notes``, ``marks``, ``setting``), and what all formats that are read by lines share
(``documents/lines.py``, ``documents/layout.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sederunt.documents.bidi import is_rtl
from sederunt.documents.hyphens import soften_hyphens
from sederunt.documents.layout import lay_out
from sederunt.documents.lines import Line, Run, runs
from sederunt.documents.pdf.columns import in_reading_order
from sederunt.documents.pdf.contents import mark_contents
from sederunt.documents.pdf.furniture import strip_furniture
from sederunt.documents.pdf.notes import Note, may_hold_notes, part_notes
from sederunt.documents.pdf.rows import Row, rows_of
from sederunt.documents.pdf.rules import rules_of
from sederunt.documents.pdf.setting import lines_of, note_lines, right_edge, usual_leading
from sederunt.documents.pdf.source import limits, opened, text_page, too_long
from sederunt.documents.pdf.words import read_words
from sederunt.documents.text import Text
from sederunt.errors import NoTextLayer

#: The notes of a table stand under its end, so many pages on at most.
_TABLE_PAGES = 3


def read_pdf(data: bytes) -> Text:
    """The text of a PDF.

    Raises ``UnreadableDocument`` for one that is encrypted, damaged, cut, without pages, or larger than ``limits.toml``
    allows, and ``NoTextLayer`` for one that is made of pictures.
    """
    pages, rules = _read_pages(data)
    if not any(pages):
        raise NoTextLayer
    stripped = strip_furniture(pages)
    for rows in stripped:
        mark_contents(rows, len(pages))
    stripped = [in_reading_order(rows) for rows in stripped]
    size = _body_size(stripped)
    body: list[list[Row]] = []
    notes: list[list[Note]] = []
    for rows, lines in zip(stripped, rules, strict=True):
        rest, found = part_notes(rows, size, lines, bool(notes and notes[-1]))
        body.append(rest)
        notes.append(found)
    body_lines = _body_lines(body, notes)
    soften_hyphens(body_lines)
    return lay_out(runs(body_lines), _note_runs(notes), len(pages))


def _read_pages(data: bytes) -> tuple[list[list[Row]], list[list[tuple[float, float, float]]]]:
    """The rows of each page, and its rules, one page after the other."""
    pages: list[list[Row]] = []
    rules: list[list[tuple[float, float, float]]] = []
    count = 0
    with opened(data) as document:
        for index in range(len(document)):
            with text_page(document, index) as (page, words):
                count += words.count_chars()
                if count > limits().characters:
                    raise too_long()
                found, characters = read_words(words)
                pages.append(rows_of(found, characters, index))
                # Where notes may go on from the page before, or begin.
                lines = rules_of(page) if any(map(may_hold_notes, pages[-2:])) else []
                turned = bool(lines) and is_rtl(characters)
                rules.append([(-end, -start, at) for start, end, at in lines] if turned else lines)
    return pages, rules


def _body_size(pages: Sequence[Sequence[Row]]) -> float:
    """The size in which most characters are set, in points."""
    sizes: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            sizes[round(row.size, 1)] += sum(len(word.text) for word in row.words)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _body_lines(pages: Sequence[Sequence[Row]], notes: Sequence[Sequence[Note]]) -> list[Line]:
    leading = usual_leading(pages)
    usual = right_edge([row for rows in pages for row in rows])
    lines: list[Line] = []
    previous: Sequence[Row] = ()
    for index, rows in enumerate(pages):
        full = [row for row in rows if len(row.words) > 6]
        measure = right_edge(full) if len(full) > 4 else usual
        lines += lines_of(rows, previous, leading, measure, _labels(notes, index))
        previous = rows or previous
    return lines


def _labels(notes: Sequence[Sequence[Note]], page: int) -> set[str]:
    """The labels of the notes that marks on a page may call: its own, and the letters of a table that goes on."""
    later = {note.label for found in notes[page + 1 : page + 1 + _TABLE_PAGES] for note in found}
    return {note.label for note in notes[page]} | {label for label in later if label.isalpha()}


def _note_runs(pages: Sequence[Sequence[Note]]) -> list[Run]:
    """The notes as paragraphs; one without a label goes on from the page before."""
    gathered: list[Run] = []
    for found in pages:
        for note in found:
            lines = note_lines(note.label, note.rows)
            if note.label or not gathered:
                gathered.append(Run(lines, is_apart=True))
            else:
                gathered[-1].lines += lines
    return gathered
