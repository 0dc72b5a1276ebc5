"""Rows in reading order to lines: how far each goes, what stands apart, where the words of a table's cell begin.

What belongs here: what the geometry of a page says about paragraphs: leading, indentation, the room that a line leaves.
What does not: what words say about them (``documents/lines.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from sederunt.documents.footnotes import raised
from sederunt.documents.lines import Line, mend
from sederunt.documents.pdf.marks import marks_of
from sederunt.documents.pdf.rows import Row

#: A line set apart from the one before it by this much more than the usual leading.
_APART = 1.25
#: Type of another size by this share is other type.
_OTHER_SIZE = 1.06
#: A first line is indented by so many ems at least.
_INDENT = 0.9
#: Room for the next word, and so many ems more, that a line left: it was ended on purpose.
_SLACK = 0.6
#: A word that ended no sentence leaves more room by so many ems: names are not parted, and lines are ragged.
_LOOSE = 1.5
#: Share of the lines of a column that were ended on purpose where it is a list.
_LIST = 0.6
#: So many rows at the end of a page show whether it ends in a list.
_ENTRIES = 5
_SENTENCE_END = (".", "!", "?", ":", ";", "。", "；", "：", "؟", "؛")


def usual_leading(pages: Iterable[Sequence[Row]]) -> dict[float, float]:
    """The usual distance of base lines for each size of type."""
    found: dict[float, Counter[float]] = {}
    for rows in pages:
        for one, other in pairwise(rows):
            drop = one.base - other.base
            if 0 < drop < 3 * other.size and abs(one.size - other.size) < 0.3:
                found.setdefault(round(other.size), Counter())[round(drop * 2) / 2] += 1
    # Of the frequent distances the smallest: paragraphs are set further apart than their lines, never closer.
    return {
        size: min(drop for drop, count in drops.items() if count >= 0.25 * max(drops.values()))
        for size, drops in found.items()
    }


def right_edge(rows: Sequence[Row]) -> float:
    """Where full lines end: what nine rows in ten stay within."""
    edges = sorted(row.x1 for row in rows)
    return edges[int(0.95 * (len(edges) - 1))] if edges else 0.0


def lines_of(
    rows: Sequence[Row],
    previous: Sequence[Row],
    leading: dict[float, float],
    measure: float,
    labels: Collection[str],
) -> list[Line]:
    """The lines of the rows of one page, in reading order; ``previous`` are those of the page before."""
    lines: list[Line] = []
    lists = _list_columns(rows, measure)
    left = min((row.x0 for row in rows), default=0.0)
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else previous[-1] if previous else None
        following = rows[index + 1] if index + 1 < len(rows) else None
        words, marks = _words(row, labels)
        if not words:
            continue
        line = Line(words, round((row.x0 - left) / (0.5 * row.size)), 0, row.page, marks=marks)
        line.is_contents = row.is_contents
        if before is not None:
            line.gap = 1 if _is_apart(before, row, leading) else 0
            line.fits = _fits(before, row, following, measure, row.in_list or row.column in lists) or (
                index == 0 and _goes_on_as_list(previous, row, leading)
            )
            line.opens = True if row.starts_cell or _starts(before, row) else None
        lines.append(line)
    return lines


def note_lines(label: str, rows: Sequence[Row]) -> list[Line]:
    """The lines of a footnote; the first begins with its label."""
    lines: list[Line] = []
    for index, row in enumerate(rows):
        words, _ = _words(row, ())
        if label and not index:
            words = f"{label} {words[len(row.words[0].text) :].lstrip()}"
        lines.append(Line(words, 0, 0, row.page))
    return lines


def _words(row: Row, labels: Collection[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words of a row and the spans of the marks in them: numbers are written raised, so that no year or resolution
    grows by one, and letters apart from their word.
    """
    marks: dict[int, list[tuple[int, int]]] = {id(word): [] for word in row.words}
    for word, start, end in marks_of(row, labels):
        marks[id(word)].append((start, end))
    text = ""
    spans: list[tuple[int, int]] = []
    for index, word in enumerate(row.reading):
        text += row.glue(index) if index else ""
        at = 0
        for start, end in marks[id(word)]:
            text += word.text[at:start]
            if word.text[start:end].isalpha() and text[-1:].isalnum():
                text += " "
            spans.append((len(text), len(text) + end - start))
            text += raised(word.text[start:end])
            at = end
        text += word.text[at:]
    mended = mend(text)
    return mended, _carried(spans, text, mended)


def _carried(spans: Sequence[tuple[int, int]], text: str, mended: str) -> tuple[tuple[int, int], ...]:
    """Spans in a text as they stand in it mended: mending takes away spaces and soft hyphens only."""
    if not spans or text == mended:
        return tuple(spans)
    kept = [
        index for index, character in enumerate(text) if not character.isspace() and character not in "\u00ad\ufeff"
    ]
    places = [index for index, character in enumerate(mended) if not character.isspace() and character != "\u00ad"]
    if len(kept) != len(places):
        return ()
    carried = dict(zip(kept, places, strict=True))
    return tuple((carried[start], carried[end - 1] + 1) for start, end in spans)


def _starts(before: Row, row: Row) -> bool:
    """Whether a paragraph begins whatever the words say: where a table of contents does, ends, or has a new entry, and
    where type changes, unless a sentence goes on.
    """
    if row.is_contents or before.is_contents:
        return before.is_led or row.is_contents != before.is_contents
    return _is_other_type(before, row) and not row.words[0].text[:1].islower()


def _is_apart(before: Row, row: Row, leading: dict[float, float]) -> bool:
    """Whether white space or other type sets a row apart from the one before it on its page."""
    if before.page != row.page or row.base >= before.base:
        return False
    if _is_other_type(before, row):
        return True
    usual = leading.get(round(row.size), 1.2 * row.size)
    return before.base - row.base > _APART * usual


def _is_other_type(before: Row, row: Row) -> bool:
    return max(before.size, row.size) > _OTHER_SIZE * min(before.size, row.size) or before.is_bold != row.is_bold


def _fits(before: Row, row: Row, following: Row | None, measure: float, in_list: bool) -> bool:
    """Whether a row was begun on purpose: its first word would have fitted on the one before, or it is indented as
    first lines are.
    """
    if _is_centred(before, row):
        return False
    end = min(before.column[1], measure) if before.column else measure
    first = row.words[0]
    room = end - before.x1
    ended = before.words[-1].text.endswith(_SENTENCE_END)
    slack = (_SLACK if ended else _LOOSE) * row.size
    if first.x1 - first.x0 + slack < room:
        return True
    if in_list and row.x0 - before.x0 < _INDENT * row.size:
        return True
    is_indented = row.x0 - before.x0 > _INDENT * row.size and (
        following is None or row.x0 - following.x0 > _INDENT * row.size
    )
    return ended and is_indented and row.page == before.page


def _goes_on_as_list(previous: Sequence[Row], row: Row, leading: dict[float, float]) -> bool:
    """Whether the page before ended in entries set apart from one another, none of them a sentence, and the row begins
    where they do.
    """
    tail = previous[-_ENTRIES:]
    starts = [other for one, other in pairwise(tail) if _is_apart(one, other, leading)]
    return (
        len(starts) >= _ENTRIES - 2
        and not any(one.words[-1].text.endswith((*_SENTENCE_END, ",")) for one in tail)
        and all(abs(other.x0 - row.x0) < 0.5 * row.size for other in starts)
    )


def _is_centred(before: Row, row: Row) -> bool:
    return (
        before.page == row.page
        and abs((before.x0 + before.x1) - (row.x0 + row.x1)) < 0.6 * row.size
        and abs(before.x0 - row.x0) > 0.5 * row.size
        and not before.words[-1].text.endswith(_SENTENCE_END)
    )


def _list_columns(rows: Sequence[Row], measure: float) -> set[tuple[float, float]]:
    """The columns most of whose rows were ended on purpose."""
    columns: dict[tuple[float, float], list[bool]] = {}
    for one, other in pairwise(rows):
        if one.column and one.column == other.column:
            first = other.words[0]
            columns.setdefault(one.column, []).append(
                first.x1 - first.x0 + other.size < min(one.column[1], measure) - one.x1
            )
    return {column for column, ended in columns.items() if sum(ended) >= _LIST * len(ended)}
