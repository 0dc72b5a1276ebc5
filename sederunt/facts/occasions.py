"""What sentences and titles say of meetings: a body, and number, days, place and sittings of one of its meetings.

What belongs here: gathering these *occasions*, whatever meeting they tell of. What does not: choosing those that the
report is about (``meetings.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sederunt.facts.bodies import BodyMention, registered_body
from sederunt.facts.reading import Reading, in_year
from sederunt.facts.units import Block, Unit
from sederunt.language.basics import basics
from sederunt.language.calendar import DateMention
from sederunt.language.letters import LOWER, UPPER
from sederunt.language.lexicon import words_of
from sederunt.language.numerals import NumberMention
from sederunt.language.scanner import CueMention, Mention
from sederunt.registry import bodies, name_key

#: The symbols of a document stand within this many characters of its beginning.
_HEAD = 400
#: The first page of a document in characters, about.
_FIRST_PAGE = 1_500
#: "the ninth meeting of the Working Group": the body stands this near behind the noun.
_NEAR = 12
#: Days of so many sittings say when a session was; the day stands so near behind its sitting.
_MIN_SITTINGS, _NEAR_DAY = 2, 30
#: The sittings of one session lie within a year.
_YEAR = timedelta(days=366)
#: So many words between two ranges of days of one session ("and from").
_MAX_JOIN = 3
_GAP_BEFORE_SESSION = re.compile(r"[\s(]*(?:[^\W\d_][\w’'-]*\s+){0,3}")
#: The subject begins within so many characters behind a verb that stands first.
_SUBJECT = 60
_GAP_BEHIND_SESSION = re.compile(r"\s(?:[^\W\d_]+\s){0,3}")
_GAP_BEFORE_SITTING = re.compile(r"\s+(?:[^\W\d_]+\s+){0,2}|")
_PLACE_NAME = rf"[{UPPER}][^,;:.()\n]*?(?:,\s[{UPPER}][^,;:.()\n]*?)*(?:\s\([{UPPER}][\w\s’'-]+\))?"


@cache
def _place_behind(language: str) -> re.Pattern[str]:
    """A place behind "in" or "at", up to what goes on about the days."""
    determiner, end = words_of(language, "determiner"), words_of(language, "place_end")
    if not basics(language).has_capitals:
        blank = r"\s+" if basics(language).has_spaces else r"\s*"
        return re.compile(
            rf"{blank}(?P<place>[^\d;:.()\n。；]{{2,60}}?)(?=,?{blank}(?:{end})|,?\s*\d|,?\s*[.;。；)(]|,?\s*$)"
        )
    return re.compile(
        rf"\s+(?:(?:{determiner})(?:\s+|(?<=['’])))?(?P<place>{_PLACE_NAME})\s*"
        rf"(?=,?\s+(?:{end})\b|,?\s*\d|[.;)]|,?\s*$|,\s[^{UPPER}])"
    )


@cache
def _place_before_days(language: str) -> re.Pattern[str]:
    """The place that a line of the title begins with, before the days: "Vienna, 28-31 May 2018"."""
    end = words_of(language, "place_end", "determiner")
    if not basics(language).has_capitals:
        return re.compile(rf"^(?P<place>[^\d;:]{{2,60}}?),?\s*(?:{end})?\s*$")
    return re.compile(rf"^(?P<place>[{UPPER}][^\d;:]{{2,60}}?),?\s*(?:{end})?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What one sentence says of one meeting of a body."""

    body: BodyMention
    ordinal: int | None
    first: date | None
    last: date | None
    place: str | None
    n_sittings: int | None
    start: int
    end: int
    unit: Unit | None
    is_title: bool


def find_occasions(reading: Reading, named: Sequence[BodyMention]) -> Iterable[Occasion]:
    """All occasions that title, sentences and footnotes tell of, in the order of the text."""
    principal = principal_body(reading, named)
    for unit in reading.outline.units:
        spans = [(unit.blocks[0].start, unit.end)] if unit.is_title else list(reading.sentences(unit))
        for start, end in spans:
            yield from _occasions_in(reading, named, principal, start, end, unit)
    for note in reading.text.footnotes:
        yield from _occasions_in(reading, named, principal, note.start, note.end, None)


def _occasions_in(
    reading: Reading,
    named: Sequence[BodyMention],
    principal: BodyMention | None,
    start: int,
    end: int,
    unit: Unit | None,
) -> Iterable[Occasion]:
    text = reading.text.text
    cues = reading.mentions.cues_within(start, end, "meeting")
    is_title = bool(unit and unit.is_title)
    here = reading.beginning_in(named, start, end)
    numbers = session_numbers(reading, start, end)
    if is_title and numbers and _is_of_parent(reading, named, principal, start):
        return
    if not (cues or is_title or (unit is None and numbers)) or reading.mentions.any("future", start, end):
        return
    until = _subject_end(reading, cues, end)
    if not is_title and not numbers and not _is_about_a_body(reading, here, start, until):
        return
    dates = dates_in(reading, start, end)
    if is_title and unit and not any(is_called(reading, block) for block in unit.blocks):
        subject = principal  # "Economic and Social Council / Official Records" names whom the report is submitted to
    else:
        subject = _subject(here, principal, named, unit, until)
    sittings = stated_sittings(reading, start, end)
    pairs: list[tuple[BodyMention | None, int | None, tuple[date, date] | None]] = []
    for position, (ordinal, at, behind) in enumerate(numbers):
        until = numbers[position + 1][1] if position + 1 < len(numbers) else end
        own = [(m, span) for m, span in dates if at < m.start < until]
        after = next((b for b in here if behind - 2 <= b.start <= behind + _NEAR), None)
        inside = next((b for b in here if at < b.start < behind), None)
        around = next((b for b in here if b.start <= at < b.end), None)
        inside = inside or around or _body_before(reading, here, at)
        pairs.append(
            (
                _full(inside or after or subject, named, principal, unit),
                ordinal,
                days_of_meeting(own or dates, is_title, text),
            )
        )
    if not pairs:
        pairs = [(_full(subject, named, principal, unit), None, days_of_meeting(dates, is_title, text))]
    for body, number, span in pairs:
        if body is None:
            continue
        first, last = span if span else (None, None)
        place = place_of(reading, start, end, cues, is_title=is_title)
        yield Occasion(body, number, first, last, place, sittings, start, end, unit, is_title)


def dates_in(reading: Reading, start: int, end: int) -> list[tuple[DateMention, tuple[date, date]]]:
    """The dates in a span; one without a year has that of the date before it: "to 13 March 2020 and 15 to 23 June"."""
    found: list[tuple[DateMention, tuple[date, date]]] = []
    for mention in reading.within(reading.dates, start, end):
        span = reading.full_date(mention)
        if span is None and found:
            span = in_year(mention, found[-1][1][1].year)
        if span is not None:
            found.append((mention, span))
    return found


def _is_of_parent(reading: Reading, named: Sequence[BodyMention], principal: BodyMention | None, start: int) -> bool:
    """Whether a number in the title is that of the organ that the report is submitted to: "General Assembly / Official
    Records / Eightieth session" on the report of a committee that counts its own sessions, or none.
    """
    own = registered_body(principal.name, reading.language) if principal else None
    before = [body for body in named if body.start < start and (principal is None or body.key != principal.key)]
    above = [body for body in named if body.start < start]
    if own is None or not above or not before or above[-1] is not before[-1]:
        return False
    body = bodies()[own]
    parent = bodies()[body.parent_id] if body.parent_id else None
    called = {name_key(name) for name in parent.names.get(reading.language, ())} if parent else set()
    # On a cover a symbol may stand beside the organ ("General Assembly A/80/23").
    return any(name_key(above[-1].name).startswith(name) for name in called) and not body.sits_with_parent


def _subject_end(reading: Reading, cues: Sequence[CueMention], end: int) -> int:
    """Up to where the subject of a sentence can stand: before its verb, in Arabic behind it."""
    if not cues:
        return end
    return min(end, cues[0].end + _SUBJECT) if basics(reading.language).is_verb_first else cues[0].start


def _body_before(reading: Reading, here: Sequence[BodyMention], at: int) -> BodyMention | None:
    """The body right before the number of its session, where a noun follows what is said of it ("工作组第六次会议")."""
    known = basics(reading.language)
    if not known.is_head_final:
        return None
    between = " " + known.possessive
    return next((b for b in reversed(here) if b.end <= at and not reading.signs_at(b.end, at).strip(between)), None)


def _is_about_a_body(reading: Reading, here: Sequence[BodyMention], start: int, end: int) -> bool:
    """Whether the subject of "met" or "was held" is a body or its session: not a seminar, nor a bureau."""
    if reading.mentions.any("other_event", start, end):
        return False
    if any(body.start < end for body in here) or reading.mentions.any("session", start, end):
        return True
    subject = reading.words_at(start, end).split()
    pronouns = {term.words.casefold() for term in reading.words.of("pronoun")}
    return (bool(subject) and subject[0].casefold() in pronouns) or reading.mentions.any(
        "party", start, end
    ) is not None


def _subject(
    here: Sequence[BodyMention],
    principal: BodyMention | None,
    named: Sequence[BodyMention],
    unit: Unit | None,
    end: int,
) -> BodyMention | None:
    """The body that words up to ``end`` are about: the first that they name, else that of the heading, else the
    principal one.
    """
    before = [body for body in here if body.start < end]
    if before:
        return before[0]
    return _of_heading(named, unit) or principal


def _of_heading(named: Sequence[BodyMention], unit: Unit | None) -> BodyMention | None:
    for heading in reversed(unit.headings if unit else ()):
        if found := [body for body in named if heading.start <= body.start < heading.end and body.is_full]:
            return found[0]
    return None


def _full(
    body: BodyMention | None, named: Sequence[BodyMention], principal: BodyMention | None, unit: Unit | None
) -> BodyMention | None:
    """The full name that a short one ("the Commission") stands for: that of the heading, the principal one, the nearest
    before.
    """
    if body is None or body.is_full:
        return body
    for other in (_of_heading(named, unit), principal):
        if other is not None and body.key in other.key:
            return other
    same = [other for other in named if other.is_full and body.key in other.key]
    before = [other for other in same if other.start < body.start]
    return before[-1] if before else same[0] if same else body


def principal_body(reading: Reading, named: Sequence[BodyMention]) -> BodyMention | None:
    """The body whose report this is: the one that the title calls so ("Report of the …"), the one whose symbol the
    document bears, another that the title names, else the one that is named most.
    """
    full = [body for body in named if body.is_full]
    titles = reading.outline.title_blocks()
    called = [body for body in full if any(b.start <= body.start < b.end and is_called(reading, b) for b in titles)]
    if called:
        return called[0]
    series = body_by_symbol(reading)
    if series and (own := [body for body in full if registered_body(body.name, reading.language) == series]):
        return own[0]
    full = [body for body in full if any(block.start <= body.start < block.end for block in titles)] or full
    counts = Counter(body.key for body in full)
    if not counts:
        return named[0] if named else None
    return next(body for body in full if body.key == counts.most_common(1)[0][0])


def is_called_report(reading: Reading) -> bool:
    """Whether the title calls the document a report."""
    return any(is_called(reading, block) for block in _first_blocks(reading))


def _first_blocks(reading: Reading) -> list[Block]:
    """What stands on the first page before the first numbered paragraph, headings included."""
    first = next((block.start for block in reading.outline.blocks if block.kind == "numbered"), _FIRST_PAGE)
    return [block for block in reading.outline.blocks if block.start < min(first, _FIRST_PAGE)]


def is_called_otherwise(reading: Reading) -> bool:
    """Whether the title calls the document something else: an agenda, a draft, a letter."""
    papers = ((block, reading.mentions.any("other_paper", block.start, block.end)) for block in _first_blocks(reading))
    if basics(reading.language).is_head_final:
        return any(
            paper is not None and not reading.words_at(paper.end, block.end).strip(" *") for block, paper in papers
        )
    return any(paper is not None and paper.start == block.start for block, paper in papers)


def title_mention(reading: Reading, block: Block) -> Mention | None:
    """The words for a report that a paragraph begins with; in Chinese, those that it ends with."""
    found = list(reading.mentions.within("title_of", block.start, block.end))
    if basics(reading.language).is_head_final:
        return next((m for m in found if not reading.words_at(m.end, block.end).strip(" .*")), None)
    return next((m for m in found if m.start == block.start), None)


def is_called(reading: Reading, block: Block) -> bool:
    """Whether a paragraph of the title says of what it is the report."""
    return title_mention(reading, block) is not None


def _next_to(reading: Reading, ordinal: NumberMention, sessions: Sequence[Mention]) -> Mention | None:
    """The noun that an ordinal numbers: behind it, in Arabic before it ("دورتها الثالثة والخمسين")."""
    text = reading.text.text
    if basics(reading.language).ordinal_follows:
        before = [s for s in sessions if s.end <= ordinal.start <= s.end + 40]
        return before[-1] if before and _GAP_BEHIND_SESSION.fullmatch(text, before[-1].end, ordinal.start) else None
    noun = next((s for s in sessions if ordinal.end <= s.start <= ordinal.end + 40), None)
    return noun if noun and _GAP_BEFORE_SESSION.fullmatch(text, ordinal.end, noun.start) else None


def session_numbers(reading: Reading, start: int, end: int, offices: bool = False) -> list[tuple[int, int, int]]:
    """``(number, offset, end of the noun)`` of the sessions that a span numbers; sittings ("its 3rd meeting") left
    aside.
    """
    found: list[tuple[int, int, int]] = []
    sessions = list(reading.mentions.within("session", start, end))
    for ordinal in reading.within(reading.ordinals, start, end):
        noun = _next_to(reading, ordinal, sessions)
        if noun is None:
            continue
        first, last = min(ordinal.start, noun.start), max(ordinal.end, noun.end)
        words = reading.signs_at(ordinal.start, ordinal.end)
        if not offices and _is_of_officer(reading, first, last):
            continue
        begin = min(ordinal.end, noun.start)
        is_sitting = reading.mentions.any("sitting", begin, noun.end) and not reading.mentions.any(
            "body", begin, noun.end
        )
        is_in_digits = any(character.isdigit() for character in words)
        if is_sitting and (is_in_digits or reading.mentions.any("plenary", first, last + 1)):
            continue
        found.append((ordinal.value, first, last))
    return found


def _is_of_officer(reading: Reading, first: int, last: int) -> bool:
    """Whether the number of a session says whose officer somebody was: "the Chair of the twenty-first session" is a
    person. The office stands before it, holds its noun, or follows it where what is said of a noun stands first.
    """
    near = reading.mentions.within("office", max(0, first - 40), last + 40)
    is_head_final = basics(reading.language).is_head_final
    return any(
        0 <= first - o.end <= _NEAR or o.start < first < o.end <= last or (is_head_final and 0 <= o.start - last <= 1)
        for o in near
    )


def stated_sittings(reading: Reading, start: int, end: int) -> int | None:
    """A number of sittings: "held seven meetings", "a tenu sept séances"."""
    for sitting in reading.mentions.within("sitting", start, end):
        for number in reading.within(reading.cardinals, max(start, sitting.start - 60), sitting.start):
            between = reading.signs_at(number.end, sitting.start)
            ordinal = any(o.start <= number.start < o.end for o in reading.ordinals)
            if not ordinal and _GAP_BEFORE_SITTING.fullmatch(between):
                return number.value
        if sitting.value.isdigit():  # the dual of Arabic: "جلستين"
            return int(sitting.value)
    return None


def days_of_meeting(
    dates: Sequence[tuple[DateMention, tuple[date, date]]], is_title: bool, text: str
) -> tuple[date, date] | None:
    """The days of the meeting among the dates of a sentence: the first range behind the cue, else the first day."""
    if not dates:
        return None
    dates = _joined(dates, text)
    ranges = [span for _, span in dates if span[0] != span[1]]
    spans = [span for _, span in dates]
    if len(spans) > 1 and len(ranges) >= 1 and is_title:
        return min(s[0] for s in spans), max(s[1] for s in spans)
    return ranges[0] if ranges else spans[0]


def _joined(
    dates: Sequence[tuple[DateMention, tuple[date, date]]], text: str
) -> list[tuple[DateMention, tuple[date, date]]]:
    """The dates, ranges that follow one another closely made one: "from 24 February to 13 March and 15 to 23 June"."""
    joined: list[tuple[DateMention, tuple[date, date]]] = []
    for mention, span in dates:
        if joined and span[0] != span[1] and joined[-1][1][1] < span[0]:
            before, first = joined[-1]
            between = text[before.end : mention.start]
            if first[0] != first[1] and len(between.split()) <= _MAX_JOIN and not re.search(r"[.;:(]", between):
                joined[-1] = (mention, (first[0], span[1]))
                continue
        joined.append((mention, span))
    return joined


def days_of_sittings(reading: Reading) -> tuple[date, date] | None:
    """The days of the sittings with the lowest and the highest number that the report dates ("At its 1st meeting, on 13
    February 2025"): what is known of a session whose days no sentence gives. None where fewer than two are dated.
    """
    dated: dict[int, tuple[date, date]] = {}
    year: int | None = None
    for unit in reading.outline.units:
        if unit.annex:
            break
        for start, end in reading.sentences(unit):
            for mention in reading.within(reading.dates, start, end):
                span = reading.full_date(mention) or (in_year(mention, year) if year else None)
                number = _sitting_before(reading, start, mention.start) if span else None
                if span and number:
                    year = span[1].year
                    dated.setdefault(number, span)
    kept: list[tuple[date, date]] = []
    for number in sorted(dated):  # a sitting of another body is out of order
        if not kept or kept[-1][1] <= dated[number][0] <= kept[0][0] + _YEAR:
            kept.append(dated[number])
    return (kept[0][0], kept[-1][1]) if len(kept) >= _MIN_SITTINGS else None


def _sitting_before(reading: Reading, start: int, at: int) -> int | None:
    """The number of the sitting whose day stands at ``at``: "1st meeting, on |13 February"."""
    sitting = next(iter(reversed(list(reading.mentions.within("sitting", max(start, at - _NEAR_DAY), at)))), None)
    if sitting is None:
        return None
    before = list(reading.within(reading.ordinals, max(start, sitting.start - _NEAR_DAY), sitting.start))
    return before[-1].value if before and not reading.words_at(before[-1].end, sitting.start).strip() else None


def place_of(reading: Reading, start: int, end: int, cues: Sequence[CueMention], *, is_title: bool) -> str | None:
    """The place that a span gives: in a title before the days, else behind "in" or "at" and the verb."""
    text = reading.text.text
    dates = reading.within(reading.dates, start, end)
    if is_title:
        for found in dates:
            line = text[start : found.start].rsplit("\n", 1)[-1].lstrip(" (")
            begin = found.start - len(line)
            if (match := _place_before_days(reading.language).match(line)) and not _is_no_place(
                reading, begin, found.start
            ):
                place = reading.words_at(begin + match.start("place"), begin + match.end("place"))
                return re.sub(rf"\s\([{LOWER} ]+\)", "", place).strip(" ,،")
    for preposition in reading.mentions.within("place", start, end):
        is_verb_last = basics(reading.language).is_head_final
        if not any(cue.start < preposition.start for cue in cues) and not is_title and not is_verb_last:
            continue
        match = _place_behind(reading.language).match(text, preposition.end, end)
        if match and not _is_no_place(reading, match.start("place"), match.end("place")):
            return reading.words_at(*match.span("place")).strip(" ,،")
    return None


def _is_no_place(reading: Reading, start: int, end: int) -> bool:
    """Whether capitalized words behind "in" or "at" name a body, a month or a session rather than a place."""
    inside = (
        reading.mentions.any(kind, start, end) for kind in ("body", "session", "party", "states", "item", "sitting")
    )
    return any(inside) or any(m.start < end and start < m.end for m in reading.dates)


def body_by_symbol(reading: Reading) -> str | None:
    """The registered body whose series a short name's document belongs to ("Commission" on the cover of E/CN.7/…)."""
    symbols = [part.text for mention in reading.symbols if mention.start < _HEAD for part in mention.symbols]
    series = {prefix: body.body_id for body in bodies().values() for prefix in body.symbol_series}
    fitting = [prefix for prefix in series for symbol in symbols if symbol == prefix or symbol.startswith(prefix + "/")]
    return series[max(fitting, key=len)] if fitting else None
