"""Letters by case, for regular expressions, and the letters that number lists and headings.

What belongs here: character classes of the alphabets that have capitals (Latin, Cyrillic), and what number a letter
stands for where two alphabets mix. What does not: folding for comparison (``folding``, ``registry/keys``).
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from sederunt.language import enumerators

#: Blocks of the Latin and Cyrillic alphabets in which capitals are looked for.
_BLOCKS = ((0x41, 0x24F), (0x400, 0x52F), (0x1E00, 0x1EFF))

#: Cyrillic letters that look like Latin ones: Russian reports number with Latin letters, and type some of them so.
_LOOKS_LIKE = dict(zip("аеосрхуіАВСЕНІКМОРТХӀ", "aeocpxyiABCEHIKMOPTXI", strict=True))
#: The letters that number a list in Russian, in order (ё, й and the letters from щ on are passed over).
_CYRILLIC_ORDER = "абвгдежзиклмнопрстуфхцчш"


def _class_of(category: str) -> str:
    """The letters of a Unicode category as the inside of a character class: ranges of code points."""
    points = [p for first, last in _BLOCKS for p in range(first, last + 1) if unicodedata.category(chr(p)) == category]
    return "".join(_ranges(points))


def _ranges(points: list[int]) -> Iterator[str]:
    for _, run in groupby(enumerate(points), key=lambda pair: pair[1] - pair[0]):
        found = [point for _, point in run]
        yield chr(found[0]) if len(found) == 1 else f"{chr(found[0])}-{chr(found[-1])}"


#: The insides of character classes: ``rf"[{UPPER}]"`` is any capital. Interned: they stand in many expressions.
UPPER = sys.intern(_class_of("Lu"))
LOWER = sys.intern(_class_of("Ll"))

#: Capitals that make up a Roman numeral, look-alikes included.
ROMAN = "IVXLCІӀХС"


def latin_numeral(numeral: str) -> str:
    """A Roman numeral or a capital of a heading with its Cyrillic look-alikes as Latin letters: ``ХІ`` gives ``XI``;
    the words that number chapters in Arabic and Chinese too: ``ثانيا`` gives ``II``.
    """
    return enumerators.numeral(numeral) or "".join(_LOOKS_LIKE.get(letter, letter) for letter in numeral)


def latin_label(label: str, before: str = "") -> str:
    """The letter of a list entry as a Latin one: ``а`` gives ``a``, ``б`` gives ``b``.

    A Cyrillic letter may be a look-alike of a Latin one (``с`` for ``c``) or count in its own alphabet (``в`` is the
    third): the one that follows ``before``, the Latin label of the entry before, is meant, else the look-alike.
    """
    if counted := enumerators.label(label):
        return counted
    if label.isascii() or len(label) > 1:
        return latin_numeral(label)
    place = _CYRILLIC_ORDER.find(label.lower())
    counted = chr(ord("A" if label.isupper() else "a") + place) if place >= 0 else label
    alike = _LOOKS_LIKE.get(label)
    if alike is None or (len(before) == 1 and ord(counted) == ord(before) + 1 and ord(alike) != ord(before) + 1):
        return counted
    return alike


def opens_like_capital(words: str) -> bool:
    """Whether words begin with a capital, or with a letter of a script that has none: what a heading can begin with."""
    first = words[:1]
    return first.isupper() or (first.isalpha() and first.lower() == first.upper())


def opens_with_case(words: str) -> bool:
    """Whether words begin with a letter that has a capital and a small form."""
    return words[:1].lower() != words[:1].upper()
