"""Plain text to ``Text``: pages, paragraphs, footnotes.

What belongs here: the order of the steps, and where notes stand in a text without typography. What does not: each step
(``decode``, ``furniture``, ``lines``, ``layout``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sederunt.documents.decode import decode
from sederunt.documents.footnotes import NOTE, RULE
from sederunt.documents.furniture import strip_furniture
from sederunt.documents.layout import lay_out
from sederunt.documents.lines import OPENER, Line, Run, read_lines, runs
from sederunt.documents.text import Text

#: A note at the foot of a page without a rule, and how many lines such notes take.
_FOOT = re.compile(r"\s*(?P<label>\d{1,3})\s{1,6}(?=[^\W\d_])")
_MAX_FOOT = 24
#: A label alone on its line, and how many labels may be lost between two pages.
_ALONE = re.compile(r"\s*\d{1,3}\s*")
_MAX_LOST = 3
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
    return lay_out(runs(body), notes, n_pages=len(pages))


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
        if _is_label(notes, line):  # its words stand on the next line
            notes.append(Run([line], is_apart=True))
        elif notes and not NOTE.match(line.words):
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
    before = _label_of(notes)
    if label is None or before is None or not label["label"].isdigit() or not before.isdigit():
        return True
    number, last = int(label["label"]), int(before)
    # The first note of a page may follow one whose label was lost.
    is_first = line.page != notes[-1].lines[-1].page
    return number in (1, last + 1) or (is_first and last < number <= last + _MAX_LOST)


def _label_of(notes: Sequence[Run]) -> str | None:
    """The label of the last note; None where it has none."""
    if not notes:
        return None
    words = notes[-1].lines[0].words
    label = NOTE.match(words)
    return label["label"] if label else words.strip() if _ALONE.fullmatch(words) else None


def _is_label(notes: Sequence[Run], line: Line) -> bool:
    """Whether a line is the next label and no more."""
    before = _label_of(notes)
    is_next = before is not None and before.isdigit() and line.words.strip() == str(int(before) + 1)
    return is_next and _ALONE.fullmatch(line.words) is not None
