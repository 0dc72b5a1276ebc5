"""The key of a name: its letters and digits, folded, so that the damage of extraction costs nothing.

What belongs here: folding characters and normalising words for comparison. What does not: which names there are
(``names``), or how a key is matched (``matching``).
"""

from __future__ import annotations

import unicodedata

from sederunt.characters import replaced

#: Foldings that Unicode's compatibility decomposition does not give. Arabic writers exchange final alef maksura and ya,
#: ta marbuta and ha, and leave the hamza out; Persian keyboards give other code points for kaf and ya.
_FOLDED: dict[str, str] = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "ء": "",
    "ى": "ي",
    "ة": "ه",
    "ک": "ك",
    "ی": "ي",
    "ہ": "ه",
    "ٱ": "ا",
    "ـ": "",
}

_APOSTROPHES = "’‘ʼʻ`´′＇"


def _fold(char: str) -> str:
    folded: list[str] = []
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        if part in _FOLDED:
            folded.append(_FOLDED[part])
        elif unicodedata.category(part) == "Nd":
            folded.append(str(unicodedata.decimal(part)))
        elif unicodedata.category(part)[0] in "LN":
            folded.append(part)
    return "".join(folded)


class _Foldings(dict[int, str | None]):
    """Foldings by code point, computed when first asked for; None, which ``str.translate`` likes best, for none."""

    def __missing__(self, code: int) -> str | None:
        folded = self[code] = _fold(chr(code)) or None
        return folded


_FOLDINGS = _Foldings()


def fold(char: str) -> str:
    """One character as it stands in a key: case, accents and ligatures folded, empty for no letter and no digit.

    A key is the concatenation of the foldings of its characters, so that a text can be squeezed in one pass with a map
    from the squeezed offsets to its own. The result may be longer than one character (``ß`` gives ``ss``).
    """
    return _FOLDINGS[ord(char)] or ""


def name_key(words: str) -> str:
    """Letters and digits only, folded: ``"Côte d’Ivoire"`` gives ``"cotedivoire"``."""
    return replaced(words, _FOLDINGS)


def normal_words(words: str) -> str:
    """Words with composed letters, straight apostrophes and single spaces: names that differ there are the same."""
    composed = unicodedata.normalize("NFC", words)
    for apostrophe in _APOSTROPHES:
        composed = composed.replace(apostrophe, "'")
    return " ".join(composed.split())
