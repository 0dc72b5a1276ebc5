"""Paragraphs and notes to ``Text``: one string, the spans of its parts, pages, marks.

What belongs here: what every format that is read by lines has in common. What does not: which lines make a paragraph
(``lines.py``), which marks stand for which note (``footnotes.py``).
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import Literal

from sederunt.documents.footnotes import NOTE, find_marks, lowered
from sederunt.documents.lines import OPENER, Run, join
from sederunt.documents.text import PARAGRAPH_BREAK, Footnote, Mark, Paragraph, Text

_SENTENCE_END = (".", "!", "?", "。", "؟")
Kind = Literal["body", "footnote", "contents"]

#: Dot leaders: a line of a table of contents.
_CONTENTS = re.compile(r"(?:\.\s?){5,}|…{2,}|(?:\.\s?){4}\d+$")


def lay_out(body: Sequence[Run], notes: Sequence[Run], n_pages: int) -> Text:
    """The text of the paragraphs and the notes, the notes set after the last paragraph that begins on their page."""
    paragraphs: list[tuple[Run, Kind]] = [(run, "contents" if _is_contents(run) else "body") for run in body]
    return _lay_out(_with_notes(paragraphs, notes), n_pages)


def _is_contents(run: Run) -> bool:
    return any(
        line.is_contents or (("…" in line.words or line.words.count(".") > 3) and _CONTENTS.search(line.words))
        for line in run.lines
    )


def _with_notes(paragraphs: Sequence[tuple[Run, Kind]], notes: Sequence[Run]) -> list[tuple[Run, Kind]]:
    """Notes set after the last paragraph that begins on their page, so that no paragraph is cut by them; and behind a
    list that the page breaks, so that it is not either.
    """
    ordered: list[tuple[Run, Kind]] = []
    waiting = deque(notes)
    for position, (run, kind) in enumerate(paragraphs):
        ordered.append((run, kind))
        following = paragraphs[position + 1][0] if position + 1 < len(paragraphs) else None
        while waiting and (following is None or _may_stand_before(waiting[0], run, following)):
            ordered.append((waiting.popleft(), "footnote"))
    return ordered + [(note, "footnote") for note in waiting]


def _may_stand_before(note: Run, run: Run, following: Run) -> bool:
    """Whether a note may stand between two paragraphs: its page is over, and no list goes on behind them."""
    ahead = following.lines[0].page - note.lines[0].page
    opener = OPENER.match(following.lines[0].words)
    is_list = not run.lines[-1].words.endswith(_SENTENCE_END) and not (opener and not opener["letter"])
    return ahead > 1 or (ahead == 1 and not is_list)


def _lay_out(ordered: Sequence[tuple[Run, Kind]], n_pages: int) -> Text:
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    footnotes: list[Footnote] = []
    note_pages: list[int] = []
    first_on_page: dict[int, int] = {}
    stated: list[tuple[int, int, int]] = []
    offset = 0
    for run, kind in ordered:
        joined = join(run.lines)
        words = joined.words
        end = offset + len(words)
        if kind == "footnote":
            label = NOTE.match(words)
            begin = offset + (label.end() if label else 0)
            footnotes.append(Footnote(label["label"] if label else "", begin, end))
            note_pages.append(run.lines[0].page)
        else:
            for begin, page in joined.begins:
                first_on_page.setdefault(page, offset + begin)
            stated += [(offset + begin, offset + stop, page) for begin, stop, page in joined.marks]
        paragraphs.append(Paragraph(offset, end, kind, run.lines[0].indent, run.is_apart))
        parts.append(words)
        offset = end + len(PARAGRAPH_BREAK)
    text = PARAGRAPH_BREAK.join(parts)
    tied = [_tied(lowered(text[start:end]), start, end, page, footnotes, note_pages) for start, end, page in stated]
    marks = find_marks(text, paragraphs, footnotes, tied)
    return Text(
        text, tuple(paragraphs), tuple(footnotes), tuple(marks), _page_starts(first_on_page, n_pages, len(text))
    )


def _tied(
    label: str, start: int, end: int, page: int, footnotes: Sequence[Footnote], note_pages: Sequence[int]
) -> Mark:
    """A mark with its note: that of its label on its own page, else the nearest page behind it, else before it."""
    alike = [index for index, note in enumerate(footnotes) if note.label == label]
    nearest = min(alike, key=lambda index: (note_pages[index] < page, abs(note_pages[index] - page)), default=None)
    return Mark(start, end, label, nearest)


def _page_starts(first: dict[int, int], n_pages: int, length: int) -> tuple[int, ...]:
    if n_pages < 2:
        return ()
    starts: list[int] = []
    following = length
    for page in range(n_pages - 1, -1, -1):
        # An empty page begins where the next one does.
        following = min(first.get(page, following), following)
        starts.append(following)
    return (0, *reversed(starts[:-1]))
