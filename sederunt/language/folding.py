"""Letters made alike before words are looked for, so that accents, case and the damage of extraction cost nothing.

What belongs here: the folding of single characters (case, accents, hamza, tashkil, dashes, spaces, digits of other
scripts) and the way back from folded to original offsets. What does not: words of any language (``data/<language>``),
names (``registry/``) or symbols (``documents/symbols``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from sederunt.characters import replaced


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, where characters were left out, the original offset of each that is kept, and of the end."""

    text: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of a span in the folded text, marks left out after its last letter included."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]


@lru_cache(maxsize=2)
def fold(text: str) -> Folded:
    """Fold a text, one character for one or for none. The last texts are kept: each is searched for several things."""
    if text.isascii():
        return Folded(text.lower(), None)
    folded = replaced(text, _table())
    if len(folded) == len(text):
        return Folded(folded, None)
    kept: list[int] = []
    at = 0
    for mark in _LEFT_OUT.finditer(text):
        kept += range(at, mark.start())
        at = mark.end()
    return Folded(folded, (*kept, *range(at, len(text) + 1)))


def _ranges(*bounds: tuple[int, int]) -> Iterator[int]:
    for first, last in bounds:
        yield from range(first, last + 1)


#: Combining accents, soft hyphen, zero-width and bidirectional marks, Arabic tatweel and tashkil.
LEFT_OUT: frozenset[int] = frozenset(
    _ranges(
        (0x00AD, 0x00AD), (0x0300, 0x036F), (0x0640, 0x0640), (0x064B, 0x065F), (0x0670, 0x0670), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x2069), (0xFEFF, 0xFEFF),
    )
)  # fmt: skip

#: Latin, Cyrillic, Arabic, general punctuation, full-width forms: the letters that documents in the six languages use.
_FOLDED = ((0x0041, 0x005A), (0x00A0, 0x024F), (0x0400, 0x052F), (0x0600, 0x06FF), (0x1E00, 0x1EFF), (0xFF01, 0xFF5E))

_LEFT_OUT = re.compile(f"[{''.join(map(chr, sorted(LEFT_OUT)))}]+")
_DASHES = _ranges((0x2010, 0x2015), (0x2212, 0x2212), (0xFFFE, 0xFFFE))  # U+FFFE: pdfium's hyphen at a line's end
_SPACES = _ranges((0x00A0, 0x00A0), (0x2000, 0x200A), (0x202F, 0x202F), (0x3000, 0x3000))
_SINGLE = {"‘": "'", "’": "'", "ʼ": "'", "°": "º", "ى": "ي", "ٱ": "ا", "〇": "零"}


def _fold_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if 0xFF01 <= ord(character) <= 0xFF5E:
        character = chr(ord(character) - 0xFEE0)
    base = unicodedata.normalize("NFD", character)[0]
    lowered = base.lower()
    return lowered if len(lowered) == 1 else base


class _Table(dict[int, str | None]):
    """The foldings by code point; other characters stay as they are, and are noted when first met: ``str.translate``
    is slow where it finds nothing.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character
        return character


@cache
def _table() -> Mapping[int, str | None]:
    table = _Table({point: _fold_character(chr(point)) for point in _ranges(*_FOLDED)})
    table |= dict.fromkeys(_DASHES, "-") | dict.fromkeys(_SPACES, " ")
    table |= {ord(character): folded for character, folded in _SINGLE.items()}
    table |= dict.fromkeys(LEFT_OUT, None)
    return table
