"""The words of a DOCX: from the elements of a body, a cell, a note or a header to pieces.

What belongs here: runs, fields, marks, tracked changes, tables, text boxes. What does not: which parts a document has
(``docx.py``), styles and numbers (``docx_styles.py``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from sederunt.documents.counters import written
from sederunt.documents.docx_styles import Styles, W, is_gone, own_style
from sederunt.documents.fields import Fields
from sederunt.documents.numbering import Numbering
from sederunt.documents.pieces import BREAK, Piece, Ref, Writer, break_lines, clean, numbered, read_table
from sederunt.documents.word import Spacing, Style

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: Elements that only wrap what they hold.
_WRAPPERS = frozenset(
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo")
)
_PARAGRAPH, _PARAGRAPH_PROPERTIES, _RUN, _RUN_PROPERTIES, _TEXT = (W + name for name in ("p", "pPr", "r", "rPr", "t"))
#: What is looked at of the properties of a run.
_SETTINGS = frozenset(W + name for name in ("rStyle", "vertAlign", "vanish"))
_MAX_NESTING = 40
#: The characters that the font Symbol draws as those of ASCII; a mark is often one of them.
_SYMBOL_FONT = re.compile(r"[\d*()+,./:;=-]")


@dataclass
class Body:
    """Reads elements to pieces. ``labels`` collects the notes referred to: ``footnote 3`` → ``1``.

    ``forms`` gives form and first number of the labels of footnotes and endnotes.
    """

    styles: Styles
    numbering: Numbering
    forms: Mapping[str, tuple[str, int]]
    labels: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _fields: Fields = field(default_factory=Fields)
    _boxes: list[etree._Element] = field(default_factory=list)
    _custom: str | None = None  # key of a note whose own mark follows
    _writer: Writer = field(default_factory=Writer)
    _depth: int = 0

    def pieces(self, parent: etree._Element) -> list[Piece]:
        """The paragraphs of an element, those of tables and text boxes among them."""
        found: list[Piece] = []
        self._walk(parent, found, Spacing())
        return found

    def _walk(self, parent: etree._Element, found: list[Piece], spacing: Spacing) -> None:
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child, found, spacing)
            elif tag == W + "tbl":
                found += self._table(child)
                spacing.leave_table()
            elif tag in _WRAPPERS:
                self._walk(child, found, spacing)
            elif tag == _MC + "AlternateContent":
                self._walk(_chosen(child), found, spacing)

    # Paragraphs

    def _paragraph(self, element: etree._Element, found: list[Piece], spacing: Spacing) -> None:
        in_contents = self._fields.is_in_contents
        properties = self._inline(element)
        name, own, is_joined = (None, (), False) if properties is None else own_style(properties)
        if is_joined:
            return
        style = self.styles.of_paragraph(name, own)
        in_contents = in_contents or style.is_contents or self._fields.is_in_contents
        words, refs = self._writer.take()
        prefix = self._number(style, name) if style.list_id is not None else ""
        has_words = bool(words) and not words.isspace()
        is_apart = spacing.is_apart(style, name, has_words)
        if has_words:
            piece = Piece(numbered(prefix, words), refs, style.level or 0, is_apart, in_contents)
            found += break_lines(piece) if BREAK in words else [piece]
        if self._boxes:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self._nested(box, found)

    def _nested(self, element: etree._Element, found: list[Piece]) -> None:
        if self._depth >= _MAX_NESTING:
            return
        self._depth += 1
        outer, self._writer = self._writer, Writer()
        found += self.pieces(element)
        self._writer = outer
        self._depth -= 1

    def _number(self, style: Style, name: str | None) -> str:
        if style.list_id in (None, "0"):
            return ""
        at = style.list_level
        if at is None:
            at = self.numbering.level_of_style(style.list_id, self.styles.linked_list(name)) or 0
        return self.numbering.next(style.list_id, at)

    # Runs

    def _inline(self, parent: etree._Element) -> etree._Element | None:
        """Read what stands in a line; the properties of the paragraph, where they are among it."""
        properties = None
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == _PARAGRAPH_PROPERTIES:
                properties = child
            elif tag in _WRAPPERS:
                self._inline(child)
            elif tag == _MC + "AlternateContent":
                self._inline(_chosen(child))
            elif isinstance(tag, str) and tag.startswith(_M):
                self._writer.write("".join(child.itertext(_M + "t")))
        return properties

    def _run(self, run: etree._Element) -> None:
        is_hidden = False
        for child in run:
            tag = child.tag
            if tag == _RUN_PROPERTIES:
                self._writer.is_raised, is_hidden = self._set(child)
                continue
            if tag == _TEXT and not is_hidden and not self._fields and self._custom is None:
                self._writer.write(child.text or "")  # almost every run
                continue
            read = _READERS.get(tag)
            if read is not None and (not is_hidden or read is Body._field_character):
                read(self, child)
        if self._custom is not None:
            self._refer(self._custom, "*")
        self._writer.is_raised = False

    def _set(self, properties: etree._Element) -> tuple[bool, bool]:
        """Whether a run is raised, and whether it is hidden."""
        stated: dict[str, str] = {}
        for child in properties:
            if child.tag in _SETTINGS:
                stated[child.tag] = child.get(W + "val", "1")
        if not stated:
            return False, False
        style = self.styles.of_run(stated.get(W + "rStyle"))
        position, vanishes = stated.get(W + "vertAlign"), stated.get(W + "vanish")
        is_raised = style.is_raised if position is None else position == "superscript"
        return is_raised, style.is_hidden if vanishes is None else vanishes not in ("0", "false", "off")

    def _text(self, element: etree._Element) -> None:
        self._write(element.text or "")

    def _write(self, words: str) -> None:
        if not self._fields.is_shown or not words:
            return
        if self._custom is not None and words.strip():
            self._refer(self._custom, clean(words).strip())
        else:
            self._writer.write(words)

    def _symbol(self, element: etree._Element) -> None:
        code = element.get(W + "char", "")
        if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code):
            return
        character = chr(int(code, 16)) if int(code, 16) < 0x110000 else ""
        if "\uf000" <= character <= "\uf0ff":
            drawn = chr(ord(character) - 0xF000)
            character = drawn if element.get(W + "font") == "Symbol" and _SYMBOL_FONT.fullmatch(drawn) else ""
        self._write(character)

    def _break(self, element: etree._Element) -> None:
        if self._fields.is_shown and element.get(W + "type", "textWrapping") == "textWrapping":
            self._writer.end_line()
        else:
            self._write(" ")

    def _blank(self, element: etree._Element) -> None:
        self._write(" ")

    def _hyphen(self, element: etree._Element) -> None:
        self._write("-")

    def _instruction(self, element: etree._Element) -> None:
        self._fields.instruct(element.text or "")

    def _field_character(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            self._write(self._fields.end())

    def _reference(self, element: etree._Element) -> None:
        kind = etree.QName(element).localname.removesuffix("Reference")
        key = f"{kind} {element.get(W + 'id')}"
        if kind not in self.forms or not self._fields.is_shown:
            return
        if element.get(W + "customMarkFollows", "0") in ("1", "true", "on"):
            self._custom = key
            return
        form, start = self.forms[kind]
        self._counts[kind] = count = self._counts.get(kind, start - 1) + 1
        self._refer(key, written(count, form) or str(count))

    def _refer(self, key: str, label: str) -> None:
        self._custom = None
        self.labels.setdefault(key, label)
        self._writer.mark(Ref(label, key))

    def _drawing(self, element: etree._Element) -> None:
        self._boxes += list(element.iter(W + "txbxContent"))

    def _alternative(self, element: etree._Element) -> None:
        chosen = _chosen(element)
        boxes = list(chosen.iter(W + "txbxContent"))
        self._boxes += boxes or list(element.iter(W + "txbxContent"))

    # Tables

    def _table(self, table: etree._Element) -> list[Piece]:
        if self._depth >= _MAX_NESTING:
            return []
        rows: list[list[list[Piece]]] = []
        for row in _rows(table):
            cells: list[list[Piece]] = []
            for cell in _cells(row):
                pieces: list[Piece] = []
                self._nested(cell, pieces)
                cells.append(pieces)
            rows.append(cells)
        return read_table(rows)


def _rows(table: etree._Element) -> Iterable[etree._Element]:
    for child in table:
        if child.tag == W + "tr":
            if not is_gone(child.find(W + "trPr")):
                yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterable[etree._Element]:
    for child in row:
        if child.tag == W + "tc":
            properties = child.find(W + "tcPr")
            if properties is None or properties.find(W + "cellDel") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _cells(child)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first choice of alternative contents: the others show the same in an older way."""
    choice = alternatives.find(_MC + "Choice")
    if choice is None:
        choice = alternatives.find(_MC + "Fallback")
    return alternatives if choice is None else choice


_READERS: dict[str, Callable[[Body, etree._Element], None]] = {
    W + "t": Body._text,
    W + "tab": Body._blank,
    W + "ptab": Body._blank,
    W + "br": Body._break,
    W + "cr": Body._break,
    W + "noBreakHyphen": Body._hyphen,
    W + "sym": Body._symbol,
    W + "instrText": Body._instruction,
    W + "fldChar": Body._field_character,
    W + "footnoteReference": Body._reference,
    W + "endnoteReference": Body._reference,
    W + "drawing": Body._drawing,
    W + "pict": Body._drawing,
    W + "object": Body._drawing,
    _MC + "AlternateContent": Body._alternative,
}
