"""Punctuation and digits of all scripts made ASCII's, one for one, so that structure is read by one set of signs.

What belongs here: the signs of Arabic and Chinese typography and their ASCII equals. What does not: folding of letters
(``language/folding``, ``registry/keys``), ends that need no blank behind them (``。`` and ``；`` keep their form).
"""

from __future__ import annotations

import string
from dataclasses import replace

from sederunt.characters import replaced
from sederunt.documents.text import Text

#: Brackets, comma, colon, stops of full-width and Arabic typography. The Chinese enumeration comma (``、``) parts
#: entries where ``，`` parts clauses: it stays.
_SIGNS = dict(zip("（）［］，：．？！／－＊％＆　،؛؟٫٬﹐﹕﹙﹚〔〕", "()[],:.?!/-*%& ,;?.,,:()()", strict=True))
_ZEROS = "٠۰０"  # Arabic-Indic, its eastern form, full-width


class _Table(dict[int, str | None]):
    """Signs by code point; every other character is its own, and is noted when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = character
        return character


_TABLE = _Table({ord(sign): plain for sign, plain in _SIGNS.items()})
_TABLE |= {ord(zero) + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_TABLE |= {ord(letter) + 0xFEE0: letter for letter in string.ascii_letters}


def plain_signs(words: str) -> str:
    """The words with ASCII signs and digits; as long as before."""
    return words if words.isascii() else replaced(words, _TABLE)


def with_plain_signs(text: Text) -> Text:
    """The same text with ASCII signs; all offsets hold."""
    plain = plain_signs(text.text)
    return text if plain == text.text else replace(text, text=plain)
