"""What extraction does to the symbols of documents, undone: look-alike letters, full-width forms, dashes, hidden marks.

What belongs here: characters that are printed alike made one, and the way back to the offsets of the text. What does
not: what a symbol is (``symbols_grammar.py``); the folding of words, which makes capitals small
(``sederunt/language/folding.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Cyrillic and Greek letters that are printed like Latin ones.
_LOOK_ALIKES = {
    **dict(zip("АВСЕНКМОРТХІЅЈаеоросхіѕ", "ABCEHKMOPTXISJaeopocxis", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
}
#: Every dash, and pdfium's hyphen at a line's end.
_DASHES = "‐‑‒–—―−﹣\ufffe"
#: Slashes of other scripts and of fractions, blanks of other widths, small asterisks.
_OTHERS = {"⁄": "/", "∕": "/", "＼": "/", "∗": "*", "٭": "*", "＊": "*"} | dict.fromkeys(
    "\u00a0\u2009\u202f\u3000", " "
)
#: Arabic-Indic and Persian digits.
_DIGITS = {chr(start + digit): str(digit) for start in (0x0660, 0x06F0) for digit in range(10)}
_FULL_WIDTH = {chr(point): chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F)}

_FOLDED = {**_FULL_WIDTH, **_OTHERS, **_LOOK_ALIKES, **_DIGITS, **dict.fromkeys(_DASHES, "-")}
_TABLE = str.maketrans(_FOLDED)
_FOLDABLE = re.compile(f"[{''.join(map(re.escape, _FOLDED))}]")
_OTHER_LETTERS = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
#: Soft hyphens, zero-width characters, marks of direction: they stand within symbols, and nobody sees them.
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text with its characters made alike; ``offsets`` lead back, None where none was left out."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text; hidden marks behind the last letter are left outside."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def fold_symbols(text: str) -> FoldedText:
    """Fold a text, one character for one, hidden marks left out.

    >>> fold_symbols("Ａ／８０／１５").text
    'A/80/15'
    """
    if text.isascii():
        return FoldedText(text)
    if _OTHER_LETTERS.search(text):
        folded = text.translate(_TABLE)
    else:  # few characters to be folded: three times as fast
        folded = _FOLDABLE.sub(lambda match: _FOLDED[match[0]], text)
    if not _HIDDEN.search(folded):
        return FoldedText(folded)
    kept = tuple(offset for offset, character in enumerate(folded) if not _HIDDEN.match(character))
    return FoldedText("".join(folded[offset] for offset in kept), kept)
