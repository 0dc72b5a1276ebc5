"""The words of a page: where they stand, how large they are set, and where within a word the type changes.

What belongs here: asking pdfium for characters and boxes, as seldom as may be, since each question costs as much as a
line of Python. What does not: lines (``rows.py``), and what a change of type means (``marks.py``).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from sederunt.documents.bidi import has_rtl

#: pdfium writes U+FFFE for a hyphen at the end of a line, and then no line end.
_WORD = re.compile(r"[^\s\ufffe\x00]+\ufffe?|\ufffe")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_BOLD_WEIGHT = 600
#: Type differs where its size does by this share, or its base line by this share of its size.
_OTHER_SIZE = 0.04
_OTHER_BASE = 0.06
#: Within a word no gap is wider, in ems, and no character stands so far to the left of the one before it.
_WIDEST_GAP = 0.6
#: Digits right behind a letter or a point, or before a letter: some fonts draw raised ones in type of the same size,
#: which is then so much smaller and higher, in ems.
_DIGITS_BESIDE = re.compile(r"[^\W\d_][)\].,;:”»’]?\d{1,3}|\d{1,3}(?=[^\W\d_])|[)\]”»’.,;:]\d{1,3}")
_GLYPH_SIZE, _GLYPH_RISE = 0.6, 0.2
#: Rotations by so many degrees are one direction.
_QUARTER = 90


@dataclass(slots=True)
class Word:
    """A word, or the part of one that is set in one type. Coordinates in points, upright, from the lower left.

    ``is_glued``: no space stands between it and the word before it. ``place`` counts in the order of the file;
    ``rank``, from 1, in the order in which the words of its line are read, where that is not from left to right.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    is_bold: bool
    is_glued: bool
    place: int
    rank: int = 0


@dataclass(slots=True)
class _Type:
    """How a text object is set. ``turn`` counts quarter turns counter-clockwise."""

    size: float
    is_bold: bool
    turn: int
    x: float
    y: float

    def __post_init__(self) -> None:
        self.size = round(self.size, 2)


def _untyped(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes and gives plain addresses, which can be compared and looked up."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_object_at = _untyped(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_font_of = _untyped(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)
_box_at = _untyped(
    pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(pdfium.FS_RECTF)
)


class _Page:
    """The characters of one page and what was asked about them."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self.handle = ctypes.cast(page.raw, ctypes.c_void_p)
        self.raw = page.raw
        self.text = characters(page)
        self.types: dict[int, _Type] = {}
        self.last_address: int | None = None  # of the text object that was asked for last
        self.fonts: dict[int, bool] = {}
        self.box = pdfium.FS_RECTF()
        self.box_reference = ctypes.byref(self.box)

    def type_at(self, index: int) -> _Type | None:
        """How the character is set; None for one that pdfium has added."""
        address = _object_at(self.handle, index)
        self.last_address = address
        if not address:
            return None
        known = self.types.get(address)
        if known is None:
            known = self.types[address] = self._ask(index, address)
        return known

    def types_at(self, first: int, last: int) -> tuple[_Type | None, _Type | None]:
        """The same of the first and the last character of a word, which mostly stand in one text object."""
        kind = self.type_at(first)
        if first == last or kind is None or _object_at(self.handle, last) == self.last_address:
            return kind, kind
        return kind, self.type_at(last)

    def _ask(self, index: int, address: int) -> _Type:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self.raw, index, matrix)
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self.raw, index, x, y)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        turn = round(angle / _QUARTER) % 4
        return _Type(
            pdfium.FPDFText_GetFontSize(self.raw, index) * scale, self._is_bold(index, address), turn, x.value, y.value
        )

    def _is_bold(self, index: int, address: int) -> bool:
        font = _font_of(address)
        if font not in self.fonts:
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), name, len(name))
            named = name.value.decode("latin-1")
            self.fonts[font] = (
                bool(_BOLD.search(named)) or pdfium.FPDFText_GetFontWeight(self.raw, index) >= _BOLD_WEIGHT
            )
        return self.fonts[font]

    def is_raised_glyph(self, index: int, kind: _Type) -> bool:
        """Whether a digit stands above its base line by its own drawing, as the raised digits of a font do."""
        edges = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self.raw, index, *edges)
        bottom, top = edges[2].value, edges[3].value
        return bottom - kind.y > _GLYPH_RISE * kind.size and top - bottom < _GLYPH_SIZE * kind.size

    def edges(self, first: int, last: int, turn: int) -> tuple[float, float]:
        """From where to where a stretch of characters goes along its line, upright."""
        box = self.box
        _box_at(self.handle, first, self.box_reference)
        if turn == 0 and last != first:  # nearly all words
            x0, x1 = box.left, box.right
            _box_at(self.handle, last, self.box_reference)
            return (x0, box.right) if x0 <= box.left else (box.left, x1)
        start = _along(box, turn)
        if last == first:
            return start
        _box_at(self.handle, last, self.box_reference)
        end = _along(box, turn)
        return (start[0], end[1]) if start[0] <= end[0] else (end[0], start[1])


def _along(box: pdfium.FS_RECTF, turn: int) -> tuple[float, float]:
    if turn == 0:
        return box.left, box.right
    if turn == 1:
        return box.bottom, box.top
    if turn == 2:
        return -box.right, -box.left
    return -box.top, -box.bottom


def _base(kind: _Type, turn: int) -> float:
    return (kind.y, -kind.x, -kind.y, kind.x)[turn]


def characters(page: pypdfium2.PdfTextPage) -> str:
    """The characters of a page, one for each that pdfium counts."""
    count = page.count_chars()
    text: str = page.get_text_range()
    if len(text) == count:
        return text
    # Characters outside the basic plane, or without a code: asked for one by one, so that places hold.
    codes = (pdfium.FPDFText_GetUnicode(page.raw, index) for index in range(count))
    return "".join(chr(code) if 31 < code < 0x110000 else " " if code != 2 else "\ufffe" for code in codes)


def read_words(page: pypdfium2.PdfTextPage) -> tuple[list[Word], str]:
    """The words of a page in the order of the file, and its characters; where any goes from right to left, each of
    them as a word of its own.

    Words are those set in the direction that most of them are; others are left out, being seals, bar codes and remarks
    in the margin.
    """
    asked = _Page(page)
    if has_rtl(asked.text):
        return _upright(_characterwise(asked)), asked.text
    return _upright([word for match in _WORD.finditer(asked.text) for word in _word(asked, match)]), asked.text


def _upright(words: list[tuple[int, Word]]) -> list[Word]:
    lengths: Counter[int] = Counter()
    for turn, word in words:
        lengths[turn] += len(word.text)
    if len(lengths) < 2:
        return [word for _, word in words]
    usual = lengths.most_common(1)[0][0]
    return [word for turn, word in words if turn == usual]


def _word(page: _Page, match: re.Match[str]) -> list[tuple[int, Word]]:
    start, end = match.span()
    kind, last = page.types_at(start, end - 1)
    if kind is None or last is None:
        return _parts(page, start, end)
    if kind is not last:
        same = kind.turn == last.turn and kind.size == last.size and _base(kind, kind.turn) == _base(last, kind.turn)
        if not same:
            return _parts(page, start, end)
    x0, x1 = page.edges(start, end - 1, kind.turn)
    words = match[0]
    is_wide = x1 - x0 > (end - start + 1) * kind.size * 1.2
    if is_wide or (not words.isalpha() and _has_raised_glyphs(page, start, end, kind)):
        return _parts(page, start, end)
    return [(kind.turn, Word(words, x0, x1, _base(kind, kind.turn), kind.size, kind.is_bold, False, start))]


def _has_raised_glyphs(page: _Page, start: int, end: int, kind: _Type) -> bool:
    """Whether digits beside letters or points are glyphs that look raised, in type of the same size."""
    match = _DIGITS_BESIDE.search(page.text, start, end)
    if match is None or kind.turn:
        return False
    return page.is_raised_glyph(match.end() - 1, kind)


def _parts(page: _Page, start: int, end: int) -> list[tuple[int, Word]]:
    """A word taken apart where its type changes or a gap stands in it."""
    parts: list[tuple[int, Word]] = []
    for index in range(start, end):
        kind = page.type_at(index)
        if kind is None:
            continue
        x0, x1 = page.edges(index, index, kind.turn)
        base = _base(kind, kind.turn)
        if page.text[index].isdigit() and not kind.turn and page.is_raised_glyph(index, kind):
            kind = replace(kind, size=_GLYPH_SIZE * kind.size)
            base += _GLYPH_RISE * kind.size
        if parts:
            turn, part = parts[-1]
            far = not -_WIDEST_GAP * kind.size < x0 - part.x1 < _WIDEST_GAP * kind.size
            if turn == kind.turn and not far and _is_alike(part, kind.size, base):
                part.text += page.text[index]
                part.x1 = max(part.x1, x1)
                continue
            is_glued = turn == kind.turn and not far and abs(base - part.base) < max(part.size, kind.size)
        else:
            is_glued = False
        parts.append((kind.turn, Word(page.text[index], x0, x1, base, kind.size, kind.is_bold, is_glued, index)))
    return parts


def _is_alike(part: Word, size: float, base: float) -> bool:
    return abs(part.size - size) <= _OTHER_SIZE * size and abs(part.base - base) <= _OTHER_BASE * size


def _characterwise(page: _Page) -> list[tuple[int, Word]]:
    """Every character as a word of its own: where writing goes from the right, only places tell the order."""
    found: list[tuple[int, Word]] = []
    for index, character in enumerate(page.text):
        if character in "\r\n\x00":
            continue
        kind = page.type_at(index)
        if kind is None:
            continue
        x0, x1 = page.edges(index, index, kind.turn)
        base = _base(kind, kind.turn)
        found.append((kind.turn, Word(character, x0, x1, base, kind.size, kind.is_bold, True, index)))
    return found
