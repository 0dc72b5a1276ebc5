"""Characters to words on pages with writing from right to left, where only the places of characters tell their order.

What belongs here: turning a page over, so that its lines begin at the left as others do; characters of a line to words
in the order in which they are read. What does not: the order itself (``documents/bidi.py``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from sederunt.documents.bidi import fold, logical_order, set_brackets
from sederunt.documents.pdf.words import Word

#: Characters further apart than so many ems belong to two words.
_SPACE = 0.2
#: What is smaller than the largest of a line by this factor is raised, as a mark is; it stands as one sign.
_RAISED = 0.92
_SIGN = "\ue000"


def turned(words: Sequence[Word]) -> list[Word]:
    """The characters of a page as in a mirror: the right edge is the left one."""
    return [replace(word, x0=-word.x1, x1=-word.x0) for word in words]


def lines_as_words(lines: Sequence[Sequence[Word]], rtl: bool) -> list[list[Word]]:
    """The words of each line of characters, from left to right, ranked in the order in which they are read. ``rtl``:
    the lines go from right to left, and their page is turned over.
    """
    return [_words(_read(_spaced(_in_place(line, rtl)), rtl), rtl) for line in lines]


def _spaced(line: Sequence[Word]) -> list[Word]:
    """Characters with a space wherever white space parts them."""
    spaced: list[Word] = []
    before: Word | None = None
    for word in line:
        if before is not None and not (word.text.isspace() or before.text.isspace()):
            white = max(word.x0 - before.x1, before.x0 - word.x1)
            if white > _SPACE * min(before.size, word.size) and not unicodedata.combining(word.text[0]):
                spaced.append(replace(before, text=" "))
        spaced.append(word)
        if not unicodedata.combining(word.text[0]):
            before = word
    return spaced


def _in_place(line: Sequence[Word], rtl: bool) -> list[Word]:
    """Characters from left to right as they stand on the page, marks behind the letter that they stand on; of those in
    one place (a ligature) the last in the file stands at the left where writing goes from the right.
    """
    letters = [word for word in line if not unicodedata.combining(word.text[0])]
    marks = [word for word in line if unicodedata.combining(word.text[0])]
    sign = -1 if rtl else 1
    letters.sort(key=lambda word: (round(sign * (word.x0 + word.x1), 1), word.place))
    behind: dict[int, list[Word]] = {}
    for mark in marks:
        middle = (mark.x0 + mark.x1) / 2
        near = min(range(len(letters)), key=lambda at: abs((letters[at].x0 + letters[at].x1) / 2 - middle), default=0)
        behind.setdefault(near, []).append(mark)
    placed: list[Word] = []
    for at, letter in enumerate(letters):
        placed.append(letter)
        placed += sorted(behind.get(at, ()), key=lambda word: word.place)
    return placed


def _read(line: Sequence[Word], rtl: bool) -> list[Word]:
    """Characters in the order in which they are read. What is raised stands between the words as one sign: the digits
    of a mark are no part of the number beside it.
    """
    size = max((word.size for word in line), default=0.0)
    signs: list[list[Word]] = []
    kinds = ""
    for word in line:
        raised = word.size < _RAISED * size and not unicodedata.combining(word.text[0])
        if raised and kinds.endswith(_SIGN):
            signs[-1].append(word)
            continue
        signs.append([word])
        kinds += _SIGN if raised else word.text[0]
    return [
        word for index in logical_order(kinds.replace(_SIGN, "\u0627" if rtl else "x"), rtl) for word in signs[index]
    ]


def _words(line: Sequence[Word], rtl: bool) -> list[Word]:
    text = "".join(word.text[0] for word in line)
    if rtl:
        text = set_brackets(text)
    words: list[Word] = []
    is_glued = False
    for word, character in zip(line, text, strict=True):
        if character.isspace():
            is_glued = False
            continue
        if is_glued and _is_alike(words[-1], word):
            last = words[-1]
            last.text += character
            last.x0, last.x1 = min(last.x0, word.x0), max(last.x1, word.x1)
        else:
            words.append(replace(word, text=character, is_glued=is_glued))
        is_glued = True
    for rank, word in enumerate(words, start=1):
        word.text = fold(word.text)
        word.rank = rank
    return sorted(words, key=lambda word: (word.x0, word.rank))


def _is_alike(one: Word, other: Word) -> bool:
    return abs(one.size - other.size) < 0.04 * one.size and abs(one.base - other.base) < 0.1 * one.size
