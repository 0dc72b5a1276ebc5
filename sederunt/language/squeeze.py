"""A text squeezed to its letters and digits, with the way back: what all words are looked for in.

What belongs here: the squeezed form and the offsets between both. What does not: which words are looked for
(``scanner.py``).

Spaces, punctuation, accents and case are the first things that the extraction of a document damages ("tie nt", "l
’eau", "Co te d’Ivoire"); in the squeezed text they cost nothing. Word boundaries are checked afterwards, in the text
itself.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from sederunt.characters import marked
from sederunt.registry.keys import fold, name_key


@dataclass(frozen=True, slots=True)
class Squeezed:
    """``text`` holds the folded letters and digits; ``offsets[i]`` is where character ``i`` of it stands in the
    original. ``is_even``: each is the folding of one character.
    """

    text: str
    offsets: Sequence[int]
    is_even: bool = True

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of a span (not empty) in the squeezed text."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def spans(self, key: str) -> list[tuple[int, int]]:
        """The spans in the original text of each occurrence of a key (not empty), in order."""
        found: list[tuple[int, int]] = []
        at = self.text.find(key)
        while at >= 0:
            found.append(self.span(at, at + len(key)))
            at = self.text.find(key, at + 1)
        return found


class _Widths(dict[int, int]):
    """How many characters each code point is folded to, computed when first asked for."""

    def __missing__(self, code: int) -> int:
        width = self[code] = len(fold(chr(code)))
        return width


_WIDTHS = _Widths()
_WIDE = re.compile(rb"[^\x00\x01]")


def squeeze(text: str, left_out: Iterable[tuple[int, int]] = ()) -> Squeezed:
    """Squeeze a text; the spans ``left_out`` (footnote marks) are passed over, so that a name goes on behind them."""
    words = _blanked(text, sorted(left_out))
    widths = marked(words, _WIDTHS)
    offsets = array("I")
    at = 0
    for wide in _WIDE.finditer(widths):  # "œ" stands for two letters
        place = wide.start()
        offsets.extend(compress(range(at, place), widths[at:place]))
        offsets.extend([place] * widths[place])
        at = place + 1
    offsets.extend(compress(range(at, len(widths)), widths[at:]))
    return Squeezed(name_key(words), offsets, at == 0)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with blanks for what stands in the spans."""
    if not spans:
        return text
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += text[at:start], " " * (end - max(at, start))
        at = max(at, end)
    return "".join((*parts, text[at:]))
