"""Words to printed rows: what stands on one base line, with what is set smaller above or below it.

What belongs here: rows of a page from top to bottom, their words from left to right. What does not: columns and the
order in which rows are read (``columns.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sederunt.documents.bidi import has_rtl, is_rtl
from sederunt.documents.lines import HAN
from sederunt.documents.pdf.directions import lines_as_words, turned
from sederunt.documents.pdf.words import Word

#: Words on one line agree in their base line by this share of their size; leading is never so small.
_SAME_BASE = 0.25
#: A raised word is smaller than its host by this factor, and stands above its base line by these shares of its size.
SMALLER = 0.92
_RAISED = (0.08, 0.85)
_LOWERED = 0.4
#: How far, in ems of the host, a raised word stands behind or before it.
_BEHIND = (-0.35, 0.7)
_BEFORE = (-0.35, 2.0)
#: A part of a word stands no further behind the one before it, in ems.
_GLUED = 0.5
#: Chinese and Latin characters are parted by some white space that is none; not so wide, in ems.
_WIDE = 0.7
#: What is parted by less is no two words: a space that stands in the file only.
_TORN = 0.04


@dataclass(slots=True)
class Row:
    """A printed row, or a stretch of one: its words from left to right.

    ``base`` and ``size`` are those of most of its characters.
    """

    words: list[Word]
    page: int
    base: float = 0.0
    size: float = 0.0
    is_bold: bool = False
    x0: float = 0.0
    x1: float = 0.0
    place: int = 0
    starts_cell: bool = False
    column: tuple[float, float] | None = None  # the edges of the column that it was found in
    in_list: bool = False  # set in columns, an entry to a line
    is_led: bool = False  # to a page number: the end of an entry of a table of contents
    is_contents: bool = False  # of a table of contents

    def __post_init__(self) -> None:
        first = self.words[0]
        if all(word.size == first.size and word.base == first.base for word in self.words):
            self.size, self.base = first.size, first.base
        else:
            sizes: Counter[float] = Counter()
            bases: Counter[float] = Counter()
            for word in self.words:
                sizes[word.size] += len(word.text)
                bases[word.base] += len(word.text)
            self.size = max(sizes, key=lambda size: (sizes[size], size))
            self.base = max(bases, key=lambda base: (bases[base], -base))
        bold = sum(len(word.text) for word in self.words if word.is_bold)
        self.is_bold = bool(bold) and bold > 0.8 * sum(len(word.text) for word in self.words)
        self.x0 = min(word.x0 for word in self.words)
        self.x1 = max(word.x1 for word in self.words)
        self.place = min(word.place for word in self.words)

    @property
    def reading(self) -> list[Word]:
        """The words in the order in which they are read."""
        return sorted(self.words, key=lambda word: word.rank) if self.words[0].rank else self.words

    def glue(self, index: int) -> str:
        """What stands between a word and the one before it: a space or nothing."""
        reading = self.reading
        word, before = reading[index], reading[index - 1]
        if word.rank:
            return "" if word.is_glued else " "
        gap = word.x0 - before.x1
        if gap < _WIDE * self.size and (HAN.match(word.text) or HAN.match(before.text[-1])):
            return ""
        return "" if (word.is_glued and gap < _GLUED * self.size) or gap < _TORN * self.size else " "

    @property
    def text(self) -> str:
        """The words of the row as they are read."""
        return "".join((self.glue(index) if index else "") + word.text for index, word in enumerate(self.reading))


def rows_of(words: Sequence[Word], text: str, page: int) -> list[Row]:
    """The rows of a page, from top to bottom. ``text`` are its characters; where any of them goes from right to left,
    ``words`` are single ones.
    """
    if has_rtl(text):
        rtl = is_rtl(text)
        lines = _attached(_bands(turned(words) if rtl else words))
        return [Row(line, page) for line in lines_as_words(lines, rtl) if line]
    bands = _attached(_bands(words))
    return [Row(sorted(band, key=lambda word: (word.x0, word.place)), page) for band in bands if band]


def _bands(words: Iterable[Word]) -> list[list[Word]]:
    """Words by their base line, from top to bottom."""
    bands: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.base, word.x0)):
        if bands:
            first = bands[-1][0]
            if first.base - word.base <= _SAME_BASE * min(first.size, word.size):
                bands[-1].append(word)
                continue
        bands.append([word])
    return bands


def _attached(bands: list[list[Word]]) -> list[list[Word]]:
    """Bands with their raised and lowered words: they move to the line of the word that they stand beside."""
    for index, band in enumerate(bands):
        for other in (index + 1, index + 2, index - 1):
            if not band or not 0 <= other < len(bands) or not bands[other]:
                continue
            host = bands[other]
            moved = _beside(band, host)
            if moved:
                host += moved
                kept = {id(word) for word in moved}
                bands[index] = band = [word for word in band if id(word) not in kept]
    return bands


def _beside(band: Sequence[Word], host: Sequence[Word]) -> list[Word]:
    """The words of a band that stand beside a larger word of another one, as its index."""
    largest = max(word.size for word in host)
    rise = band[0].base - host[0].base
    if not -_LOWERED * largest < rise < _RAISED[1] * largest:
        return []
    smaller = [word for word in band if word.size < SMALLER * largest]
    moved: list[Word] = []
    for word in sorted(smaller, key=lambda word: word.x0):
        if any(_is_index(word, other) for other in host) or any(
            -0.3 * word.size < word.x0 - other.x1 < word.size for other in moved
        ):
            moved.append(word)
    return moved


def _is_index(word: Word, host: Word) -> bool:
    if word.size >= SMALLER * host.size:
        return False
    rise = word.base - host.base
    if not (_RAISED[0] * host.size < rise < _RAISED[1] * host.size or -_LOWERED * host.size < rise < 0):
        return False
    behind, before = word.x0 - host.x1, host.x0 - word.x1
    return _BEHIND[0] * host.size < behind < _BEHIND[1] * host.size or (
        rise > 0 and _BEFORE[0] * host.size < before < _BEFORE[1] * host.size
    )


def is_raised(word: Word, row: Row) -> bool:
    """Whether a word stands above its line and is smaller than it."""
    return word.size < SMALLER * row.size and word.base - row.base > _RAISED[0] * row.size
