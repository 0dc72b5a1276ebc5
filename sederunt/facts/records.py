"""Records of single meetings: summary records ("…/SR.7") and verbatim records ("…/PV.92").

What belongs here: which documents are such records, who spoke in them, in order, with item and principals, and the
items that their headings name. What does not: the meeting and its officers, which are read as in any report.

A record gives each speech its own paragraph, at the head of which the speaker stands with a title and, in a bracket,
the State or the office: "Mr. Okello (Uganda) asked whether …", "Ms. Rasmussen (Denmark) (spoke in French): …". What
others said is told inside speeches, and is no act of this meeting. The chair leads the meeting: that is no statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sederunt.facts.agenda import ItemReference, find_references
from sederunt.facts.bodies import BodyMention, body_id
from sederunt.facts.capacities import settle
from sederunt.facts.caseless_persons import spans_with_bracket, titles
from sederunt.facts.lists import read_principals
from sederunt.facts.occasions import place_of, principal_body, session_numbers
from sederunt.facts.persons import leading_person
from sederunt.facts.reading import PRESIDING, Meeting, Reading
from sederunt.facts.secretariat import own_secretariat
from sederunt.facts.sentences import sentences
from sederunt.facts.units import Block
from sederunt.language.basics import basics
from sederunt.language.folding import fold
from sederunt.language.letters import UPPER
from sederunt.language.lexicon import words_of
from sederunt.registry import bodies, name_key

#: The symbol of a record: the series of its body, the session, the number; it stands on the first page.
_RECORD = re.compile(r"(?P<series>.+?)(?:/[^/]+)?/(?P<kind>SR|PV)\.\d+")
_HEAD, _FIRST_PAGE, _LONGEST_PLACE = 400, 1_500, 60
#: The bracket behind a speaker, and the one that says in which language.
_AFFILIATION = re.compile(r"\s?\((?P<words>[^()]*(?:\([^()]*\)[^()]*)?)\)")
_SPEECH = re.compile(r"(?:\s?\([^()]*\))*\s?[:：]")
_COLON = re.compile(r"[^:：\n()]{0,40}[:：]")
#: A heading over the speeches on an item is no longer; its title may end in brackets: "(continued) (A/61/212)".
_LONGEST = 400
_BRACKETS = re.compile(r"(?:\s*\([^()]*\))+\s*$")
#: So far behind the head of a speech stands on whose behalf it is made, and in what kind.
_NEAR = 160


#: Capacities that the words in the bracket settle.
_STATED = ("expert", "officer", "un_secretariat")


class Speaker(NamedTuple):
    """The head of a speech: the person, the words of the bracket (the person's, where there is none), and its end."""

    person: str
    start: int
    end: int
    head_end: int
    is_bare: bool


def record_kind(reading: Reading) -> str:
    """``SR`` for a summary record, ``PV`` for a verbatim one, by its symbol; empty for other documents."""
    match = _symbol(reading)
    return match["kind"] if match else ""


def _symbol(reading: Reading) -> re.Match[str] | None:
    first = next((mention for mention in reading.symbols if mention.start < _HEAD), None)  # others are cited
    own = (part.text for part in first.symbols) if first else ()
    return next((match for symbol in own if (match := _RECORD.match(symbol))), None)


def record_meeting(reading: Reading, named: Sequence[BodyMention]) -> Meeting | None:
    """The meeting of a record, from its first page: the session that the sitting is of, its day and place; None for
    other documents, and where neither session nor day is told.
    """
    symbol = _symbol(reading)
    blocks = [block for block in reading.outline.blocks if block.end < _FIRST_PAGE]
    body = principal_body(reading, [body for body in named if body.start < _FIRST_PAGE]) if symbol else None
    series = {prefix: one.body_id for one in bodies().values() for prefix in one.symbol_series}
    known = series.get(symbol["series"]) if symbol else None
    if symbol is None or (known is None and body is None):
        return None
    names = bodies()[known].names.get(reading.language) if known else None
    name = names[0] if names else body.name if body else known or ""
    numbers = [number for block in blocks for number, _, _ in session_numbers(reading, block.start, block.end)]
    ordinal = numbers[0] if numbers else None
    at = _day_block(reading, blocks)
    days = reading.within(reading.dates, at.start, at.end) if at else []
    day = reading.full_date(days[0]) if days else None
    if at is None or (ordinal is None and day is None):
        return None
    identity = known or body_id(name, reading.language)
    following = next((block for block in blocks if block.start >= at.end), None)
    return Meeting(
        f"{identity}:{ordinal if ordinal is not None else day[0] if day else None}", identity, name, ordinal,
        day[0] if day else None, day[1] if day else None, _place(reading, at, following), None, None, at.start, at.end,
        None, frozenset({name_key(name), *(body.forms if body else ())}),
    )  # fmt: skip


def _day_block(reading: Reading, blocks: Sequence[Block]) -> Block | None:
    """The line with the day of the sitting: the one that names the day of the week, else the last that has a date."""
    dated = [block for block in blocks if reading.within(reading.dates, block.start, block.end)]
    days = "|".join(map(re.escape, basics(reading.language).dates.weekdays))
    named = [b for b in dated if days and re.search(days, fold(reading.signs_at(b.start, b.end)).text)]
    return named[0] if named else dated[-1] if dated else None


def _place(reading: Reading, at: Block, following: Block | None) -> str | None:
    """Where the sitting was: before its day ("Held at Headquarters, New York, on Thursday, …"), or on the line
    below.
    """
    place = place_of(reading, at.start, at.end, (), is_title=True)
    if place and (alone := _without_day(reading.language, place)):
        return alone
    if following is None or following.end - following.start > _LONGEST_PLACE or following.kind != "plain":
        return None
    words = reading.words_at(following.start, following.end)
    kinds = ("body", "session", "sitting", "office", "item", "title_of", "other_paper")
    is_other = any(reading.mentions.any(kind, following.start, following.end) for kind in kinds)
    return None if is_other or any(char.isdigit() for char in words) else words.strip(" .,")


def _without_day(language: str, words: str) -> str:
    """Of "Held at Headquarters, New York, on Thursday" the place alone."""
    days = "|".join(map(re.escape, basics(language).dates.weekdays)) or r"(?!)"
    match = re.search(rf"(?:^|,?\s)(?:[^\W\d_]{{1,3}}\s)?(?:{days})\s*,?$", fold(words).text)
    words = words[: match.start()] if match else words
    lead = re.match(rf"[^\W\d_]+\s(?:{words_of(language, 'place')})\s(?=[{UPPER}])", words)
    return words[lead.end() :].strip(" ,") if lead else words.strip(" ,")


def find_record(reading: Reading, kind: str) -> None:
    """Fill ``agenda_items`` and ``statements`` from a record."""
    items: tuple[str, ...] = ()
    section = ""
    blocks = [block for block in reading.outline.blocks if block.kind not in ("note", "contents")]
    for position, block in enumerate(blocks):
        if block.kind in ("heading", "plain") and block.end - block.start <= _LONGEST:
            section = _section(reading, block) or ("" if block.kind == "heading" else section)
        if references := _heading_items(reading, block):
            items = tuple(dict.fromkeys(item for reference in references for item in reference.items))
            _add_item(reading, block, references, blocks[position + 1 : position + 2])
        elif speaker := _speaker(reading, block, kind):
            _add_speech(reading, block, speaker, items, section)


def _heading_items(reading: Reading, block: Block) -> list[ItemReference]:
    """The items that a heading begins with: "Agenda item 54: Safety of harbours (continued)"."""
    if block.end - block.start > _LONGEST or block.kind == "numbered":
        return []
    references = find_references(reading, block.start, block.end)
    return references if references and references[0].start <= block.start + 1 else []


def _add_item(reading: Reading, block: Block, references: Sequence[ItemReference], following: Sequence[Block]) -> None:
    """The row of an item, its title behind its number or on the line below."""
    if len(references) != 1 or len(references[0].items) != 1:
        return
    start, end = references[0].end, block.end
    if colon := _COLON.match(reading.text.text, start, end):
        start = colon.end()  # "Point 54 de l’ordre du jour : …"
    rest = _without_brackets(reading, start, end).strip(" :：.–—")
    if (not rest or rest[0].islower()) and following and following[0].kind != "numbered":
        start, end = following[0].start, following[0].end
    words = _without_brackets(reading, start, end)
    title = words.strip(" :：.–—\n")
    item = references[0].items[0]
    known = {(row["meeting_id"], row["item"]) for row in reading.rows.get("agenda_items", [])}
    if not title or _speech_head(reading, start, end):
        return
    begin = start + words.find(title)
    for meeting in reading.meetings:
        if (meeting.meeting_id, item) not in known:
            reading.add(
                "agenda_items", begin, begin + len(title), reading.unit_at(block.start),
                meeting_id=meeting.meeting_id, item=item, parent_item=item.rpartition(" ")[0] or None, title=title,
                is_joint=False,
            )  # fmt: skip


def _without_brackets(reading: Reading, start: int, end: int) -> str:
    return _BRACKETS.sub("", reading.words_at(start, end))


def _speaker(reading: Reading, block: Block, kind: str) -> Speaker | None:
    """Who speaks in a paragraph; None where nobody does, or who leads the meeting."""
    head = _speech_head(reading, block.body, block.end)
    if head is None or (kind == "PV" and not _SPEECH.match(reading.text.text, head.head_end, block.end)):
        return None
    first = sentences(reading.text.text, block.body, block.end, reading.language)
    end = first[0][1] if first else block.end
    if any(cue.cue.kind == PRESIDING for cue in reading.mentions.cues_within(block.body, end, "officer")):
        return None
    return head


def _speech_head(reading: Reading, start: int, end: int) -> Speaker | None:
    if not basics(reading.language).has_capitals:
        return _caseless_head(reading, start, end)
    title = titles(reading.language).match(reading.text.text, start, end)
    name = _one_name(reading.language).match(reading.text.text, title.end(), end) if title else None
    span = (leading_person(reading, start, end) or (name.span() if name else None)) if title else None
    return _with_affiliation(reading, span, end) if span else None


@cache
def _one_name(language: str) -> re.Pattern[str]:
    """A person's last name alone, behind the title: "Mr. Okello (Uganda)"."""
    return re.compile(r"[^\W\d_][\w’'.-]*(?:\s[^\W\d_][\w’'.-]*)??(?=\s\(|[\s:,])")


def _caseless_head(reading: Reading, start: int, end: int) -> Speaker | None:
    """The same where no capitals show a name: the first bracket of the paragraph follows it."""
    found = next(spans_with_bracket(reading, start, end), None)
    if found is None:
        return None
    first, last, opening, closing = found
    title = titles(reading.language).match(reading.text.text, start, end)
    begin = title.end() if title else start
    return Speaker(reading.words_at(first, last), opening, closing, closing + 1, False) if first <= begin + 1 else None


def _with_affiliation(reading: Reading, span: tuple[int, int], end: int) -> Speaker:
    person = reading.words_at(*span)
    bracket = _AFFILIATION.match(reading.text.text, span[1], end)
    if bracket is None:
        return Speaker(person, *span, span[1], True)
    return Speaker(person, *bracket.span("words"), bracket.end(), False)


def _section(reading: Reading, block: Block) -> str:
    """The kind of the speeches under a heading of theirs: "Statements made in exercise of the right of reply"."""
    if _speech_head(reading, block.body, block.end) is not None:
        return ""
    kind = reading.mentions.any("kind", block.start, block.end)
    return kind.value if kind and kind.value in ("right_of_reply", "explanation") else ""


def _add_speech(reading: Reading, block: Block, speaker: Speaker, items: tuple[str, ...], section: str) -> None:
    participant, words, stated = _affiliation(reading, speaker)
    first = sentences(reading.text.text, block.body, block.end, reading.language)
    until = min(block.end, max(speaker.head_end + _NEAR, first[0][1] if first else 0))
    near = reading.mentions.any("kind", speaker.head_end, min(until, speaker.head_end + _NEAR))
    for meeting in reading.meetings:
        capacity = (
            stated
            if stated in ("expert", "officer", "un_secretariat")
            else _capacity(stated, participant, meeting.body_id)
        )
        reading.add_for(
            "statements", "statement_id", [meeting], speaker.start, speaker.end, reading.unit_at(block.start),
            participant_id=participant, kind=near.value if near else section or "statement", capacity=capacity,
            name_as_written=words, person=speaker.person,
            on_behalf_of=[p for p in _principals(reading, speaker.head_end, until) if p != participant],
            agenda_items=list(items),
        )  # fmt: skip


def _capacity(stated: str, participant: str | None, body: str) -> str | None:
    """An observer's by what it is; that of those whose meeting it is for a State of which nothing is said."""
    if settled := settle(stated, participant):
        return settled
    known = bodies().get(body)
    return None if known is None else "state_party" if known.membership == "parties" else "member"


def _affiliation(reading: Reading, speaker: Speaker) -> tuple[str | None, str, str]:
    """Participant, words and capacity of a speaker."""
    start, end = speaker.start, speaker.end
    words = reading.words_at(start, end)
    if speaker.is_bare:
        return None, words, "expert"
    office = reading.mentions.any("office", start, end)
    if office and office.start == start and not reading.words_at(office.end, end).strip():
        return None, words, "officer"
    if any(
        post.value == "un_secretariat" and post.start == start for post in reading.mentions.within("post", start, end)
    ):
        identity, capacity = own_secretariat(reading)
        return identity, words, capacity
    anchor = reading.mentions.any("anchor", start, end)
    whole = reading.lookup(start, end)
    name = next(reading.mentions.within("name", start, end), None)
    behind = anchor is not None and name is not None and name.start >= anchor.end - 1
    match = whole or (reading.lookup(name.start, name.end) if name and (behind or name.start == start) else None)
    if match is None:
        return None, words, "expert"
    return match.participant_id, words, anchor.value if anchor else "representative"


def _principals(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """On whose behalf, where a name says so: "speaking on behalf of the European Union, said that"."""
    lead = reading.mentions.any("principal", start, end)
    if lead is None or lead.start > start + _NEAR:
        return ()
    cues = [cue.start for cue in reading.mentions.cues_within(lead.end, end, "statement")]
    stop = re.compile(r"[.;:]\s").search(reading.text.text, lead.end, end)
    until = min([end, *cues, *([stop.start()] if stop else [])])
    names = list(reading.mentions.within("name", lead.end, until))
    if not names:
        return ()
    last = names[0]
    for name in names[1:]:  # the names of one list stand close together
        if len(reading.words_at(last.end, name.start).split()) > 2:
            break
        last = name
    return tuple(p for p in read_principals(reading, lead.end, last.end))
