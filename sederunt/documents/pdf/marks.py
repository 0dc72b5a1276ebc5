"""Raised characters: which of them are footnote marks, and which are ordinals, abbreviations and powers.

What belongs here: judging a raised word by what it is, by what stands before it, and by the labels of the notes. What
does not: which note a mark belongs to (``documents/layout.py``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sederunt.documents.footnotes import is_power
from sederunt.documents.pdf.rows import Row, is_raised
from sederunt.documents.pdf.words import Word

#: A raised word that may be a mark, or several: "1", "12", "*", "a", "1,", "1, 2", "(3)".
_MARKS = re.compile(r"(?:[(\[]?(?:\d{1,3}|[*†‡§]{1,4}|[a-z])[)\]]?[,;–-]?)+")
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,4}|[a-z]")
#: A power of a number stands behind it.
_NUMBER = re.compile(r"(?:^|[\s(×x·])\d+$")
#: What the letter of an ordinal stands behind: a number, Arabic or Roman, or the n of "n°".
_ORDINAL = re.compile(r"\(?(?:\d{1,3}|[IVXLC]+|[nN])")


def marks_of(row: Row, labels: Collection[str]) -> list[tuple[Word, int, int]]:
    """The footnote marks of a row: the word, and from where to where in it a mark goes. ``labels`` are those of the
    notes that the row's page has.
    """
    found: list[tuple[Word, int, int]] = []
    for index, word in enumerate(row.reading):
        if not is_raised(word, row) or not _MARKS.fullmatch(word.text):
            continue
        before = _before(row.reading, index)
        found += [
            (word, match.start(), match.end())
            for match in _MARK.finditer(word.text)
            if _is_mark(match[0], word.text, before, labels)
        ]
    return found


def _before(words: Sequence[Word], index: int) -> str:
    """What stands before a raised word, without a space between."""
    text = ""
    at = index
    while at > 0 and words[at].is_glued and len(text) < 12:
        at -= 1
        text = words[at].text + text
    return text


def _is_mark(label: str, word: str, before: str, labels: Collection[str]) -> bool:
    if label.isdigit():
        return not is_power(before, label) and (label in labels or not _NUMBER.search(before))
    if label.isalpha():
        # "Mme", "1er", "nos" are more letters than one; of one letter, a note has to bear it.
        return (
            label in labels and len(word.strip("()[],;")) <= 2 and not (_ORDINAL.fullmatch(before) and label in "aeost")
        )
    return True
