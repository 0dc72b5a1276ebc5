"""What formats that state their paragraphs (DOCX, DOC, HTML) have in common: pieces, marks in them, lines, tables.

What belongs here: gathering words and marks into pieces, and which lines and cells are paragraphs of their own. What
does not: how a format states them, and what becomes of the pieces (``stated.py``).
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sederunt.documents.lines import OPENER, goes_on, join, read_lines, runs

#: Stands in ``Piece.words`` for each of its marks; the characters of a document never hold it (see ``clean``).
PLACE = "\ue000"
#: Stands in ``Piece.words`` where a line was ended within the paragraph.
BREAK = "\n"
#: Characters of private use stand for pictures of a font's own (bullets, arrows); NUL and the like for nothing.
_UNUSED = re.compile("[\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f\ufff9-\ufffb]")
_SPACE = re.compile(r"[\t\n\v\f\r ]+")
#: What can be a mark: a number, a sign, one letter or two, or a roman numeral of endnotes.
_LABEL = re.compile(r"\d{1,3}|[*†‡§¶]{1,4}|[a-z]{1,2}|[ivxl]{1,6}")
_BULLETS = frozenset("•*-–—")
_SENTENCE_END = re.compile(rf"[.;:!?。；：؛؟][)\]”»’\"{PLACE}\s]*$")
_BETWEEN_LABELS = re.compile(r"[,\s;]+")
#: So many lines as wide as this, some of which begin with a small letter, were wrapped to fit a page.
_MIN_WRAPPED_LINES = 4
_WRAPPED_WIDTH = 50
_MIN_GOING_ON = 0.25
#: A cell of a list of names is no longer.
_MAX_NAME = 70


@dataclass(slots=True)
class Ref:
    """A mark in a paragraph: its label, and the key of its note where the format states it."""

    label: str
    note: str | None = None


@dataclass(slots=True)
class Piece:
    """One paragraph as a format states it; ``words`` hold ``PLACE`` for each of ``refs``, in order.

    ``level`` is that of a heading (1 outermost), 0 where the format calls it none; ``is_contents`` a line of a table of
    contents.
    """

    words: str
    refs: list[Ref] = field(default_factory=list)
    level: int = 0
    is_apart: bool = True
    is_contents: bool = False

    def plain_words(self) -> str:
        """The words without marks and line breaks."""
        return " ".join(self.words.replace(PLACE, "").split())


@dataclass(slots=True)
class Note:
    """A note that the format states: its label and its words."""

    label: str
    words: str


def clean(words: str) -> str:
    """Characters as they may stand in ``Piece.words``: nothing of private use, no control characters, no line ends."""
    return words if words.isprintable() else _SPACE.sub(" ", _UNUSED.sub("", words))


def numbered(prefix: str, words: str) -> str:
    """The words of an entry behind what its list prints before them. A bullet, which is no word, is left out before a
    name or a title: a list of names is the same with bullets and without.
    """
    if prefix.strip() in _BULLETS and not _SENTENCE_END.search(words):
        return words
    return prefix + words


@dataclass
class Writer:
    """Gathers the words of one paragraph; raised ones become marks where they can be labels."""

    is_raised: bool = False
    _parts: list[str] = field(default_factory=list)
    _raised: list[str] = field(default_factory=list)
    _refs: list[Ref] = field(default_factory=list)

    def write(self, words: str) -> None:
        """Words as they stand, or raised ones while ``is_raised``."""
        if self.is_raised:
            self._raised.append(clean(words))
        else:
            if self._raised:
                self._settle()
            self._parts.append(words if words.isprintable() else clean(words))

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written since the last paragraph."""
        return not self._parts and not self._raised

    def end_line(self) -> None:
        """A line ends within the paragraph."""
        self._settle()
        self._parts.append(BREAK)

    def mark(self, ref: Ref) -> None:
        """A mark whose note the format states."""
        self._settle()
        self._parts.append(PLACE)
        self._refs.append(ref)

    def take(self) -> tuple[str, list[Ref]]:
        """The words and marks gathered; the next paragraph begins."""
        if self._raised:
            self._settle()
        if not self._parts:
            return "", []
        words, refs = "".join(self._parts), self._refs
        self._parts, self._refs = [], []
        return words, refs

    def _settle(self) -> None:
        """Write the raised words that have come to their end: as marks, or as they are ("1ᵉʳ", "10⁻³")."""
        if not self._raised:
            return
        raised, self._raised = "".join(self._raised), []
        bare = raised.strip().strip("()[]/ ")
        labels = [label for label in _BETWEEN_LABELS.split(bare) if label]
        if not labels or not all(_LABEL.fullmatch(label) for label in labels):
            self._parts.append(raised)
            return
        if raised[0] == " ":
            self._parts.append(" ")
        for label in labels:
            self._parts.append(PLACE)
            self._refs.append(Ref(label))
        if raised[-1] == " ":
            self._parts.append(" ")


def break_lines(piece: Piece) -> list[Piece]:
    """The paragraphs of a piece whose lines were ended by hand: titles and lists have one a line, wrapped text has not.

    A heading is one, whatever its lines.
    """
    lines = [line.strip() for line in piece.words.split(BREAK)]
    if piece.level or sum(map(bool, lines)) < 2:
        return [replace(piece, words=" ".join(lines))]
    gaps = [bool(index and not lines[index - 1]) for index, line in enumerate(lines) if line]
    full = [line for line in lines if line]
    if _are_wrapped(full):
        wrapped = [(join(run.lines).words, run.is_apart) for run in runs(read_lines([(0, lines)]))]
    else:
        wrapped = []
        for line, gap in zip(full, gaps, strict=True):
            if wrapped and not gap and goes_on(wrapped[-1][0], line):
                wrapped[-1] = (f"{wrapped[-1][0]} {line}", wrapped[-1][1])
            else:
                wrapped.append((line, gap))
    refs = iter(piece.refs)
    return [
        replace(
            piece,
            words=words,
            refs=[ref for ref, _ in zip(refs, range(words.count(PLACE)), strict=False)] if PLACE in words else [],
            is_apart=piece.is_apart if index == 0 else is_apart,
        )
        for index, (words, is_apart) in enumerate(wrapped)
    ]


def _are_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were ended to fit a page: they are wide, and go on in mid-sentence or, where letters have no small
    form, are equally long.
    """
    if len(lines) < _MIN_WRAPPED_LINES:
        return False
    cased = sum(line[0].islower() or line[0].isupper() for line in lines)
    if cased * 2 > len(lines):
        going_on = sum(line[0].islower() for line in lines[1:])
        return statistics.median(map(len, lines)) >= _WRAPPED_WIDTH and going_on >= _MIN_GOING_ON * len(lines)
    widest = max(map(len, lines))
    return widest >= _WRAPPED_WIDTH / 2 and sum(len(line) > 0.8 * widest for line in lines) > 0.8 * (len(lines) - 1)


def read_table(rows: Sequence[Sequence[Sequence[Piece]]]) -> list[Piece]:
    """The paragraphs of a table's cells: row by row, but names that go down its columns in the order of the alphabet
    column by column. The number of an entry is set before the words of the next cell.
    """
    for row in rows:
        for cell in row:
            for piece in cell[:1]:
                piece.is_apart = piece.level > 0
    cells = _down(rows) if _goes_down(rows) else [piece for row in rows for piece in _with_numbers(row)]
    for piece in cells[:1]:
        piece.is_apart = True
    return cells


def _with_numbers(row: Sequence[Sequence[Piece]]) -> list[Piece]:
    found: list[Piece] = []
    bare: Piece | None = None
    for cell in row:
        for index, piece in enumerate(cell):
            if index == 0 and bare is not None:
                found.remove(bare)
                piece.words, piece.refs = f"{bare.words.strip()} {piece.words}", bare.refs + piece.refs
            found.append(piece)
            bare = None
        if len(cell) == 1 and _is_bare_opener(cell[0].words):
            bare = found[-1]
    return found


def _is_bare_opener(words: str) -> bool:
    opener = OPENER.match(words.strip() + " x")
    return opener is not None and opener.end() == len(words.strip()) + 1


def _down(rows: Sequence[Sequence[Sequence[Piece]]]) -> list[Piece]:
    width = max(map(len, rows))
    return [piece for at in range(width) for row in rows if at < len(row) for piece in row[at]]


def _goes_down(rows: Sequence[Sequence[Sequence[Piece]]]) -> bool:
    """Whether a table is a list of names set in columns: in order down the columns, and not along the rows."""
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in rows for cell in row if cell]
    if any(len(cell) > 1 or len(cell[0].words) > _MAX_NAME or re.search(r"\d", cell[0].words) for cell in cells):
        return False
    down = [piece.words.casefold() for piece in _down(rows)]
    along = [piece.words.casefold() for row in rows for cell in row for piece in cell]
    return _in_order(down) > _in_order(along)


def _in_order(words: Sequence[str]) -> int:
    return sum(one <= other for one, other in pairwise(words))
