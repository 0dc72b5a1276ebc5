"""The footnotes of a PDF page: what stands under a rule or in smaller type at the foot of a page or column, behind its
label.

What belongs here: telling the rows of notes from those of the body, and one note from the next. What does not: which
marks in the body belong to them (``marks.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sederunt.documents.footnotes import RULE
from sederunt.documents.pdf.rows import Row, is_raised

Rule = tuple[float, float, float]

#: Notes are set smaller than the body by at least this factor; type is larger from this one on.
_SMALLER = 0.95
_LARGER = 1.06
#: A label: a number, a sign, a letter.
LABEL = re.compile(r"(?P<label>\d{1,3}|[*†‡§]{1,4}|[a-z])[.)/]?")
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,4}|[a-z]")
#: The rule above notes is no longer than this share of the text is wide; a first line is indented by so many ems.
_SHORT_RULE = 0.5
_INDENT = 6.0
#: A line underlines what stands no further above it, in ems.
_UNDERLINE = 0.4
#: Rows of one note follow one another within so many ems.
_LEADING = 2.8


@dataclass(slots=True)
class Note:
    """A footnote: its label, and its rows, the label among the words of the first. One without a label goes on from the
    page before.
    """

    label: str
    rows: list[Row] = field(default_factory=list)


def may_hold_notes(rows: Sequence[Row]) -> bool:
    """Whether any row of a page begins with what could be a label: only then are its drawings worth looking at."""
    return any(label_of(row)[0] for row in rows)


def part_notes(
    rows: Sequence[Row], body_size: float, rules: Sequence[Rule], goes_on: bool
) -> tuple[list[Row], list[Note]]:
    """The rows of the body, and the notes of a page whose rows stand in reading order.

    ``rules`` are its thin lines; ``goes_on`` says that the page before ended in a note, which may go on here.
    """
    printed = [(row.x0, row.x1, row.base) for row in rows if _is_rule(row)]
    rows = [row for row in rows if not _is_rule(row)]
    page = _Page(rows, body_size, goes_on)
    page.rule = _rule_above_notes(page, (*rules, *printed))
    body: list[Row] = []
    notes: list[Note] = []
    for index, row in enumerate(rows):
        note = notes[-1] if notes and not body_follows(notes[-1], row, page) else None
        if label := page.label_at(index, note):
            notes.append(Note(label, [row]))
        elif note is not None:
            note.rows.append(row)
        elif page.is_under(row) and page.is_rest_small(index) and not notes:
            notes.append(Note("", [row]))
        else:
            body.append(row)
            if notes:
                page.is_raised = None
    return body, notes


def body_follows(note: Note, row: Row, page: _Page) -> bool:
    """Whether a row is no more of the note: in larger type, or far below it, or in another column."""
    last = note.rows[-1]
    drop = last.base - row.base
    return row.size > _LARGER * last.size or not (0 < drop < _LEADING * last.size or page.is_under(row))


class _Page:
    """What tells whether rows of one page are notes."""

    def __init__(self, rows: Sequence[Row], body_size: float, goes_on: bool) -> None:
        self.rows = rows
        self.body_size = body_size
        self.goes_on = goes_on
        self.rule: float | None = None
        self.is_raised: bool | None = None  # whether the labels of this page's notes are
        self.last = ""
        self.marks = {
            match[0]
            for row in rows
            for word in row.words
            if is_raised(word, row)
            for match in _MARK.finditer(word.text)
        }

    def is_small(self, row: Row) -> bool:
        return row.size < _SMALLER * self.body_size

    def is_under(self, row: Row) -> bool:
        return self.rule is not None and row.base < self.rule

    def is_rest_small(self, index: int) -> bool:
        """Whether nothing but small type follows in the same column."""
        first = self.rows[index]
        for row in self.rows[index + 1 :]:
            if row.base > first.base:
                return True  # the next column
            if not self.is_small(row) and row.size > _LARGER * first.size:
                return False
        return True

    def label_at(self, index: int, note: Note | None) -> str:
        """The label of the note that begins with a row; "" where none does."""
        row = self.rows[index]
        label, raised = label_of(row)
        is_place = self.is_under(row) or (
            self.is_small(row) and (raised or note is not None or self.is_rest_small(index))
        )
        if not label or not is_place:
            return ""
        if not raised:
            # A number or letter at the head of a wrapped line is no label: labels are alike, and stand for marks.
            is_sign = not label.isalnum()
            if self.is_raised or not (is_sign or (label in self.marks and follows(self.last, label))):
                return ""
        self.is_raised, self.last = raised, label
        return label


def follows(before: str, label: str) -> bool:
    """Whether a label may come next: numbers count up or start again."""
    if not (before.isdigit() and label.isdigit()):
        return True
    return int(label) in (1, int(before) + 1)


def label_of(row: Row) -> tuple[str, bool]:
    """What may be a label before a row, "" for nothing, and whether it is raised."""
    first = row.words[0]
    match = LABEL.fullmatch(first.text)
    if match is None or len(row.words) < 2:
        return "", False
    return match["label"], is_raised(first, row)


def _is_rule(row: Row) -> bool:
    return len(row.words) == 1 and bool(RULE.match(row.words[0].text))


def _rule_above_notes(page: _Page, rules: Sequence[Rule]) -> float | None:
    """The height of the rule below which nothing but notes stands; None where there is none.

    It is short, underlines nothing, its notes begin at its left end, and the first row below it has a label that is
    raised or that a mark on the page bears; or all below it is set smaller and goes on from the page before.
    """
    if not page.rows:
        return None
    left, right = min(row.x0 for row in page.rows), max(row.x1 for row in page.rows)
    for start, end, height in sorted(rules, key=lambda rule: -rule[2]):
        below = [row for row in page.rows if row.base < height]
        if not below or end - start > _SHORT_RULE * (right - left) or _is_underline(page.rows, start, end, height):
            continue
        first = max(below, key=lambda row: row.base)
        if abs(first.x0 - start) > _INDENT * first.size:
            continue
        label, raised = label_of(first)
        if label and (raised or label in page.marks or not label.isalnum()):
            return height
        if page.goes_on and page.is_small(first) and all(row.size <= _LARGER * first.size for row in below):
            return height
    return None


def _is_underline(rows: Sequence[Row], start: float, end: float, height: float) -> bool:
    """Whether a line stands right under words of about its length."""
    return any(0 <= row.base - height < _UNDERLINE * row.size and row.x0 < end and row.x1 > start for row in rows)
