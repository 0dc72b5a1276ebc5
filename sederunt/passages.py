"""Facts in the words that state them: the sentence, its page and paragraph, the places of the names in it.

What belongs here: choosing the words around facts, and drawing them for a person. What does not: the facts themselves
(``facts/``), tables for the eye (``cli.py``), quotes in SQL (``warehouse/macros/sentence_around.sql``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sederunt.facts.sentences import sentences
from sederunt.tables import FACT_TABLES, tables

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

#: The tables whose rows have a place in the text.
SHOWABLE = tuple(name for name in FACT_TABLES if "span_start" in tables()[name].column_names)
_BREAK = "\n\n"
#: Entries of a list, one to a line, are no longer than this; they are shown together.
_ENTRY = 160
#: What a fact says beside its words, in this order, in the line above the sentence.
_ABOUT = ("capacity", "kind", "list_kind", "field", "role", "quantifier")
#: What a name was taken for, in the line below.
_MEANT = ("participant_id", "value", "suggestion_id")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report that state facts: ``text[start:end]``, and the spans of ``marks`` in it, in order, apart.

    ``about`` is what the facts have in common, ``meant`` what each mark was taken for (empty where for nothing).
    """

    start: int
    end: int
    page: int | None
    paragraph: str | None
    about: tuple[str, ...]
    marks: tuple[tuple[int, int], ...]
    meant: tuple[str, ...]

    @property
    def place(self) -> str:
        """For a person: "page 3, paragraph 20"."""
        parts = [f"page {self.page}"] if self.page is not None else []
        if self.paragraph is not None:
            parts.append(self.paragraph if self.paragraph.startswith("annex") else f"paragraph {self.paragraph}")
        return ", ".join(parts) or f"character {self.start}"


def passages(text: str, language: str, rows: Iterable[Mapping[str, Any]]) -> list[Passage]:
    """The passages that state the rows of a fact table, in the order of the text. Facts of one kind that stand in one
    sentence, or in one list, are shown in one passage.
    """
    rows = list(rows)
    has_several = len({row.get("meeting_id") for row in rows}) > 1
    ordered = sorted(rows, key=lambda row: (row["span_start"], row["span_end"]))
    found: list[Passage] = []
    for _, together in groupby(ordered, key=lambda row: (row["paragraph"], row["page"], _about(row, has_several))):
        for row in together:
            passage = _of(text, language, row, _about(row, has_several))
            last = found[-1] if found and _key(found[-1]) == _key(passage) else None
            if last and _overlap_or_follow(text, last, passage):
                found[-1] = _joined(last, passage)
            else:
                found.append(passage)
    return [replace(passage, start=_with_announcement(text, passage)) for passage in found]


def _about(row: Mapping[str, Any], has_several: bool) -> tuple[str, ...]:
    """What a fact says beside its words; its meeting only in a report of several."""
    values = [str(row[name]) for name in _ABOUT if row.get(name)]
    meeting = [str(row["meeting_id"])] if has_several and row.get("meeting_id") else []
    items = row.get("agenda_items") or []
    return (*meeting, *values, *(["item " + ", ".join(items)] if items else []))


def _key(passage: Passage) -> tuple[Any, ...]:
    return passage.paragraph, passage.page, passage.about


def _of(text: str, language: str, row: Mapping[str, Any], about: tuple[str, ...]) -> Passage:
    start, end = row["span_start"], row["span_end"]
    begin = text.rfind(_BREAK, 0, start)
    stop = text.find(_BREAK, end)
    begin, stop = 0 if begin < 0 else begin + len(_BREAK), len(text) if stop < 0 else stop
    spans = [span for span in sentences(text, begin, stop, language) if span[0] < end and start < span[1]]
    first, last = (spans[0][0], spans[-1][1]) if spans else (begin, stop)
    meant = next((str(row[name]) for name in _MEANT if row.get(name)), "")
    return Passage(min(first, start), max(last, end), row["page"], row["paragraph"], about, ((start, end),), (meant,))


def _overlap_or_follow(text: str, last: Passage, passage: Passage) -> bool:
    """Whether two passages are one: the same sentence, or entries of one list."""
    if passage.start < last.end:
        return True
    is_entry = passage.end - passage.start <= _ENTRY and last.marks[-1][0] >= last.end - _ENTRY
    return is_entry and not text[last.end : passage.start].strip() and _BREAK in text[last.end : passage.start]


def _joined(last: Passage, passage: Passage) -> Passage:
    marks, meant = last.marks, last.meant
    if passage.marks[0][0] >= marks[-1][1]:
        marks, meant = marks + passage.marks, meant + passage.meant
    elif passage.meant[0] and passage.meant[0] not in meant[-1].split(" + "):  # one name for two: both are meant
        meant = (*meant[:-1], " + ".join(filter(None, (meant[-1], passage.meant[0]))))
    return replace(last, end=max(last.end, passage.end), marks=marks, meant=meant)


def _with_announcement(text: str, passage: Passage) -> int:
    """Where the passage begins with the words that announce its list, which end in a colon right before it."""
    before = text[: passage.start].rstrip()
    if text[passage.start - 2 : passage.start] != _BREAK or not before.endswith((":", "：")):
        return passage.start
    begin = before.rfind(_BREAK)
    return 0 if begin < 0 else begin + len(_BREAK)


def draw(console: Console, text: str, found: Sequence[Passage]) -> None:
    """Print passages: the place, the words with their names marked, what the names were taken for.

    The marks are colour on a terminal that has it, ‹ › elsewhere. Lines of Arabic are set from the right.
    """
    has_colour = console.is_terminal and not console.no_color and console.color_system is not None
    for passage in found:
        console.print(" · ".join((passage.place, *passage.about)), style="dim", markup=False, highlight=False)
        for line in _lines(text, passage, has_colour):
            is_from_right = _is_from_right(line.plain)
            console.print(line, justify="right" if is_from_right else None, overflow="fold", highlight=False)
        if any(passage.meant):
            names = ", ".join(meant or "?" for meant in passage.meant)
            console.print(f"→ {names}", style="dim", markup=False, highlight=False)
        console.print()


def _lines(text: str, passage: Passage, has_colour: bool) -> Iterator[Text]:
    """The paragraphs of a passage, its names marked."""
    from rich.text import Text

    line = Text()
    at = passage.start
    for start, end in (*passage.marks, (passage.end, passage.end)):
        *whole, rest = text[at:start].split(_BREAK)
        for part in whole:
            yield line.append(_plain(part))
            line = Text()
        line.append(_plain(rest))
        if end > start:
            words = _plain(text[start:end])
            line.append(words, style="bold reverse") if has_colour else line.append(f"‹{words}›")
        at = end
    yield line


def _plain(words: str) -> str:
    """Words without line ends and control characters, which a terminal would obey."""
    return "".join(" " if letter in "\n\t" else letter for letter in words if letter in "\n\t" or letter.isprintable())


def _is_from_right(words: str) -> bool:
    """Whether most letters of a line are written from right to left."""
    directions = [unicodedata.bidirectional(letter) for letter in words]
    return sum(one in ("R", "AL") for one in directions) > directions.count("L")
