"""A ``Text`` in a form that a person can compare: a line for each paragraph, marks in braces.

What belongs here: the notation that the tests of formats share. What does not: the tests.
"""

from __future__ import annotations

from sederunt.documents.text import Paragraph, Text


def shown(text: Text) -> str:
    """A paragraph on each line: its kind, its page where the document has pages, its words. ``{1}`` is a footnote mark
    that is tied to the note ``footnote 1``, ``{?1}`` one that is tied to none.
    """
    labels = {(note.start, note.end): note.label for note in text.footnotes}
    lines = []
    for paragraph in text.paragraphs:
        start = paragraph.start
        kind: str = paragraph.kind
        if kind == "footnote":
            start = next(note_start for note_start, end in labels if end == paragraph.end)
            kind = f"footnote {labels[start, paragraph.end]}"
        page = text.page_of(paragraph.start)
        words = with_marks(text, start, paragraph)
        lines.append("\t".join([kind, *([] if page is None else [f"p. {page}"]), words]))
    return "\n".join(lines) + "\n"


def with_marks(text: Text, start: int, paragraph: Paragraph) -> str:
    """The words of a paragraph from an offset on, with its marks in braces."""
    words = ""
    for mark in text.marks:
        if start <= mark.start < paragraph.end:
            tied = mark.footnote is not None and text.footnotes[mark.footnote].label == mark.label
            words += text.words(start, mark.start) + ("{" if tied else "{?") + mark.label + "}"
            start = mark.end
    return words + text.words(start, paragraph.end)


def words(text: Text) -> list[str]:
    """The paragraphs in short: body as it is, ``[1] …`` for notes, ``(contents) …``."""
    found = []
    for line in shown(text).splitlines():
        kind, *_, said = line.split("\t")
        found.append(said if kind == "body" else f"[{kind.removeprefix('footnote ')}] {said}")
    return found
