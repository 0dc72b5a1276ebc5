"""Plain text to ``Text``: pages, paragraphs, footnotes.

What belongs here: the order of the steps. What does not: each step (``decode``, ``furniture``, ``lines``,
``footnotes``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sederunt.documents.decode import decode
from sederunt.documents.footnotes import NOTE, RULE, find_marks
from sederunt.documents.furniture import strip_furniture
from sederunt.documents.lines import OPENER, Line, Run, join, read_lines, runs
from sederunt.documents.text import PARAGRAPH_BREAK, Footnote, Paragraph, Text

#: Dot leaders: a line of a table of contents.
_CONTENTS = re.compile(r"(?:\.\s?){5,}|…{2,}|(?:\.\s?){4}\d+$")
#: A note at the foot of a page without a rule, and how many lines such notes take.
_FOOT = re.compile(r"\s*(?P<label>\d{1,3})\s{1,6}(?=[^\W\d_])")
_MAX_FOOT = 24
#: What a PDF's links leave behind: an address alone on its line.
_ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*$")


def read_plain(data: bytes) -> Text:
    """The text of a plain text file, pages where it has form feeds. Raises ``UnreadableDocument`` (see ``decode``)."""
    return read_characters(decode(data))


def read_characters(characters: str) -> Text:
    """The same from characters."""
    pages = characters.split("\f")
    stripped = strip_furniture([page.split("\n") for page in pages])
    body, notes = _separate(stripped)
    paragraphs = [(run, "contents" if _is_contents(run) else "body") for run in runs(body)]
    return _lay_out(_with_notes(paragraphs, notes), n_pages=len(pages))


def _separate(pages: Sequence[Sequence[str]]) -> tuple[list[Line], list[Run]]:
    """The lines of the body, and the footnotes: what stands under a rule, to the end of its page."""
    body: list[tuple[int, list[str]]] = []
    notes: list[tuple[int, list[str]]] = []
    last_label = 0
    for number, page in enumerate(pages):
        rest = [line for line in page if not _ADDRESS.match(line)]
        at = next((i for i, line in enumerate(rest) if RULE.match(line)), None)
        if at is None:
            foot = _foot(rest, last_label) if len(pages) > 1 else len(rest)
            body.append((number, rest[:foot]))
            if foot < len(rest):
                notes.append((number, rest[foot:]))
                last_label = max(int(label["label"]) for line in rest[foot:] if (label := _FOOT.match(line)))
            continue
        end = len(rest) if len(pages) > 1 else _notes_end(rest, at + 1)
        body.append((number, rest[:at] + rest[end:]))
        notes.append((number, rest[at + 1 : end]))
    return read_lines(body), _notes(read_lines(notes))


def _foot(lines: Sequence[str], last_label: int) -> int:
    """Where the notes at the foot of a page begin that no rule sets apart: behind two blank lines, with the label that
    is next; the number of the lines where there are none.
    """
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start > 1 and (lines[start - 1].strip() or lines[start - 2].strip()):
        start -= 1
    if start < 2 or end - start > _MAX_FOOT:
        return len(lines)
    while start < end and not lines[start].strip():
        start += 1
    first = _FOOT.match(lines[start])
    is_sentence = lines[end - 1].rstrip().endswith((".", ")", "。"))
    return start if first and is_sentence and int(first["label"]) in (1, last_label + 1) else len(lines)


def _notes_end(lines: Sequence[str], start: int) -> int:
    """Where the notes end in a text without pages: at the first paragraph that white space sets apart and that is no
    note.
    """
    printed = read_lines([(0, lines[start:])])
    gaps = sorted(line.gap for line in printed[1:])
    usual = gaps[len(gaps) // 2] if gaps else 0
    index = start
    gap = 0
    seen = False
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            gap += 1
            continue
        opener = OPENER.match(line)
        if seen and not NOTE.match(line) and (gap > usual or (opener and not opener["letter"])):
            return index
        seen, gap = True, 0
    return len(lines)


def _notes(lines: Sequence[Line]) -> list[Run]:
    notes: list[Run] = []
    for line in lines:
        if notes and not NOTE.match(line.words):
            notes[-1].lines.append(line)
        elif NOTE.match(line.words) and _follows(notes, line):
            notes.append(Run([line], is_apart=True))
        elif notes:
            notes[-1].lines.append(line)
        else:
            notes.append(Run([line], is_apart=True))
    return notes


def _follows(notes: Sequence[Run], line: Line) -> bool:
    """A digit at the head of a wrapped line is no label: labels count up, or start again."""
    label = NOTE.match(line.words)
    previous = NOTE.match(notes[-1].lines[0].words) if notes else None
    if label is None or previous is None or not label["label"].isdigit() or not previous["label"].isdigit():
        return True
    return int(label["label"]) in (1, int(previous["label"]) + 1)


def _is_contents(run: Run) -> bool:
    return any(_CONTENTS.search(line.words) for line in run.lines)


def _with_notes(paragraphs: Sequence[tuple[Run, str]], notes: Sequence[Run]) -> list[tuple[Run, str]]:
    """Notes set after the last paragraph that begins on their page, so that no paragraph is cut by them."""
    ordered: list[tuple[Run, str]] = []
    waiting = list(notes)
    for position, (run, kind) in enumerate(paragraphs):
        ordered.append((run, kind))
        following = paragraphs[position + 1][0].lines[0].page if position + 1 < len(paragraphs) else None
        while waiting and (following is None or waiting[0].lines[0].page < following):
            ordered.append((waiting.pop(0), "footnote"))
    return ordered + [(note, "footnote") for note in waiting]


def _lay_out(ordered: Sequence[tuple[Run, str]], n_pages: int) -> Text:
    parts: list[str] = []
    paragraphs: list[Paragraph] = []
    footnotes: list[Footnote] = []
    first_on_page: dict[int, int] = {}
    offset = 0
    for run, kind in ordered:
        words, begins = join(run.lines)
        for begin, page in begins:
            if kind != "footnote":
                first_on_page.setdefault(page, offset + begin)
        end = offset + len(words)
        paragraphs.append(
            Paragraph(
                offset,
                end,
                "footnote" if kind == "footnote" else "contents" if kind == "contents" else "body",
                run.lines[0].indent,
                run.is_apart,
            )
        )
        if kind == "footnote":
            label = NOTE.match(words)
            begin = offset + (label.end() if label else 0)
            footnotes.append(Footnote(label["label"] if label else "", begin, end))
        parts.append(words)
        offset = end + len(PARAGRAPH_BREAK)
    text = PARAGRAPH_BREAK.join(parts)
    marks = find_marks(text, paragraphs, footnotes)
    return Text(
        text, tuple(paragraphs), tuple(footnotes), tuple(marks), _page_starts(first_on_page, n_pages, len(text))
    )


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
