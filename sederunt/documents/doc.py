"""Binary Word files (97 to 2003) to ``Text``: paragraphs with the numbers they print, notes tied to marks, tables.

What belongs here: the order of the parts, paragraphs, cells, fields and marks. What does not: the tables of the file
(``doc_file.py``, ``doc_lists.py``). A file of an older Word is read by antiword where that is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from sederunt.documents.counters import written
from sederunt.documents.doc_file import DAMAGE, DocFile, NoteRef, OldVersion, Properties
from sederunt.documents.doc_lists import numbering_of
from sederunt.documents.fields import Fields
from sederunt.documents.numbering import Numbering
from sederunt.documents.pieces import BREAK, Note, Piece, Ref, Writer, break_lines, numbered, read_table
from sederunt.documents.plain import read_plain
from sederunt.documents.stated import lay_out
from sederunt.documents.text import Text
from sederunt.documents.word import Spacing, Style, masthead
from sederunt.errors import UnreadableDocument

_PARAGRAPH, _CELL, _PAGE_END, _LINE_END, _COLUMN_END = "\r", "\x07", "\x0c", "\x0b", "\x0e"
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_NOTE = "\x02"
_HYPHEN, _SOFT_HYPHEN = "\x1e", "\x1f"
_ENDS = frozenset((_PARAGRAPH, _CELL, _PAGE_END))
_SPECIAL = frozenset("\t\x0b\x0e\x13\x14\x15\x02\x1e\x1f\x01\x03\x04\x05\x08\x0c\r\x07")
_SUPERSCRIPT = 1
_MAX_DEPTH = 12
#: Seconds that antiword may take for a file.
_PATIENCE = 60
#: List ids above this are marks that a paragraph has left its list.
_MAX_LIST_ID = 2000
_MANY = 2**14


@dataclass(frozen=True)
class _Styles:
    """What ``doc.toml`` states of styles."""

    headings: frozenset[int]
    contents: frozenset[int]
    title: int


@cache
def _known_styles() -> _Styles:
    source = tomllib.loads((files("sederunt.documents") / "doc.toml").read_text("utf-8"))["styles"]
    return _Styles(frozenset(source["headings"]), frozenset(source["contents"]), source["title"])


def read_doc(data: bytes) -> Text:
    """The text of a DOC. Raises ``UnreadableDocument`` where it is damaged, encrypted or without words.

    Tracked deletions are left out, and so are headers and footers, but for the first page's header where it states the
    document's symbol. There are no pages: those of a DOC are made by the program that shows it.
    """
    try:
        text = _read(DocFile(data))
    except OldVersion:
        old = _by_antiword(data)
        if old is None:
            raise
        text = old
    except DAMAGE as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UnreadableDocument(
            f"the document is cut or damaged ({reason}): fetch it again", stage="decode"
        ) from error
    if not text.text.strip():
        raise UnreadableDocument("the document holds no words: leave it out", stage="decode")
    return text


def _read(file: DocFile) -> Text:
    refs: dict[int, tuple[str, NoteRef]] = {}
    for kind in ("footnote", "endnote"):
        refs |= {ref.position: (kind, ref) for ref in file.notes(kind)}
    body = _Body(file, numbering_of(file), refs)
    pieces = body.pieces(*file.part("main"))
    notes = {}
    for key, (label, ref) in body.labels.items():
        words = " ".join(piece.plain_words() for piece in _Body(file, Numbering(), {}).pieces(ref.start, ref.end))
        notes[key] = Note(label, words.removeprefix(label).lstrip(" .)") if not ref.is_automatic else words)
    headers = {kind: _Body(file, Numbering(), {}).pieces(*span) for kind, span in file.headers().items()}
    boxes = _Body(file, Numbering(), {}).pieces(*file.part("boxes"))
    head = [*masthead({"first": boxes}, "first", pieces)]
    pieces = [*head, *pieces] if head else [*pieces, *boxes]
    shown = "first" if "first" in headers else "default"
    return lay_out([*masthead(headers, shown, pieces), *pieces], notes)


def _by_antiword(data: bytes) -> Text | None:
    """The text as the program antiword gives it; None where it is not installed, or cannot read the file either."""
    program = shutil.which("antiword")
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "-m", "UTF-8.txt", "-w", "0", "-"],
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return read_plain(done.stdout) if done.returncode == 0 and done.stdout.strip() else None


@dataclass
class _Body:
    """Reads spans of a file's text to pieces. ``labels`` collects the notes referred to, with their labels."""

    file: DocFile
    numbering: Numbering
    refs: Mapping[int, tuple[str, NoteRef]]
    labels: dict[str, tuple[str, NoteRef]] = field(default_factory=dict)
    fields: Fields = field(default_factory=Fields)
    writer: Writer = field(default_factory=Writer)
    counts: dict[str, int] = field(default_factory=dict)

    def pieces(self, start: int, end: int) -> list[Piece]:
        """The paragraphs of a span, those of its tables among them."""
        found: list[Piece] = []
        rows: list[list[list[Piece]]] = []
        row: list[list[Piece]] = []
        cell: list[Piece] = []
        spacing, in_cell = Spacing(), Spacing()
        for first, last in self._paragraphs(start, end):
            properties = self._properties(last)
            in_table = bool(properties.get("in_table"))
            if not in_table and (rows or row or cell):
                found += read_table([*rows, [*row, cell]] if row or cell else rows)
                rows, row, cell = [], [], []
                spacing.leave_table()
            self._paragraph(first, last, properties, cell if in_table else found, in_cell if in_table else spacing)
            if in_table and self.file.text[last] == _CELL:
                if properties.get("ends_row"):
                    rows.append(row)
                    row = []
                else:
                    row.append(cell)
                cell, in_cell = [], Spacing()
        if rows or row or cell:
            found += read_table([*rows, [*row, cell]] if row or cell else rows)
        return found

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """First and last position of each paragraph, the last being that of its end."""
        text = self.file.text
        first = start
        for position in range(start, min(end, len(text))):
            if text[position] in _ENDS:
                yield first, position
                first = position + 1
        if first < min(end, len(text)):
            yield first, min(end, len(text)) - 1

    def _properties(self, position: int) -> Properties:
        own = self.file.paragraphs.at(position)
        return {**self._of_style(own.get("style", 0)), **own}

    def _of_style(self, number: int, depth: int = 0) -> Properties:
        if number >= len(self.file.styles) or depth > _MAX_DEPTH:
            return {}
        _, base, own = self.file.styles[number]
        return {**self._of_style(base, depth + 1), **own}

    def _level(self, properties: Properties) -> tuple[int, bool]:
        """The level of a heading, and whether the paragraph is a line of contents."""
        known = _known_styles()
        number = properties.get("style", 0)
        program = self.file.styles[number][0] if number < len(self.file.styles) else -1
        if program in known.headings:
            return program, False
        if program == known.title:
            return 1, False
        outline = properties.get("outline", 9)
        return (outline + 1 if outline < 9 else 0), program in known.contents

    def _paragraph(self, first: int, last: int, properties: Properties, found: list[Piece], spacing: Spacing) -> None:
        in_contents = self.fields.is_in_contents
        until = last if self.file.text[last] in _ENDS else last + 1
        self._words(first, until)
        if self.file.characters.at(last).get("deleted") and until == last:
            return  # its mark was deleted: it goes on with the next one
        words, refs = self.writer.take()
        level, is_contents = self._level(properties)
        has_words = bool(words.strip())
        style = Style(
            before=properties.get("before"),
            after=properties.get("after"),
            is_contextual=bool(properties.get("contextual")),
        )
        prefix = self._number(properties) if has_words or properties.get("list_id") else ""
        is_apart = spacing.is_apart(style, str(properties.get("style", 0)), has_words)
        if has_words:
            in_contents = in_contents or is_contents or self.fields.is_in_contents
            piece = Piece(numbered(prefix, words), refs, level, is_apart, in_contents)
            found += break_lines(piece) if BREAK in words else [piece]

    def _number(self, properties: Properties) -> str:
        key = properties.get("list_id", 0)
        if not 0 < key < _MAX_LIST_ID:
            return ""
        return self.numbering.next(str(key), properties.get("list_level", 0))

    def _words(self, first: int, until: int) -> None:
        """Write the words of a span, run by run."""
        runs, text = self.file.characters, self.file.text
        position = first
        while position < until:
            properties = runs.at(position)
            end = min(runs.until(position) or until, until)
            if properties.get("deleted") or properties.get("hidden"):
                self._fields_only(text[position:end])
            else:
                self.writer.is_raised = properties.get("raised") == _SUPERSCRIPT
                self._run(position, end, properties)
            position = end
        self.writer.is_raised = False

    def _fields_only(self, words: str) -> None:
        for character in words:
            if character in (_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END):
                self._special(character)

    def _run(self, start: int, end: int, properties: Properties) -> None:
        text = self.file.text
        plain = start
        position = start
        while position < end:
            reference = self.refs.get(position)
            character = text[position]
            if reference is not None or character in _SPECIAL or "symbol" in properties:
                self._write(text[plain:position])
                if reference is not None:
                    position = self._refer(position, end, *reference)
                elif "symbol" in properties and character == "(":
                    self._write(_symbol(properties["symbol"]))
                else:
                    self._special(character)
                plain = position + 1
            position += 1
        self._write(text[plain:end])

    def _write(self, words: str) -> None:
        if not words:
            return
        if not self.fields.is_shown:
            self.fields.instruct(words)
            return
        if any("\ud800" <= character <= "\udfff" for character in words):
            words = words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.writer.write(words)

    def _special(self, character: str) -> None:
        if character == _FIELD_BEGIN:
            self.fields.begin()
        elif character == _FIELD_RESULT:
            self.fields.separate()
        elif character == _FIELD_END:
            self._write(self.fields.end())
        elif character == _LINE_END:
            if self.fields.is_shown:
                self.writer.end_line()
        elif character in ("\t", _COLUMN_END):
            self._write(" ")
        elif character == _HYPHEN:
            self._write("-")

    def _refer(self, position: int, end: int, kind: str, ref: NoteRef) -> int:
        """Write a mark; the position of its last character."""
        text = self.file.text
        last = position
        if ref.is_automatic:
            self.counts[kind] = count = self.counts.get(kind, 0) + 1
            label = written(count, "lowerRoman" if kind == "endnote" else "decimal")
        else:
            while last + 1 < end and text[last + 1] == text[position]:
                last += 1
            label = text[position : last + 1].strip()
            if not label or label < " ":
                label = "*"
        key = f"{kind} {ref.start}"
        self.labels[key] = (label, ref)
        if self.fields.is_shown:
            self.writer.mark(Ref(label, key))
        return last


def _symbol(operand: int) -> str:
    """A character in a font of its own, where it is one that the font Symbol draws as ASCII does."""
    code = operand >> 16 & 0xFFFF
    character = chr(code - 0xF000) if 0xF000 <= code <= 0xF0FF else chr(code) if code >= 32 else ""
    return character if character in "*+()0123456789,.-" or code < 0xF000 else ""
