"""Hyphens at the ends of lines: those that part a word for the line's sake, and those that belong to it.

What belongs here: telling them apart by the words of the whole document. What does not: joining lines (``lines.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sederunt.documents.lines import Line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_FIRST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOFT_HYPHEN = "\u00ad"
#: In a text that parts words at least this share of the lines ends in a hyphen.
_MIN_SHARE = 0.05


def soften_hyphens(lines: Sequence[Line]) -> None:
    """Make the hyphen at the end of a line a soft one where the document has the word without it, and not with it.

    Where it has neither, so does every hyphen of a document whose other words show that it parts them, or many of whose
    lines end so.
    """
    ends = [
        (one, last[1].casefold(), first[0].casefold())
        for one, other in pairwise(lines)
        if one.words.endswith("-")
        and (last := _LAST.search(one.words))
        and (first := _FIRST.match(other.words))
        and first[0][0].islower()
    ]
    if not ends:
        return
    words = Counter(word.casefold() for line in lines for word in _WORD.findall(line.words))
    soft = [entry for entry in ends if words[entry[1] + entry[2]] and not words[f"{entry[1]}-{entry[2]}"]]
    hard = [entry for entry in ends if words[f"{entry[1]}-{entry[2]}"]]
    parts_words = len(soft) > len(hard) or (not hard and len(ends) >= _MIN_SHARE * len(lines))
    decided = {id(line) for line, _, _ in (*soft, *hard)}
    for line, _, _ in soft:
        line.words = line.words[:-1] + _SOFT_HYPHEN
    for line, _, _ in ends:
        if parts_words and id(line) not in decided:
            line.words = line.words[:-1] + _SOFT_HYPHEN
