"""``Text`` from paragraphs that a format states (DOCX, DOC, HTML), without guessing where lines belong.

What belongs here: tying marks to notes, placing notes, spans. What does not: how a format states its paragraphs (its
own module), and what is guessed in a text of lines (``plain.py``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from sederunt.documents.footnotes import (
    NOTE,
    RULE,
    SUPERSCRIPT,
    find_marks,
    has_superscripts,
    is_power,
    lowered,
    note_for,
    raised,
)
from sederunt.documents.lines import OPENER
from sederunt.documents.pieces import PLACE, Note, Piece, Ref
from sederunt.documents.text import PARAGRAPH_BREAK, Footnote, Mark, Paragraph, Text

#: A line that a format draws and does not write: over notes it means what a written one means, and else nothing.
DRAWN_RULE = "─" * 20
_MENDED = (("\u00ad", ""), ("\ufeff", ""), ("\u200b", ""), ("\u2011", "-"), ("\ufffe", "-"))
_DOT_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}")


def lay_out(pieces: Sequence[Piece], notes: Mapping[str, Note]) -> Text:
    """The text of the pieces. Raised labels without a stated note are tied to paragraphs that are notes by their form:
    those that begin with the same label raised, and those under a rule.
    """
    whole: list[Piece] = []
    for piece in pieces:
        piece.words = mended(piece.words)
        if piece.words.strip(PLACE):
            whole.append(piece)
    return _Layout(whole, notes).text()


def mended(words: str) -> str:
    """Words with single blanks, without soft hyphens, and with the hyphens that have characters of their own."""
    if not words.isascii():
        for character, mended_to in _MENDED:
            if character in words:
                words = words.replace(character, mended_to)
    return " ".join(words.split())


@dataclass
class _Layout:
    pieces: Sequence[Piece]
    notes: Mapping[str, Note]
    parts: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    loose: list[tuple[int, int, str]] = field(default_factory=list)  # marks whose note is not stated
    stated: dict[str, int] = field(default_factory=dict)  # key of a note: its index
    waiting: list[str] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)  # of the notes that no format states
    offset: int = 0

    def text(self) -> Text:
        typed = _typed_notes(self.pieces)
        has_raised = has_superscripts("\n".join([piece.words for piece in self.pieces]))
        self.labels = {*typed.values(), *(note.label for note in self.notes.values())}
        pending: list[tuple[Mark, str]] = []
        for index, piece in enumerate(self.pieces):
            if index in typed:
                if label := typed[index]:
                    self._add_note(label, _without_label(piece, label))
                continue
            if piece.words == DRAWN_RULE:
                continue
            if self.waiting and (piece.level or OPENER.match(piece.words)):
                self._flush()
            pending += self._add(piece)
        self._flush()
        whole = PARAGRAPH_BREAK.join(self.parts)
        self.marks += [replace(mark, footnote=self.stated.get(key)) for mark, key in pending]
        self._tie(whole, has_raised)
        self.marks.sort(key=lambda mark: mark.start)
        return Text(whole, tuple(self.paragraphs), tuple(self.footnotes), tuple(self.marks))

    def _add(self, piece: Piece) -> list[tuple[Mark, str]]:
        """Write a paragraph; its stated marks, whose notes are not written yet."""
        words, spans = _set(piece, self.labels)
        pending: list[tuple[Mark, str]] = []
        for ref, start, end in spans:
            mark = Mark(self.offset + start, self.offset + end, ref.label)
            if ref.note is None:
                self.loose.append((mark.start, mark.end, ref.label))
                continue
            pending.append((mark, ref.note))
            if ref.note in self.notes and ref.note not in self.stated and ref.note not in self.waiting:
                self.waiting.append(ref.note)
        has_leaders = ("…" in words or ".." in words or ". ." in words) and _DOT_LEADERS.search(words)
        end = self.offset + len(words)
        self.paragraphs.append(
            Paragraph(
                self.offset,
                end,
                "contents" if piece.is_contents or has_leaders else "body",
                0,
                piece.is_apart,
                piece.level,
            )
        )
        self._write(words)
        return pending

    def _flush(self) -> None:
        """Write the notes of the paragraphs before: behind a list, not within it."""
        for key in self.waiting:
            note = self.notes[key]
            self.stated[key] = len(self.footnotes)
            self._add_note(note.label, mended(note.words.replace(PLACE, "")))
        self.waiting.clear()

    def _add_note(self, label: str, words: str) -> None:
        if not words:
            words = "–"  # a note without words is one all the same: its mark is no part of a name
        start = self.offset + len(label) + 1
        end = start + len(words)
        self.paragraphs.append(Paragraph(self.offset, end, "footnote", 0, True))
        self.footnotes.append(Footnote(label, start, end))
        self._write(f"{label} {words}")

    def _write(self, words: str) -> None:
        self.parts.append(words)
        self.offset += len(words) + len(PARAGRAPH_BREAK)

    def _tie(self, whole: str, has_raised: bool) -> None:
        """Tie the marks whose note no format states, and look for typed ones of the notes that were recognised, and for
        digits that the text itself has raised.
        """
        stated = set(self.stated.values())
        found = [index for index in range(len(self.footnotes)) if index not in stated]
        notes = [self.footnotes[index] for index in found]
        taken = {mark.start for mark in self.marks}
        for start, end, label in self.loose:
            self.marks.append(Mark(start, end, label, note_for(start, label, self.footnotes)))
            taken.add(start)
        if notes or has_raised:
            for mark in find_marks(whole, self.paragraphs, notes):
                if mark.start not in taken:
                    tied_to = None if mark.footnote is None else found[mark.footnote]
                    self.marks.append(replace(mark, footnote=tied_to))


def _set(piece: Piece, labels: Set[str]) -> tuple[str, list[tuple[Ref, int, int]]]:
    """The words with their marks written out, and where each mark stands. Raised letters are a mark only where there is
    a note of that label: else they are those of "1ᵉʳ" or "Mᵐᵉ".
    """
    if not piece.refs:
        return piece.words, []
    written, spans = "", []
    parts = piece.words.split(PLACE)
    for part, ref in zip(parts, [*piece.refs, None], strict=True):
        written += part
        if ref is None:
            continue
        if ref.note is None and is_power(written, ref.label):
            written += raised(ref.label)
            continue
        if ref.note is None and ref.label.isalpha() and ref.label not in labels:
            written += ref.label
            continue
        if ref.label.isalpha() and written[-1:].isalnum():
            written += " "  # glued, a letter would be one of the word
        start = len(written)
        written += raised(ref.label)
        spans.append((ref, start, len(written)))
    return written, spans


def _without_label(piece: Piece, label: str) -> str:
    words, _ = _set(piece, {label})
    start = lowered(words.lstrip())
    return words.lstrip()[len(label) :].lstrip(" .)") if start.startswith(label) else words


def _typed_notes(pieces: Sequence[Piece]) -> dict[int, str]:
    """Which pieces are notes by their form, with their label; an empty label for the rule above them."""
    called = {ref.label for piece in pieces for ref in piece.refs if ref.note is None and not _begins(piece, ref)}
    whole = "\n".join([piece.words[1:] for piece in pieces])
    if has_superscripts(whole):
        called |= {lowered(found) for found in SUPERSCRIPT.findall(whole)}
    found: dict[int, str] = {}
    under_rule = False
    for index, piece in enumerate(pieces):
        if piece.words[0] in "_─—" and RULE.match(piece.words):
            ruled = _next_words(pieces, index)
            under_rule = bool(NOTE.match(ruled) or ruled.startswith(PLACE) or SUPERSCRIPT.match(ruled))
            if under_rule:
                found[index] = ""
            continue
        if not (under_rule or called):
            continue
        label = _label(piece, under_rule, called)
        if label is not None:
            found[index] = label
        else:
            under_rule = False
    return found


def _next_words(pieces: Sequence[Piece], index: int) -> str:
    return pieces[index + 1].words if index + 1 < len(pieces) else ""


def _begins(piece: Piece, ref: Ref) -> bool:
    return ref is piece.refs[0] and piece.words.startswith(PLACE)


def _label(piece: Piece, under_rule: bool, called: set[str]) -> str | None:
    if piece.words.startswith(PLACE) and piece.refs[0].note is None:
        label = piece.refs[0].label
        return label if under_rule or label in called else None
    if raised_label := SUPERSCRIPT.match(piece.words):
        label = lowered(raised_label[0])
        return label if under_rule or label in called else None
    note = NOTE.match(piece.words)
    if note is None:
        return None
    return note["label"] if under_rule or (not note["label"].isalnum() and note["label"] in called) else None
