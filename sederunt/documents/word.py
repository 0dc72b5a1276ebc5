"""What the formats of word processors (DOCX, DOC) have in common: styles of paragraphs, space between them, mastheads.

What belongs here: what a paragraph has by its style, and which header is the head of the document. What does not: how
either format states it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sederunt.documents.pieces import Piece
from sederunt.documents.symbols import find_symbols

#: A symbol that the body states stands within so many characters of its beginning.
_HEAD = 700
_HEAD_PIECES = 30


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph has by its style or by itself; None where nothing is said. Spacing in twentieths of a point."""

    level: int | None = None
    is_contents: bool = False
    list_id: str | None = None
    list_level: int | None = None
    before: int | None = None
    after: int | None = None
    is_contextual: bool = False
    is_raised: bool = False
    is_hidden: bool = False

    def over(self, other: Style) -> Style:
        """This one, and what it leaves open from another."""
        return Style(
            self.level if self.level is not None else other.level,
            self.is_contents or other.is_contents,
            self.list_id if self.list_id is not None else other.list_id,
            self.list_level if self.list_level is not None else other.list_level,
            self.before if self.before is not None else other.before,
            self.after if self.after is not None else other.after,
            self.is_contextual or other.is_contextual,
            self.is_raised or other.is_raised,
            self.is_hidden or other.is_hidden,
        )


#: Of a paragraph that says nothing of itself.
PLAIN = Style()


@dataclass(slots=True)
class Spacing:
    """Where white space sets paragraphs apart: their styles' spacing, or an empty one between them."""

    after: int = 0
    style: str | None = None
    is_contextual: bool = False
    is_open: bool = True  # at the beginning, behind an empty paragraph or a table

    def is_apart(self, style: Style, name: str | None, has_words: bool) -> bool:
        """Whether the next paragraph, of this style, stands apart from the one before it."""
        if not has_words:
            self.is_open = True
            return False
        touches = style.is_contextual and self.is_contextual and name == self.style
        found = self.is_open or (not touches and max(self.after, style.before or 0) > 0)
        self.after, self.style, self.is_contextual, self.is_open = style.after or 0, name, style.is_contextual, False
        return found

    def leave_table(self) -> None:
        """A table stands apart from what follows it."""
        self.is_open = True


def masthead(headers: Mapping[str, Sequence[Piece]], shown: str, body: Sequence[Piece]) -> Sequence[Piece]:
    """The header of the first page, where it states the symbol of the document and the body does not.

    ``headers`` are by kind (first, default, even), ``shown`` is that of the first page. Of a running head only the
    symbol is taken.
    """
    if find_symbols(" ".join(piece.plain_words() for piece in body[:_HEAD_PIECES])[:_HEAD]):
        return ()
    for kind in (shown, "first", "default", "even"):
        with_symbol = [piece for piece in headers.get(kind, ()) if find_symbols(piece.plain_words())]
        if with_symbol:
            return headers[kind] if kind == shown == "first" else with_symbol[:1]
    return ()
