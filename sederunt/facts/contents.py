"""Tables of contents without dot leaders: which paragraphs only list the headings that follow.

What belongs here: where such a table begins and ends. What does not: lines with dot leaders, which are told by
themselves (``documents/plain``), or what a heading means (``outline.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sederunt.documents.text import Text
from sederunt.language.letters import ROMAN, latin_numeral
from sederunt.registry.keys import name_key

_NUMERAL = re.compile(rf"\s*(?:(?P<roman>[{ROMAN}]+)(?:\.|\s*$)|(?P<number>\d{{1,2}})\.(?!\d))")
#: A paragraph of this length is none of a table.
_LONG = 320


def contents(text: Text, titles: Sequence[str]) -> frozenset[int]:
    """The indices of the paragraphs that stand in a table of contents; ``titles`` are the keys of its heading.

    A table ends where its first numeral comes again: the headings that it lists begin there. One that never does, or
    that holds a paragraph of running text, is none.
    """
    for index, paragraph in enumerate(text.paragraphs):
        words = text.text[paragraph.start : paragraph.end]
        if paragraph.kind == "body" and len(words) < 40 and name_key(words) in titles:
            return _entries(text, index)
    return frozenset()


def _entries(text: Text, heading: int) -> frozenset[int]:
    first: tuple[str, str] | None = None
    for index in range(heading + 1, len(text.paragraphs)):
        paragraph = text.paragraphs[index]
        words = text.text[paragraph.start : paragraph.end]
        if len(words) > _LONG:
            return frozenset()
        match = _NUMERAL.match(words) if paragraph.kind == "body" else None
        if match is None or match.lastgroup is None:
            continue
        numeral = match.lastgroup, latin_numeral(match[match.lastgroup])
        if numeral == first:
            return frozenset(range(heading + 1, index))
        first = first or numeral
    return frozenset()
