"""A text squeezed to its letters and digits, with the way back: what all words are looked for in.

What belongs here: the squeezed form and the offsets between both. What does not: which words are looked for
(``scanner.py``).

Spaces, punctuation, accents and case are the first things that the extraction of a document damages ("tie nt", "l
’eau", "Co te d’Ivoire"); in the squeezed text they cost nothing. Word boundaries are checked afterwards, in the text
itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sederunt.registry.keys import fold


@dataclass(frozen=True, slots=True)
class Squeezed:
    """``text`` holds the folded letters and digits; ``offsets[i]`` is where character ``i`` of it stands in the
    original.
    """

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of a span (not empty) in the squeezed text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def squeeze(text: str, left_out: Iterable[tuple[int, int]] = ()) -> Squeezed:
    """Squeeze a text; the spans ``left_out`` (footnote marks) are passed over, so that a name goes on behind them."""
    skipped = {offset for start, end in left_out for offset in range(start, end)}
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        folded = fold(character)
        if not folded or offset in skipped:
            continue
        letters.append(folded)
        offsets.extend([offset] * len(folded))
    return Squeezed("".join(letters), tuple(offsets))
