"""A sample as every format is made from it: paragraphs with their marks, footnotes, the head of the page.

What belongs here: what the text form of a sample holds. What does not: how a program sets it (``makers.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sederunt.documents.plain import read_plain
from sederunt.documents.text import Paragraph, Text
from sederunt.language.detect import detect_language

#: A piece of a paragraph: words, or the footnote whose mark stands there.
Piece = str | int


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """``paragraphs`` are runs of words and of indices of ``footnotes``; ``head`` stands on top of each page."""

    name: str
    source: Path
    language: str
    text: Text
    paragraphs: tuple[tuple[Piece, ...], ...]
    footnotes: tuple[str, ...]
    head: str

    @property
    def is_from_right(self) -> bool:
        return self.language == "ar"


def plain_documents(folder: Path) -> list[PlainDocument]:
    """All samples of a folder, in the order of their names. Raises ``FileNotFoundError`` where there is none."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise FileNotFoundError(f"{folder} holds no sample (*.txt)")
    return [plain_document(path) for path in paths]


def plain_document(path: Path) -> PlainDocument:
    """One sample."""
    text = read_plain(path.read_bytes())
    bodies = [paragraph for paragraph in text.paragraphs if paragraph.kind != "footnote"]
    first = text.words(bodies[0].start, bodies[0].end) if bodies else ""
    return PlainDocument(
        name=path.stem,
        source=path,
        language=detect_language(text.text),
        text=text,
        paragraphs=tuple(tuple(_pieces(text, paragraph)) for paragraph in bodies),
        footnotes=tuple(" ".join(text.words(note.start, note.end).split()) for note in text.footnotes),
        head=" ".join(first.split())[:60],
    )


def _pieces(text: Text, paragraph: Paragraph) -> Sequence[Piece]:
    pieces: list[Piece] = []
    at = paragraph.start
    for mark in text.marks:
        if mark.footnote is not None and paragraph.start <= mark.start < paragraph.end:
            pieces += [text.words(at, mark.start), mark.footnote]
            at = mark.end
    return [*pieces, text.words(at, paragraph.end)]
