"""The text of a document, whatever format it came in: paragraphs in reading order, pages, footnotes tied to their
marks.

What belongs here: the one form that every format module (``plain.py``, later ``pdf.py`` …) makes and every fact module
reads. What does not: how a format is taken apart.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

#: ``ocr`` where letters were recognised in a picture of a page, ``text`` where the document states them.
TextSource = Literal["text", "ocr"]
#: What stands between two paragraphs in ``Text.text``.
PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text set as one paragraph, heading, list entry or footnote: offsets into ``Text.text``, end exclusive.

    ``is_apart`` is True where white space sets it apart from what stands before it; ``indent`` counts the spaces before
    its first line. ``kind`` ``contents`` is a line of a table of contents, which states no facts. ``level``
    is that of a heading where the format states one (1 is the outermost), else 0.
    """

    start: int
    end: int
    kind: Literal["body", "footnote", "contents"] = "body"
    indent: int = 0
    is_apart: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark in the text (``Chili1``): the span of the mark itself, never part of a name."""

    start: int
    end: int
    label: str
    footnote: int | None = None  # index into Text.footnotes


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote: its label and the span of its words, the label left out."""

    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A document as text. All offsets count Unicode code points of ``text``, from 0, end exclusive.

    ``page_starts`` holds the offset at which each page begins, in order; it is empty where the source has no pages.
    ``source`` is ``ocr`` where the words of any page were recognised in its picture.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    footnotes: tuple[Footnote, ...] = ()
    marks: tuple[Mark, ...] = ()
    page_starts: tuple[int, ...] = field(default=())
    source: TextSource = "text"

    @property
    def n_pages(self) -> int | None:
        return len(self.page_starts) or None

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, on which the character at ``offset`` stands; None where the source has no pages."""
        return bisect_right(self.page_starts, offset) if self.page_starts else None

    def words(self, start: int, end: int) -> str:
        return self.text[start:end]
