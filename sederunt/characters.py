"""Maps of characters over whole texts, at the speed of bytes.

What belongs here: applying a map to a text. What does not: any map (``language/folding``, ``registry/keys``,
``documents/signs`` …).

``str.translate`` takes 1 ns a character of an ASCII text and 40 to 150 ns of any other. Texts of alphabets hold few
different characters, so that each can be written as one byte, and what is done to all of them is done to bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

#: Shorter texts are not worth the making of tables.
_SHORT = 1_500
_ASCII = "".join(map(chr, range(128)))
_ASCII_BYTES = bytes(range(128))
#: What ``codecs`` takes for no character; in a text, pdfium's hyphen at the end of a line.
_UNDEFINED = "\ufffe"
_PRIVATE = 0xF0000


def coded(text: str) -> tuple[bytes, str] | None:
    """A text as one byte a character, and the character that each of the first bytes stands for. None for a text of too
    many different characters (Chinese).
    """
    encoded = text.encode("utf-8", "surrogatepass")
    others = set(encoded.translate(None, _ASCII_BYTES).decode("utf-8", "surrogatepass"))
    if len(others) > 128 or _UNDEFINED in others:
        return None
    alphabet = _ASCII + "".join(sorted(others))
    encoding = codecs.charmap_build(alphabet.ljust(256, _UNDEFINED))
    return codecs.charmap_encode(text, "strict", encoding)[0], alphabet


def replaced(text: str, table: Mapping[int, str | None]) -> str:
    """``text.translate(table)`` for a table that knows every code point (by ``__missing__``)."""
    if len(text) < _SHORT or text.isascii() or (found := coded(text)) is None:
        return text.translate(table)
    codes, alphabet = found
    values = [table[ord(character)] or "" for character in alphabet]
    dropped = bytes(code for code, value in enumerate(values) if not value)
    wide = {chr(_PRIVATE + code): value for code, value in enumerate(values) if len(value) > 1}
    letters = "".join(chr(_PRIVATE + code) if len(value) > 1 else value or " " for code, value in enumerate(values))
    changed = codecs.charmap_decode(codes.translate(None, dropped), "strict", letters)[0]
    for character, value in wide.items():
        changed = changed.replace(character, value)
    return changed


def marked(text: str, table: Mapping[int, int]) -> bytes:
    """A byte for each character of a text: what the table, which knows every code point, has for it."""
    if len(text) < _SHORT or text.isascii() or (found := coded(text)) is None:
        return text.translate(table).encode("latin-1")
    codes, alphabet = found
    return codes.translate(bytes(table[ord(character)] for character in alphabet).ljust(256))
