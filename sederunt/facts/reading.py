"""What all fact modules read from: one document's text, mentions, outline, sentences and meetings.

What belongs here: gathering the passes before the facts, and questions that several fact modules ask. What does not:
any fact.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from sederunt.documents.symbols import SymbolMention, find_symbols
from sederunt.documents.text import Footnote, Mark, Paragraph, Text
from sederunt.facts.bodies import BodyMention
from sederunt.facts.sentences import sentences
from sederunt.facts.units import Outline, Unit
from sederunt.language.calendar import DateMention, find_dates
from sederunt.language.lexicon import Lexicon
from sederunt.language.numerals import NumberMention, find_cardinals, find_ordinals
from sederunt.language.scanner import Mentions
from sederunt.language.squeeze import Squeezed, squeeze
from sederunt.registry import Match, lookup, suggest
from sederunt.tables import tables

#: The kind of a cue for who takes the chair for a while, in the office that the words give.
PRESIDING = "presiding"

Spanned = TypeVar("Spanned", SymbolMention, DateMention, NumberMention, Mark, Paragraph, BodyMention)


_start = attrgetter("start")


class Accountable(Protocol):
    """What was read of a region, in characters: a ``NameList``."""

    n_accountable: int

    @property
    def n_accounted(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that the document reports on. ``keys`` are the keys of the names under which the document calls its
    body; ``part`` is the span of the annex that alone tells of it.
    """

    meeting_id: str
    body_id: str
    body_name: str
    ordinal: int | None
    starts_on: date | None
    ends_on: date | None
    place: str | None
    n_sittings: int | None
    format: str | None
    start: int
    end: int
    paragraph: str | None
    keys: frozenset[str] = frozenset()
    part: tuple[int, int] | None = None


@dataclass
class Reading:
    """One document being read. Rows collect in ``rows`` by table; ``n_accounted`` of ``n_accountable`` characters are
    explained. ``text`` has the signs and digits of all scripts as ASCII's (``documents/signs``), ``written`` is the
    text as the document has it, of the same length.
    """

    document_id: str
    text: Text
    language: str
    words: Lexicon
    mentions: Mentions
    outline: Outline
    on: date | None = None
    meetings: tuple[Meeting, ...] = ()
    bodies: Sequence[BodyMention] = ()
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    keys: dict[tuple[Any, ...], dict[str, Any]] = field(default_factory=dict)
    n_accounted: int = 0
    n_accountable: int = 0
    written: str = ""
    ordinals: Sequence[NumberMention] = ()
    _about: dict[tuple[str, str | None, str | None], list[dict[str, Any]]] = field(default_factory=dict)
    _spans_of_names: dict[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    spans_of_sentences: dict[int, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.written = self.written or self.text.text
        self.ordinals = self.ordinals or find_ordinals(self.text.text, self.language)

    @cached_property
    def dates(self) -> list[DateMention]:
        return find_dates(self.text.text, self.language)

    @cached_property
    def cardinals(self) -> list[NumberMention]:
        return find_cardinals(self.text.text, self.language)

    @cached_property
    def symbols(self) -> list[SymbolMention]:
        return find_symbols(self.text.text)

    @staticmethod
    def within(found: Sequence[Spanned], start: int, end: int) -> list[Spanned]:
        """Those that lie inside a span, of mentions in the order of the text."""
        first = bisect_left(found, start, key=_start)
        last = bisect_left(found, end, first, key=_start)
        return [mention for mention in found[first:last] if mention.end <= end]

    @staticmethod
    def beginning_in(found: Sequence[Spanned], start: int, end: int) -> list[Spanned]:
        """Those that begin inside a span."""
        first = bisect_left(found, start, key=_start)
        return list(found[first : bisect_left(found, end, first, key=_start)])

    @cached_property
    def asides(self) -> list[Paragraph]:
        """The paragraphs that interrupt the body: footnotes, contents."""
        return [paragraph for paragraph in self.text.paragraphs if paragraph.kind != "body"]

    def words_at(self, start: int, end: int) -> str:
        """The words as the document has them; structure is read from ``signs_at``."""
        return self.written[start:end]

    def signs_at(self, start: int, end: int) -> str:
        """The same with ASCII signs and digits."""
        return self.text.text[start:end]

    def sentences(self, unit: Unit) -> Sequence[tuple[int, int]]:
        """The sentences of a unit, without those that it only quotes. One that announces a list with a colon goes on to
        the end of the unit's entries.
        """
        found = self.spans_of_sentences.get(unit.blocks[0].start)
        if found is None:  # every fact module asks
            found = self.spans_of_sentences[unit.blocks[0].start] = self._sentences(unit)
        return found

    def _sentences(self, unit: Unit) -> Sequence[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        is_open = False
        for block in unit.blocks:
            if block.is_quoted:
                continue
            for start, end in sentences(self.text.text, block.body, block.end, self.language):
                if spans and block is not unit.blocks[0] and is_open:
                    spans[-1] = (spans[-1][0], end)
                else:
                    spans.append((start, end))
                is_open = self._is_open(start, end, is_open and block is not unit.blocks[0])
        return tuple(spans)

    def _is_open(self, start: int, end: int, was_open: bool) -> bool:
        """Whether a list goes on behind these words: they end in a colon or a comma, or are an entry of a list line by
        line.
        """
        words = self.signs_at(start, end)
        if ":" in words[-2:] or "：" in words[-2:] or _open_list(words):
            return True
        return was_open and not words.endswith((".", "。"))

    def lookup(self, start: int, end: int) -> Match | None:
        """The participant that the words name, in this document's language and at its date."""
        return lookup(" ".join(self._without_marks(start, end).split()), self.language, self.on)

    def _without_marks(self, start: int, end: int) -> str:
        words = self.signs_at(start, end)
        for mark in reversed(self.within(self.text.marks, start, end)):
            words = words[: mark.start - start] + words[mark.end - start :]
        return words

    def footnote_after(self, end: int) -> Footnote | None:
        """The footnote whose mark stands right behind a name."""
        for mark in self.beginning_in(self.text.marks, end, end + 3):
            if mark.footnote is not None and not self.signs_at(end, mark.start).strip(" ),"):
                return self.text.footnotes[mark.footnote]
        return None

    def scope(self, start: int, end: int, unit: Unit) -> tuple[Meeting, ...]:
        """The meetings that words are about: those whose body they name, else those of the headings above, else all
        that the part of the document is on.
        """
        here = self.meetings_at(start)
        if len(here) < 2:
            return here
        if named := self.named_meetings(start, end):
            return named
        if self.mentions.any("working_groups", start, end):
            return here
        for heading in reversed(unit.headings):
            if named := self.named_meetings(heading.start, heading.end):
                return named
        return self.named_meetings(unit.start, unit.end) or here

    def meetings_at(self, offset: int) -> tuple[Meeting, ...]:
        """The meetings that this part of the document is on: that of the annex, else those of the document."""
        annexed = tuple(m for m in self.meetings if m.part and m.part[0] <= offset < m.part[1])
        return annexed or tuple(meeting for meeting in self.meetings if meeting.part is None)

    def named_meetings(self, start: int, end: int) -> tuple[Meeting, ...]:
        """Those of the meetings of this part whose body the words name."""
        return tuple(
            meeting
            for meeting in self.meetings_at(start)
            if any(self._holds(name, start, end) for name in meeting.keys)
        )

    def _holds(self, name: str, start: int, end: int) -> bool:
        """Whether the key of the words between two places holds that of a name."""
        spans = self._spans_of_names.get(name)
        if spans is None:
            spans = self._spans_of_names[name] = self._squeezed.spans(name)
        at = bisect_left(spans, (start,))
        return at < len(spans) and spans[at][1] <= end

    @cached_property
    def _squeezed(self) -> Squeezed:
        return squeeze(self.written)

    def add(self, table: str, start: int, end: int, unit: Unit | None, **values: Any) -> dict[str, Any]:
        """One row of a table, its place filled in. Returns the row; a second one under the same key is the first again:
        two cues of a sentence may lead to the same words.
        """
        row = {
            **values,
            "document_id": self.document_id,
            "paragraph": unit.paragraph if unit else None,
            "page": self.text.page_of(start),
            "span_start": start,
            "span_end": end,
        }
        key = (table, *(row.get(column) for column in tables()[table].key))
        if key in self.keys:
            return self.keys[key]
        self.keys[key] = row
        self.rows.setdefault(table, []).append(row)
        self._about.setdefault((table, row.get("meeting_id"), row.get("participant_id")), []).append(row)
        return row

    def rows_about(self, table: str, meeting: Meeting, participant_id: str | None) -> Sequence[dict[str, Any]]:
        """The rows of a table that are about a participant at a meeting."""
        return self._about.get((table, meeting.meeting_id, participant_id), ())

    def add_for(
        self, table: str, key: str, meetings: Sequence[Meeting], start: int, end: int, unit: Unit | None, **values: Any
    ) -> list[dict[str, Any]]:
        """One row for each meeting, keyed ``<document>@<offset>#<meeting>``."""
        return [
            self.add(
                table, start, end, unit, **{key: f"{self.document_id}@{start}#{meeting.meeting_id}"},
                meeting_id=meeting.meeting_id, **values,
            )
            for meeting in meetings
        ]  # fmt: skip

    def add_unresolved(self, list_kind: str, start: int, end: int, unit: Unit | None) -> None:
        """A row for words in a list that name nobody known, with the nearest name as a suggestion."""
        words = self.words_at(start, end)
        self.add(
            "unresolved_names", start, end, unit,
            unresolved_name_id=f"{self.document_id}@{start}", list_kind=list_kind, name_as_written=words,
            suggestion_id=suggest(words, self.language, self.on),
        )  # fmt: skip

    def account(self, found: Accountable, is_read: bool = True) -> None:
        """Count the characters of a list or statement sentence, and those of them that are explained; none of them is,
        where nothing could be read from it.
        """
        self.n_accountable += found.n_accountable
        self.n_accounted += found.n_accounted if is_read else 0

    def anomaly(self, kind: str, description: str, start: int, end: int, unit: Unit | None) -> None:
        anomaly_id = f"{self.document_id}@{start}#{kind}"
        if not any(row["anomaly_id"] == anomaly_id for row in self.rows.get("anomalies", [])):
            self.add("anomalies", start, end, unit, anomaly_id=anomaly_id, kind=kind, description=description)

    def unit_at(self, offset: int) -> Unit | None:
        return next((u for u in self.outline.units if u.blocks[0].start <= offset < u.end), None)

    def full_date(self, mention: DateMention) -> tuple[date, date] | None:
        """First and last day of a date; a year that is not printed is taken from the meeting."""
        if mention.first and mention.last:
            return mention.first, mention.last
        year_of = next((m.starts_on for m in self.meetings if m.starts_on), self.on)
        if year_of is None:
            return None
        return in_year(mention, year_of.year)


def in_year(mention: DateMention, year: int) -> tuple[date, date] | None:
    """First and last day of a date in a year; None for a day that the year has not."""
    try:
        whole = mention.complete(year)
    except ValueError:
        return None
    return (whole.first, whole.last) if whole.first and whole.last else None


class Scope:
    """The meetings of one sentence after another: what a sentence leaves open ("the same agenda", "also") is carried
    on.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.unit: Unit | None = None
        self.headings: tuple[int, ...] = ()
        self.last: tuple[Meeting, ...] = ()

    def of(self, start: int, end: int, unit: Unit) -> tuple[Meeting, ...]:
        starts = tuple(heading.start for heading in unit.headings)
        if starts != self.headings:
            self.headings, self.last = starts, ()
        is_open = not self.reading.named_meetings(start, end) and not self.reading.mentions.any(
            "working_groups", start, end
        )
        goes_on = unit is self.unit or any(self.reading.mentions.any(kind, start, end) for kind in ("again", "same"))
        self.unit = unit
        if not (is_open and goes_on and self.last):
            self.last = self.reading.scope(start, end, unit)
        return self.last


def _open_list(words: str) -> re.Match[str] | None:
    """An entry that ends in a semicolon or a comma, or in a joining word after one: the list goes on."""
    return re.search(r"[;,；]\s*(?:[^\W\d_]{1,3})?$", words)
