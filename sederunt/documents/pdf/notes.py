"""The footnotes of a PDF page: what stands under a rule or in smaller type at the foot of a page or column, behind its
label.

What belongs here: telling the rows of notes from those of the body, and one note from the next. What does not: which
marks in the body belong to them (``marks.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sederunt.documents.pdf.rows import Row, is_raised

#: Notes are set smaller than the body by at least this factor.
_SMALLER = 0.95
#: A label: a number, a sign, a letter.
LABEL = re.compile(r"(?P<label>\d{1,3}|[*†‡§]{1,4}|[a-z])[.)/]?")
#: Rows of one note follow one another within so many ems.
_LEADING = 1.9


@dataclass(slots=True)
class Note:
    """A footnote: its label, and its rows; the label's words are left out of the first."""

    label: str
    rows: list[Row] = field(default_factory=list)


def part_notes(rows: Sequence[Row], body_size: float, rule: float | None) -> tuple[list[Row], list[Note]]:
    """The rows of the body, and the notes of a page whose rows stand in reading order. ``rule`` is the base line of the
    rule above the notes, None where there is none. A note without a label goes on from the page before.
    """
    body: list[Row] = []
    notes: list[Note] = []
    current: Note | None = None
    for index, row in enumerate(rows):
        label = label_of(row, _is_small(row, body_size), rule)
        under = rule is not None and row.base < rule
        if current is not None and _ends(current, row, under):
            current = None
        if label and (under or _is_small(row, body_size)) and (under or _is_to_the_end(rows[index:], body_size)):
            current = Note(label)
            notes.append(current)
        elif current is None and under and _is_to_the_end(rows[index:], body_size):
            current = Note("")
            notes.append(current)
        if current is None:
            body.append(row)
        else:
            current.rows.append(row)
    return body, notes


def _is_small(row: Row, body_size: float) -> bool:
    return row.size < _SMALLER * body_size


def _ends(note: Note, row: Row, under: bool) -> bool:
    """Whether a row is no more of the note: larger type, or far below it, or in another column."""
    last = note.rows[-1]
    drop = last.base - row.base
    return row.size > 1.06 * last.size or (not under and not 0 < drop < _LEADING * last.size * 1.5)


def _is_to_the_end(rows: Sequence[Row], body_size: float) -> bool:
    """Whether nothing but small type follows in the same column."""
    first = rows[0]
    for row in rows[1:]:
        if row.base > first.base:
            return True  # the next column
        if not _is_small(row, body_size) and row.size > 1.06 * first.size:
            return False
    return True


def label_of(row: Row, is_small: bool, rule: float | None) -> str:
    """The label that a row begins with: raised, or a sign, or standing free in a place for notes; "" for none."""
    first = row.words[0]
    match = LABEL.fullmatch(first.text)
    if match is None or len(row.words) < 2:
        return ""
    if is_raised(first, row):
        return match["label"]
    if not (first.text[0].isalnum()) and (is_small or rule is not None):
        return match["label"]
    if rule is not None and row.base < rule and first.text[-1] in ".)/" + match["label"]:
        return match["label"]
    return ""
