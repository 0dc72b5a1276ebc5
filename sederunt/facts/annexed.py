"""Meetings that an annex of a report is the report of: a seminar, a working group, a subsidiary body.

What belongs here: which annexes tell of a meeting of their own, and what they say of it. What does not: the meeting
that the document itself reports on (``meetings.py``), and what was said at either.

An annex is such a report if its title names an event or a body other than the document's, days are given for it there
or in a sentence that says that it was held, and it has what only a meeting has: those present, officers or an agenda.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sederunt.facts.bodies import BodyMention, body_id
from sederunt.facts.occasions import dates_in, days_of_meeting, place_of, session_numbers, stated_sittings
from sederunt.facts.reading import Meeting, Reading
from sederunt.facts.units import Block, Unit
from sederunt.language.letters import ROMAN, UPPER
from sederunt.registry import name_key

#: A title of an annex is no longer, and stands in so many paragraphs.
_TITLE, _PARAGRAPHS = 700, 4
#: What an annex that is the report of a meeting holds beside statements.
_EVIDENCE = ("attendance", "officer", "agenda")
#: The name of an event ends where its theme, its place or its days begin.
_NAME_END = re.compile(r"[:：;(（]|[,،]\s|\s[–—]\s|\d{1,2}\s|\n\n")
#: "Annex", its number if it has one, and a sign or a blank before a title.
_LABEL = re.compile(rf"\w+(?:\s+(?:[{ROMAN}]+|[{UPPER}]|\d+)\b)?[\s.:：–—-]*")
_SPACE = re.compile(r"\s+")


class Annex(NamedTuple):
    """The span of an annex, its appendices included, and that of its title."""

    start: int
    end: int
    title_start: int
    title_end: int


def annexes(reading: Reading) -> list[Annex]:
    """The annexes that have a title. One whose heading begins with another word ("Appendix I" behind "Annex") is part
    of the annex before it.
    """
    blocks = [block for block in reading.outline.blocks if block.kind not in ("note", "contents")]
    heads = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.role == "annex"]
    own = [n for n in heads if _first_word(reading, blocks[n]) == _first_word(reading, blocks[heads[0]])]
    found: list[Annex] = []
    for position, number in enumerate(own):
        last = own[position + 1] if position + 1 < len(own) else len(blocks)
        title = list(_title(blocks[number:last]))
        begin = _behind_label(reading, title[0])
        if begin < title[-1].end:
            found.append(Annex(blocks[number].start, blocks[last - 1].end, begin, title[-1].end))
    return found


def _first_word(reading: Reading, block: Block) -> str:
    words = reading.signs_at(block.start, block.end).split()
    return words[0].casefold() if words else ""


def _behind_label(reading: Reading, heading: Block) -> int:
    """Where the words of a title begin behind the label "Annex II" and what stands between them."""
    label = _LABEL.match(reading.text.text, heading.start, heading.end)
    return label.end() if label else heading.end


def _title(blocks: Sequence[Block]) -> Iterator[Block]:
    """The paragraphs of an annex before its first numbered paragraph or chapter. The words may stand on the line of the
    heading ("Annex II: Report of the Working Group").
    """
    first = blocks[0]
    for block in blocks[:_PARAGRAPHS]:
        is_title = block is first or block.kind == "plain" or (block.kind == "heading" and not block.number)
        if not is_title or block.end - first.start > _TITLE:
            return
        yield block


def find_annexed(reading: Reading, named: Sequence[BodyMention], own: Sequence[Meeting]) -> Iterator[Meeting]:
    """The meetings that annexes tell of, beside those that the document reports on."""
    keys = {key for meeting in own for key in meeting.keys}
    for annex in annexes(reading):
        facts = {cue.cue.fact for cue in reading.mentions.cues_within(annex.title_end, annex.end)}
        if facts.isdisjoint(_EVIDENCE):
            continue
        name = _name(reading, annex, named, keys)
        if name and (meeting := _meeting(reading, annex, name)):
            yield meeting


def _name(reading: Reading, annex: Annex, named: Sequence[BodyMention], keys: set[str]) -> str | None:
    """What met: a body that the title calls the annex the report of, else the event that the title begins with."""
    start, end = annex.title_start, annex.title_end
    lead = reading.mentions.any("title_of", start, end)
    bodies = [body for body in reading.beginning_in(named, start, end) if body.is_full]
    if lead and (body := next((b for b in bodies if b.start >= lead.start), None)):
        return body.name if body.key not in keys else None
    event = reading.mentions.any("other_event", start, end)
    begin = start if event is None or lead is None or lead.end > event.start else lead.end
    words = reading.words_at(begin, end)
    lines = words.lstrip()
    begin += len(words) - len(lines)
    if event is None or _NAME_END.search(reading.signs_at(begin, event.start)):
        return None
    stop = _NAME_END.search(reading.signs_at(event.end, end))
    dates = [day.start for day in reading.within(reading.dates, event.end, end)]
    until = min([event.end + stop.start() if stop else end, *dates])
    held = [cue.start for cue in reading.mentions.cues_within(event.end, until, "meeting")]
    return _SPACE.sub(" ", reading.words_at(begin, min([until, *held]))).strip(" ,،") or None


def _meeting(reading: Reading, annex: Annex, name: str) -> Meeting | None:
    """The meeting of an annex, from its title and the sentences that say when and where it was held."""
    days = days_of_meeting(dates_in(reading, annex.title_start, annex.title_end), True, reading.text.text)
    cues = reading.mentions.cues_within(annex.title_start, annex.title_end, "meeting")
    place = place_of(reading, annex.title_start, annex.title_end, cues, is_title=False)
    numbers = session_numbers(reading, annex.title_start, annex.title_end)
    ordinal = numbers[0][0] if numbers else None
    start, end, unit, sittings = annex.title_start, annex.title_end, None, None
    for unit_, first, last in _held(reading, annex):
        own = days_of_meeting(dates_in(reading, first, last), False, reading.text.text)
        if own is None or (days and not (days[0] <= own[0] and own[1] <= days[1])):
            continue
        cues = reading.mentions.cues_within(first, last, "meeting")
        days, place = days or own, place or place_of(reading, first, last, cues, is_title=False)
        start, end, unit = first, last, unit_
        counted = (stated_sittings(reading, *sentence) for sentence in reading.sentences(unit_))
        sittings = next((number for number in counted if number), None)
        break
    if days is None:
        return None
    identity = body_id(name, reading.language)
    return Meeting(
        f"{identity}:{ordinal if ordinal is not None else days[0]}", identity, name, ordinal, *days, place, sittings,
        None, start, end, unit.paragraph if unit else None, frozenset({name_key(name)}), (annex.start, annex.end),
    )  # fmt: skip


def _held(reading: Reading, annex: Annex) -> Iterator[tuple[Unit, int, int]]:
    """The sentences of an annex that say that something was held, in order."""
    for unit in reading.outline.units:
        if not annex.title_end <= unit.start < annex.end:
            continue
        for start, end in reading.sentences(unit):
            is_held = reading.mentions.cues_within(start, end, "meeting")
            if is_held and not reading.mentions.any("future", start, end):
                yield unit, start, end
