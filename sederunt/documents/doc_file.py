"""Binary Word files taken apart: streams, characters, properties, styles, lists. Follows [MS-DOC], by Microsoft.

What belongs here: from the bytes of a file to characters and what applies to them. What does not: paragraphs and notes
(``doc.py``), the container (the package legacy-doc).
"""

from __future__ import annotations

import struct
import tomllib
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from legacy_doc.exceptions import LegacyDocError
from legacy_doc.ole import OleReader
from legacy_doc.types import ExtractionOptions

from sederunt.documents.formats import limits
from sederunt.errors import UnreadableDocument

#: The first version whose files are laid out so (Word 97).
_FIRST_VERSION = 0xC1
_WORD_MAGIC = 0xA5EC
_ENCRYPTED, _OTHER_TABLE, _OBFUSCATED = 0x0100, 0x0200, 0x8000
_COMPRESSED = 0x40000000
_PAGE = 512
#: Where the pairs of offset and length of the tables begin in the header of the file, eight bytes each.
_TABLES = 0x9A
_STYLES, _FOOTNOTE_MARKS, _FOOTNOTES, _HEADERS, _CHARACTERS, _PARAGRAPHS = 1, 2, 3, 11, 12, 13
_PIECES, _ENDNOTE_MARKS, _ENDNOTES, _LISTS, _LIST_INSTANCES = 33, 46, 47, 73, 74
#: Operand sizes by the upper three bits of the code of a property; 6 states its own.
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_LONG_SIZES = (0xD606, 0xD608)

Properties = dict[str, int]


@cache
def _names() -> Mapping[int, str]:
    source = tomllib.loads((files("sederunt.documents") / "doc.toml").read_text("utf-8"))
    return {int(code, 16): name for code, name in source["properties"].items()}


class Damaged(Exception):
    """A table of the file leads outside of it."""


@dataclass(slots=True)
class Runs:
    """Properties by position: those of ``values[i]`` hold from ``starts[i]`` on."""

    starts: list[int] = field(default_factory=list)
    values: list[Properties] = field(default_factory=list)

    def at(self, position: int) -> Properties:
        """What applies at a position."""
        index = bisect_right(self.starts, position) - 1
        return self.values[index] if index >= 0 else {}

    def until(self, position: int) -> int | None:
        """Where what applies at a position ends."""
        index = bisect_right(self.starts, position)
        return self.starts[index] if index < len(self.starts) else None


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A mark of a note in the main text: where, whether its label is automatic, and the span of the note's words."""

    position: int
    is_automatic: bool
    start: int
    end: int


class OldVersion(UnreadableDocument):
    """A file of a Word before 1997, which is laid out otherwise."""


#: What reading a damaged file raises, here and in all that rests on it.
DAMAGE = (LegacyDocError, Damaged, struct.error, IndexError, KeyError, ValueError, OverflowError)


class DocFile:
    """A file of Word 97 to 2003. All positions count characters (UTF-16 units) of ``text``, the main text first.

    Raises ``UnreadableDocument`` where it has a password or is older, and one of ``DAMAGE`` where it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        known = ExtractionOptions(max_file_bytes=limits().max_unpacked_bytes, max_text_bytes=limits().max_text_bytes)
        container = OleReader(data, options=known)
        self._main: bytes = container.read_stream("WordDocument")
        flags = self._word(0x0A)
        if flags & (_ENCRYPTED | _OBFUSCATED):
            raise UnreadableDocument("the document is protected by a password: save it without", stage="decode")
        if self._word(0) != _WORD_MAGIC or self._word(2) < _FIRST_VERSION:
            raise OldVersion(
                "the document was written by a Word older than that of 1997: save it as DOCX", stage="decode"
            )
        self._table: bytes = container.read_stream("1Table" if flags & _OTHER_TABLE else "0Table")
        self.lengths = struct.unpack_from("<8i", self._main, 0x4C)
        self._load()

    def _load(self) -> None:
        self._pieces: list[tuple[int, int, int, int]] = []  # first and last character, offset, bytes for each
        self.text = self._read_text()
        self.characters = self._runs(_CHARACTERS, is_paragraph=False)
        self.paragraphs = self._runs(_PARAGRAPHS, is_paragraph=True)
        self.styles = list(self._read_styles())

    # The parts of the text, one behind another

    def part(self, name: str) -> tuple[int, int]:
        """Where a part of the text begins and ends."""
        order = ("main", "footnotes", "headers", "macros", "annotations", "endnotes", "boxes", "header boxes")
        at = order.index(name)
        start = sum(self.lengths[:at])
        return start, start + self.lengths[at]

    def notes(self, kind: str) -> list[NoteRef]:
        """The footnotes or endnotes, in order."""
        marks, texts = (_FOOTNOTE_MARKS, _FOOTNOTES) if kind == "footnote" else (_ENDNOTE_MARKS, _ENDNOTES)
        table = self._found(marks)
        count = (len(table) - 4) // 6
        if count <= 0:
            return []
        positions = struct.unpack_from(f"<{count}i", table)
        automatic = struct.unpack_from(f"<{count}h", table, 4 * (count + 1))
        ends = self._found(texts)
        bounds = struct.unpack_from(f"<{min(count + 1, len(ends) // 4)}i", ends)
        start, _ = self.part(f"{kind}s")
        return [
            NoteRef(position, bool(flag), start + bounds[index], start + bounds[index + 1])
            for index, (position, flag) in enumerate(zip(positions, automatic, strict=True))
            if index + 1 < len(bounds)
        ]

    def headers(self) -> dict[str, tuple[int, int]]:
        """The spans of the headers of the first section, by kind."""
        table = self._found(_HEADERS)
        bounds = struct.unpack_from(f"<{len(table) // 4}i", table)
        start, end = self.part("headers")
        found = {}
        for kind, index in (("even", 6), ("default", 7), ("first", 10)):
            if index + 1 < len(bounds) and start + bounds[index] < start + bounds[index + 1] <= end:
                found[kind] = (start + bounds[index], start + bounds[index + 1])
        return found

    # Tables of the file

    def _word(self, offset: int) -> int:
        return int(struct.unpack_from("<H", self._main, offset)[0])

    def _found(self, number: int) -> bytes:
        """A table, by its number in the header of the file; empty where the file has none."""
        offset, length = struct.unpack_from("<iI", self._main, _TABLES + 8 * number)
        if length == 0:
            return b""
        if offset < 0 or offset + length > len(self._table):
            raise Damaged(f"table {number} leads outside of the file")
        return self._table[offset : offset + length]

    def list_tables(self) -> tuple[bytes, bytes]:
        """The lists with all that stands behind them, and their instances."""
        offset, length = struct.unpack_from("<iI", self._main, _TABLES + 8 * _LISTS)
        return (self._table[offset:] if length else b""), self._found(_LIST_INSTANCES)

    @property
    def list_length(self) -> int:
        """The length of the first part of the table of lists: their levels stand behind it."""
        return int(struct.unpack_from("<I", self._main, _TABLES + 8 * _LISTS + 4)[0])

    def _read_text(self) -> str:
        table = self._found(_PIECES)
        at = 0
        while at < len(table) and table[at] == 1:
            at += 3 + struct.unpack_from("<H", table, at + 1)[0]
        if at >= len(table) or table[at] != 2:
            raise Damaged("it has no table of its text")
        (length,) = struct.unpack_from("<I", table, at + 1)
        plan = table[at + 5 : at + 5 + length]
        count = (len(plan) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", plan)
        parts: list[str] = []
        total = 0
        for index in range(count):
            first, last = bounds[index], bounds[index + 1]
            (code,) = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * index + 2)
            width = 1 if code & _COMPRESSED else 2
            offset = (code & ~_COMPRESSED) // 2 if width == 1 else code
            total += max(last - first, 0)
            if total > limits().max_text_bytes:
                raise Damaged("its text is longer than its file can hold")
            if last < first or offset + (last - first) * width > len(self._main):
                raise Damaged("its text leads outside of the file")
            raw = self._main[offset : offset + (last - first) * width]
            self._pieces.append((first, last, offset, width))
            parts.append(raw.decode("cp1252", "replace") if width == 1 else _units(raw))
        text = "".join(parts)
        if sum(self.lengths) > len(text) + 1 or min(self.lengths) < 0:
            raise Damaged("its parts are longer than its text")
        return text

    def _runs(self, number: int, *, is_paragraph: bool) -> Runs:
        """The properties of characters or paragraphs, from offsets in the file to positions in the text."""
        table = self._found(number)
        count = (len(table) - 4) // 8
        spans: list[tuple[int, int, Properties]] = []
        for index in range(max(count, 0)):
            (page,) = struct.unpack_from("<I", table, 4 * (count + 1) + 4 * index)
            spans += self._page(page & 0x3FFFFF, is_paragraph)
        spans.sort(key=lambda span: span[0])
        firsts = [span[0] for span in spans]
        runs = Runs()
        for first, last, offset, width in self._pieces:
            end = offset + (last - first) * width
            at = max(bisect_right(firsts, offset) - 1, 0)
            while at < len(spans) and spans[at][0] < end:
                start, stop, properties = spans[at]
                if stop > offset:
                    runs.starts.append(first + (max(start, offset) - offset) // width)
                    runs.values.append(properties)
                at += 1
        return runs

    def _page(self, number: int, is_paragraph: bool) -> Iterator[tuple[int, int, Properties]]:
        page = self._main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) < _PAGE:
            raise Damaged("properties lead outside of the file")
        count = page[-1]
        offsets = struct.unpack_from(f"<{count + 1}I", page)
        size = 13 if is_paragraph else 1
        for index in range(count):
            at = 2 * page[4 * (count + 1) + size * index]
            properties: Properties = {}
            if at:
                properties = _paragraph(page, at) if is_paragraph else changes(page[at + 1 : at + 1 + page[at]])
            yield offsets[index], offsets[index + 1], properties

    def _read_styles(self) -> Iterator[tuple[int, int, Properties]]:
        """For each style its own number in the program, the one it is based on, and its properties."""
        table = self._found(_STYLES)
        if len(table) < 8:
            return
        header, count, base = struct.unpack_from("<HHH", table)
        at = 2 + header
        for _ in range(count):
            if at + 2 > len(table):
                return
            (length,) = struct.unpack_from("<H", table, at)
            style = table[at + 2 : at + 2 + length]
            at += 2 + length + (length & 1)
            yield _style(style, base) if length >= 10 else (4095, 4095, {})


def _style(style: bytes, base: int) -> tuple[int, int, Properties]:
    first, second, third = struct.unpack_from("<HHH", style)
    properties: Properties = {}
    (letters,) = struct.unpack_from("<H", style, base)
    at = base + 2 + 2 * letters + 2
    for index in range(third & 0xF):
        if at + 2 > len(style):
            break
        (length,) = struct.unpack_from("<H", style, at)
        content = style[at + 2 : at + 2 + length]
        is_of_paragraph = second & 0xF == 1 and index == 0
        properties |= changes(content[2:] if is_of_paragraph else content)
        at += 2 + length + (length & 1)
    return first & 0xFFF, second >> 4, properties


def _units(raw: bytes) -> str:
    """Characters by UTF-16 units, since positions count those: pairs stay two, and are joined when words are taken."""
    text = raw.decode("utf-16-le", "surrogatepass")
    return text if len(text) * 2 == len(raw) else "".join(map(chr, array("H", raw)))


def _paragraph(page: bytes, at: int) -> Properties:
    size = page[at]
    start, length = (at + 2, 2 * page[at + 1]) if size == 0 else (at + 1, 2 * size - 1)
    content = page[start : start + length]
    if len(content) < 2:
        return {}
    return {"style": struct.unpack_from("<H", content)[0], **changes(content[2:])}


def changes(codes: bytes) -> Properties:
    """The changes that a list of properties makes, by name; those that are not looked at are passed over."""
    known = _names()
    found: Properties = {}
    at = 0
    while at + 2 <= len(codes):
        (code,) = struct.unpack_from("<H", codes, at)
        at += 2
        size = _SIZES[code >> 13]
        if size == 0:
            if code in _LONG_SIZES:
                size, at = struct.unpack_from("<H", codes.ljust(at + 2, b"\0"), at)[0] - 1, at + 2
            else:
                size, at = (codes[at] if at < len(codes) else 0), at + 1
        name = known.get(code)
        if name:
            found[name] = int.from_bytes(codes[at : at + size], "little")
        at += size
    return found
