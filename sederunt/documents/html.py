"""HTML to ``Text``: the document on a page, without the site around it; lists with their numbers, notes, tables.

What belongs here: walking the elements. What does not: which links are marks (``html_notes.py``), encodings
(``decode.py``), what becomes of the pieces (``stated.py``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sederunt.documents.counters import counters, written
from sederunt.documents.decode import decode_markup
from sederunt.documents.formats import limits
from sederunt.documents.html_notes import Links, find_links
from sederunt.documents.lines import OPENER
from sederunt.documents.pieces import BREAK, PLACE, Note, Piece, Ref, Writer, break_lines, numbered, read_table
from sederunt.documents.plain import read_characters
from sederunt.documents.stated import DRAWN_RULE, lay_out
from sederunt.documents.text import Text
from sederunt.errors import UnreadableDocument

_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.I)
_RAISED = re.compile(r"vertical-align:\s*super", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?:\s*([a-z-]+)", re.I)
_BACK_ARROWS = re.compile(r"^[\s↑^↩]+|[\s↑↩︎]+$")
_BLOCK = re.compile(
    r"<(/?)(?:div|section|article|main|aside|blockquote|center|ul|ol|dl|dir|menu|pre|address|header|footer|nav|figure|"
    r"details|fieldset|form|table)\b",
    re.I,
)
#: The document proper holds at least this share of the words of the page.
_MIN_PROPER = 0.4
#: Text in lines holds at least this share of them: a text file on a page.
_MIN_LINES = 0.7
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Elements whose beginning, or end, changes how what follows is read; all others are looked through.
_OPENED = frozenset((*_HEADINGS, "ul", "ol", "li", "br", "hr", "pre", "table", "tr", "td", "th", "a", "sup"))
_CLOSED = frozenset((*_HEADINGS, "ul", "ol", "pre", "td", "th", "table"))


@dataclass(frozen=True)
class _Elements:
    """What ``html.toml`` states."""

    skipped: frozenset[str]
    skipped_outside: frozenset[str]
    skipped_roles: frozenset[str]
    skipped_names: re.Pattern[str]
    blocks: frozenset[str]
    spaced: frozenset[str]
    note_lists: re.Pattern[str]


@cache
def _elements() -> _Elements:
    source = tomllib.loads((files("sederunt.documents") / "html.toml").read_text("utf-8"))

    def words(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(source[name])})(?:$|[\s_-])", re.I)

    return _Elements(
        frozenset(source["skipped"]),
        frozenset(source["skipped_outside"]),
        frozenset(source["skipped_roles"]),
        words("skipped_names"),
        frozenset(source["blocks"]),
        frozenset(source["spaced"]),
        words("note_lists"),
    )


def read_html(data: bytes) -> Text:
    """The text of a page. Raises ``UnreadableDocument`` where it is too large, in no known encoding, or without words.

    Paragraphs are its blocks; it has no pages. What is hidden, and what belongs to the site, is left aside.
    """
    if len(data) > limits().max_html_bytes:
        raise UnreadableDocument(
            f"the page is {len(data) / 1e6:.0f} MB large, and no more than {limits().max_html_bytes / 1e6:.0f} MB are "
            "read: it is no report, or holds pictures; save it as PDF or DOCX",
            stage="decode",
        )
    characters = decode_markup(data)
    if _depth(characters) > limits().max_html_depth:
        raise UnreadableDocument(
            f"the page is malformed: more than {limits().max_html_depth:,} elements stand in one another; save it anew",
            stage="decode",
        )
    page = LexborHTMLParser(characters)
    root = _proper(page)
    if root is None:
        raise UnreadableDocument("the page holds no words: leave it out", stage="decode")
    lines = page.css_first("pre")
    if lines is not None and len(lines.text(deep=True)) > _MIN_LINES * len(root.text(deep=True)):
        return read_characters(lines.text(deep=True))
    walk = _Walk(find_links(page), is_proper=root.tag in ("main", "article"))
    walk.over(root)
    text = lay_out(walk.pieces, walk.notes())
    if not text.text.strip():
        raise UnreadableDocument("the page holds no words: leave it out", stage="decode")
    return text


def _depth(characters: str) -> int:
    """How deep the blocks of a page stand in one another at most, those counted that end where it is written only."""
    depth = deepest = 0
    for match in _BLOCK.finditer(characters):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _proper(page: LexborHTMLParser) -> LexborNode | None:
    """The element that holds the document: ``main`` or a single ``article`` where most words stand in it."""
    body = page.body
    if body is None:
        return None
    mains = page.css("main, [role=main]") or page.css("article")
    if len(mains) == 1 and len(mains[0].text(deep=True)) > _MIN_PROPER * len(body.text(deep=True)):
        return mains[0]
    return body


@dataclass(slots=True)
class _List:
    """A list under way: the form of its numbers, the next of them, and whether its entries are notes."""

    form: str
    next: int
    step: int
    is_notes: bool


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Piece]]]
    outer: list[Piece]


@dataclass
class _Walk:
    """One walk over a page. ``pieces`` is where paragraphs go: the document, or the cell under way."""

    links: Links
    is_proper: bool
    pieces: list[Piece] = field(default_factory=list)
    writer: Writer = field(default_factory=Writer)
    lists: list[_List] = field(default_factory=list)
    tables: list[_Table] = field(default_factory=list)
    level: int = 0
    raised: int = 0
    preformatted: int = 0
    gap: bool = True
    prefix: str = ""  # the number of the list entry that begins
    prefix_ref: Ref | None = None
    note: str | None = None
    note_depth: int = 0
    depth: int = 0
    blocks: list[int] = field(default_factory=list)  # the depths of the blocks that are open
    found: dict[str, list[str]] = field(default_factory=dict)

    def notes(self) -> dict[str, Note]:
        """The notes that marks lead to, without their labels and the links back."""
        return {key: _note(self.links.labels[key], words) for key, words in self.found.items()}

    def over(self, root: LexborNode) -> None:
        """Walk without recursion: pages may be nested deeper than Python's stack."""
        node: LexborNode | None = root
        opened: list[tuple[LexborNode, str, str | None]] = []
        while node is not None:
            tag = node.tag or ""
            goes_in = False
            if tag == "-text":
                self._text(node.text_content or "")
            elif not tag.startswith(("-", "!")):
                attributes = node.attributes
                if not self._is_skipped(tag, attributes):
                    closing = self._enter(node, tag, attributes)
                    child = None if closing == "silent" else node.first_child
                    self.depth += 1
                    if child is not None:
                        opened.append((node, tag, closing))
                        node = child
                        goes_in = True
                    else:
                        self._leave(tag, closing)
            while not goes_in:
                following = None if not opened and node is root else node.next
                if following is not None:
                    node = following
                    break
                if not opened:
                    self._end_piece()
                    return
                node, tag, closing = opened.pop()
                self._leave(tag, closing)

    def _is_skipped(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        known = _elements()
        if tag in known.skipped or (tag in known.skipped_outside and not self.is_proper):
            return not (tag == "aside" and attributes.get("id"))
        if not attributes:
            return False
        if "hidden" in attributes or attributes.get("aria-hidden") == "true":
            return True
        if _HIDDEN.search(attributes.get("style") or "") or attributes.get("role") in known.skipped_roles:
            return True
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        return bool(names.strip() and tag not in ("body", "main", "article") and known.skipped_names.search(names))

    def _enter(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> str | None:
        """Begin an element. ``raised`` is to be undone when it ends; what is ``silent`` is not looked into."""
        known = _elements()
        is_block = tag in known.blocks
        if is_block:
            self._end_piece()
            self.blocks.append(self.depth)
            if tag in known.spaced and not (tag in ("ul", "ol") and self.lists):
                self.gap = True
        if attributes and node.mem_id in self.links.notes:
            self._begin_note(self.links.notes[node.mem_id])
        if tag not in _OPENED and not attributes:
            return None
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self.lists.append(_list(tag, attributes, node))
        elif tag == "li":
            self._begin_entry(attributes)
        elif tag == "br":
            self.writer.end_line()
        elif tag == "hr":
            self.pieces.append(Piece(DRAWN_RULE))
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "table":
            self.tables.append(_Table([], self.pieces))  # a caption goes before the cells
        elif self.tables and tag == "tr":
            self.tables[-1].rows.append([])
        elif self.tables and tag in ("td", "th"):
            self.pieces = []
        elif tag == "a" and (mark := self.links.marks.get(node.mem_id)):
            self.writer.mark(Ref(*mark))
            return "silent"
        elif tag == "a" and node.mem_id in self.links.back:
            return "silent"
        elif tag == "sup" or (attributes and _RAISED.search(attributes.get("style") or "")):
            self.raised += 1
            self.writer.is_raised = True
            return "raised"
        return None

    def _leave(self, tag: str, closing: str | None) -> None:
        known = _elements()
        self.depth -= 1
        if closing == "raised":
            self.raised -= 1
            self.writer.is_raised = self.raised > 0
        if tag in known.blocks:
            self._end_piece()
            self.blocks.pop()
            if tag in known.spaced and not (tag in ("ul", "ol") and len(self.lists) > 1):
                self.gap = True
        if tag not in _CLOSED:
            pass
        elif tag in _HEADINGS:
            self.level = 0
        elif tag in ("ul", "ol"):
            self.lists.pop()
        elif tag == "pre":
            self.preformatted -= 1
        elif tag in ("td", "th") and self.tables:
            rows = self.tables[-1].rows
            rows[-1].append(self.pieces) if rows else rows.append([self.pieces])
            self.pieces = self.tables[-1].outer
        elif tag == "table" and self.tables:
            table = self.tables.pop()
            self.pieces = table.outer
            self.pieces += read_table(table.rows) if any(map(len, table.rows)) else []
        if self.note is not None and self.depth < self.note_depth:
            self.note = None

    def _text(self, words: str) -> None:
        if self.preformatted:
            first, *others = words.split("\n")
            self.writer.write(first)
            for line in others:
                self.writer.end_line()
                self.writer.write(line)
        else:
            self.writer.write(words)

    def _begin_entry(self, attributes: Mapping[str, str | None]) -> None:
        if not self.lists:
            return
        one = self.lists[-1]
        stated = attributes.get("value") or ""
        if stated.isdigit():
            one.next = int(stated)
        number = written(one.next, one.form)
        one.next += one.step
        if one.form == "bullet":
            self.prefix = "• "
        elif one.is_notes and number:
            self.prefix_ref = Ref(number)
        elif number:
            self.prefix = f"({number}) " if number.islower() and number.isalpha() else f"{number}. "

    def _begin_note(self, key: str) -> None:
        """What follows is a note, until the block that it begins in ends, or another note begins."""
        self._end_piece()
        self.note, self.note_depth = key, self.blocks[-1] + 1 if self.blocks else 0

    def _end_piece(self) -> None:
        if self.writer.is_empty:
            return
        words, refs = self.writer.take()
        if not words.strip():
            self.gap = self.gap or BREAK in words  # an empty line
            return
        prefix, ref, self.prefix, self.prefix_ref = self.prefix, self.prefix_ref, "", None
        if self.note is not None:
            self.found.setdefault(self.note, []).append(words)
            return
        if ref is not None:
            words, refs = f"{PLACE} {words}", [ref, *refs]
        elif prefix and not _states_number(words, prefix):
            words = numbered(prefix, words)
        piece = Piece(words, refs, self.level, self.gap)
        self.pieces += break_lines(piece) if BREAK in words else [piece]
        self.gap = False


def _list(tag: str, attributes: Mapping[str, str | None], node: LexborNode) -> _List:
    """The form of a list by its type or style, its first number, and whether its entries are notes."""
    forms = counters().html
    styled = _LIST_STYLE.search(attributes.get("style") or "")
    form = forms.get(styled[1].lower()) if styled else forms.get(attributes.get("type") or "")
    start = attributes.get("start") or ""
    step = 1
    first = int(start) if start.isdigit() else 1
    if "reversed" in attributes:
        step = -1
        first = int(start) if start.isdigit() else sum(child.tag == "li" for child in node.iter())
    around = node.parent
    names = [attributes.get("class"), attributes.get("role"), attributes.get("id")]
    names += [around.attributes.get("class"), around.attributes.get("role")] if around is not None else []
    is_notes = any(name and _elements().note_lists.search(name) for name in names)
    return _List(form or ("decimal" if tag == "ol" else "bullet"), first, step, is_notes)


def _states_number(words: str, prefix: str) -> bool:
    """Whether the words of an entry begin with a number of their own: then the list's is not shown."""
    own, opener = OPENER.match(words), OPENER.match(f"{prefix}x")
    return own is not None and (opener is None or opener["bullet"] is not None or own.lastgroup == opener.lastgroup)


def _note(label: str, paragraphs: list[str]) -> Note:
    words = " ".join(" ".join(paragraphs).replace(PLACE, "").split())
    begins = re.match(rf"[\[(]?{re.escape(label)}(?:[\])]\.?|[.:]?(?=\s)|(?<=[*†‡§]))\s*", words)
    return Note(label, _BACK_ARROWS.sub("", words[begins.end() :] if begins else words))
