"""Bytes to characters: which encoding a plain text is in, and what is no text at all.

What belongs here: byte-order marks, UTF-8, UTF-16, older encodings by detection. What does not: lines and paragraphs
(``plain.py``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sederunt.documents.formats import limits
from sederunt.errors import UnreadableDocument

_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: Control characters that no text file holds: everything below U+0020 but tab, line feed, vertical tab, form feed,
#: return.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
#: More control characters than this share of the first characters means a binary file.
_MAX_CONTROL_SHARE = 0.01
_SAMPLE = 65_536
#: A sign that windows-1252 has where other encodings have a letter, within a word; and how many of them tell.
_SIGN_IN_WORD = re.compile(r"[^\W\d_][³¹²ª£¥¿¡±¶¼¾½º¢][^\W\d_]")
_MIN_SIGNS = 2
#: Of a text in UTF-16 nearly all characters are of the scripts of our languages.
_MIN_OF_SCRIPTS = 0.97
#: What a page says of its encoding, near its beginning, in any encoding that keeps the ASCII characters.
_DECLARED = re.compile(
    rb"""(?:<meta\b[^>]*?\bcharset|<\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I
)
_MARKUP_HEAD = 4096
#: Names that pages use for encodings of which these are the larger ones (as browsers do).
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "ks_c_5601-1987": "cp949", "x-sjis": "cp932",
}  # fmt: skip
#: A text in Latin letters has at least this share of plain ones.
_MIN_LATIN = 0.8
#: So many damaged bytes may stand in a text that is UTF-8 all the same.
_MAX_DAMAGED = 3


def decode(data: bytes) -> str:
    """The characters of a plain text file, line ends as line feeds.

    Raises ``UnreadableDocument`` for an empty file, a binary file, and bytes that fit no encoding.
    """
    if len(data) > limits().max_text_bytes:
        raise UnreadableDocument(
            f"the text is {len(data) / 1e6:.0f} MB large, and no more than {limits().max_text_bytes / 1e6:.0f} MB are "
            "read: it is no report; leave it out",
            stage="decode",
        )
    if not data.strip():
        raise UnreadableDocument("the file is empty: fetch it again or leave it out", stage="decode")
    text = _characters(data)
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MAX_CONTROL_SHARE * len(sample):
        raise UnreadableDocument(
            "this is a binary file of no format that is known: save the document as PDF, DOCX or text", stage="decode"
        )
    if not text.strip():
        raise UnreadableDocument("the file holds only white space: fetch it again or leave it out", stage="decode")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode_markup(data: bytes) -> str:
    """The characters of HTML. UTF-8 that is valid is UTF-8, whatever the page says; else what it says is tried.

    Raises ``UnreadableDocument`` as ``decode`` does.
    """
    declared = _DECLARED.search(data[:_MARKUP_HEAD])
    if declared is None or data.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)):
        return decode(data)
    name = declared[1].decode("ascii").lower()
    name = _MEANT.get(name, name)
    if name.startswith(("utf-16", "utf-8", "utf8")):
        return decode(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(name, "replace")
    except LookupError:  # a name that is none, or of no encoding of text
        return decode(data)


def _characters(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    # Before UTF-8: a text in plain letters is valid UTF-8 in UTF-16 too, with a zero byte at every letter.
    if utf16 := _utf16_without_mark(data[:_SAMPLE]):
        return _strict(data, utf16)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _is_damaged_utf8(data):
            return data.decode("utf-8", "replace")
    if len(_CONTROL_BYTE.findall(data[:_SAMPLE])) > _MAX_CONTROL_SHARE * len(data[:_SAMPLE]):
        raise UnreadableDocument(
            "this is a binary file of no format that is known: save the document as PDF, DOCX or text", stage="decode"
        )
    if sum(byte < 128 for byte in data[:_SAMPLE]) > _MIN_LATIN * len(data[:_SAMPLE]):
        # Almost all letters are plain: a European text. A few accents are too little to guess by.
        try:
            western = data.decode("cp1252")
        except UnicodeDecodeError:
            western = data.decode("latin-1")
        if len(_SIGN_IN_WORD.findall(western)) < _MIN_SIGNS:
            return western
        return _detected(data, _known().central_european)
    return _detected(data, _known().other_letters)


def _detected(data: bytes, encodings: tuple[str, ...]) -> str:
    """The text in the likeliest of some encodings; its beginning decides."""
    # Imported here: its tables cost 40 ms, and almost every file is UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(encodings)).best()
    if best is None:
        raise UnreadableDocument("the encoding of this text is not known: save it as UTF-8", stage="decode")
    return data.decode(best.encoding, "replace")


@dataclass(frozen=True)
class _Known:
    """What ``decode.toml`` states."""

    other_letters: tuple[str, ...]
    central_european: tuple[str, ...]
    scripts: re.Pattern[str]


@cache
def _known() -> _Known:
    source = tomllib.loads((files("sederunt.documents") / "decode.toml").read_text("utf-8"))
    ranges = "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in source["scripts"])
    return _Known(tuple(source["other_letters"]), tuple(source["central_european"]), re.compile(f"[{ranges}]"))


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few (a file cut within a character): no older encoding looks like it."""
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sequences = sum(1 for character in text if ord(character) > 127) - damaged
    return damaged <= max(_MAX_DAMAGED, sequences // 50) and sequences > damaged


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"the text says that it is {encoding} but is damaged at byte {error.start}: fetch it again", stage="decode"
        ) from error


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 of a text in Latin letters, of which every other byte is zero; of one in other letters, which has the
    control characters of a binary file, and is a text of one of the scripts we know in one order of bytes.
    """
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return None
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    if len(_CONTROL_BYTE.findall(sample)) <= _MAX_CONTROL_SHARE * len(sample):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        characters = sample[: len(sample) & ~1].decode(encoding, "replace")
        if len(_known().scripts.findall(characters)) > _MIN_OF_SCRIPTS * len(characters):
            return encoding
    return None
