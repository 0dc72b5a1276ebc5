"""Where the names of a cue stand: the region of a sentence that it governs.

What belongs here: sides, colons, clauses, brackets. What does not: what is in the region (``lists.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from sederunt.facts.reading import Reading
from sederunt.facts.sentences import sentences
from sederunt.language.basics import basics
from sederunt.language.folding import fold
from sederunt.language.lexicon import words_of
from sederunt.language.scanner import CueMention

_COLON = re.compile(r"[:：]")
_CLAUSE = re.compile(r"[;；]|[.。](?=\s)")


#: So far before a cue its negation begins at most.
_NEGATION = 8


class Region(NamedTuple):
    """A span of names, and the words of the sentence that introduce it."""

    start: int
    end: int
    preface_start: int
    preface_end: int
    is_list: bool  # announced with a colon


def depth_at(text: str, start: int, at: int) -> int:
    """How deep in brackets a character stands, counted from ``start``."""
    words = text[start:at]
    return max(0, words.count("(") - words.count(")"))


def colon_after(text: str, at: int, end: int, start: int) -> int | None:
    """The first colon behind a position that stands in no bracket and in no time of day."""
    for match in _COLON.finditer(text, at, end):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not (before.isdigit() and after.isdigit()) and depth_at(text, start, match.start()) == 0:
            return match.start()
    return None


def region(reading: Reading, cue: CueMention, sentence: tuple[int, int], others: Sequence[CueMention]) -> Region | None:
    """The region of a cue in its sentence; None where its side holds nothing."""
    text = reading.text.text
    start, end = sentence
    side = cue.cue.side
    colon = colon_after(text, max(cue.start, cue.end - 1), end, start)
    if colon is not None and not text[colon + 1 : end].strip():
        colon = None  # what it announces is quoted behind the sentence
    following = [other.start for other in others if other.start >= cue.end]
    until = min([end, *following]) if following else end
    if side in ("within", "retold"):
        is_announced = reading.mentions.any("following", cue.gap_start, cue.gap_end) is not None
        if (
            colon is not None
            and colon < until
            and (is_announced or not _speaks_between(reading, cue.gap_start, cue.gap_end))
        ):
            return Region(colon + 1, end, start, colon, True)
        if not _speaks_between(reading, cue.gap_start, cue.gap_end, "anchor", "party"):
            if side == "retold" and len(cue.cue.parts) > 1:
                return None  # "أشارت اللجنة إلى …": nobody who speaks for himself
            return Region(cue.end, until, start, cue.end, False)  # "أدلى أيضا ببيان ممثل …": an adverb
        return Region(cue.gap_start, cue.gap_end, start, cue.gap_start, False)
    if side == "parenthesis":
        opening = text.find("(", cue.end, min(end, cue.end + 3))
        closing = text.find(")", opening, end) if opening >= 0 else -1
        return Region(opening + 1, closing, start, opening, True) if closing > 0 else None
    if (
        side in ("list", "either", "subject")
        and colon is not None
        and not any(cue.end <= other.start < colon for other in others)
        and not _is_of_subject(reading, cue, colon, start)
    ):
        return Region(colon + 1, _list_end(reading, colon, end, others), start, colon, True)
    if side == "subject":
        behind = _subject_behind(reading, cue, end)
        if behind is not None and _is_capacity(reading, behind, end) and _has_subject(reading, start, cue.start):
            behind = None  # "… ont participé à la session | en qualité d'observateurs"
        if behind is not None and behind < until and colon is None:
            return Region(behind, until, start, cue.end, False)
        begin = _clause_start(reading, start, cue.start, others)
        side = "after" if behind is not None or not _has_subject(reading, begin, cue.start) else "before"
    if side == "anchored" and colon is None and (behind := _subject_behind_verb(reading, cue, until)) is not None:
        begin = _clause_start(reading, start, cue.start, others)
        if not any(reading.mentions.any(kind, begin, cue.start) for kind in ("subject", "office")):
            return Region(behind, until, start, cue.end, False)
    if side in ("after", "list"):
        if colon is not None and not _names_between(reading, cue.end, colon) and colon < until:
            return Region(colon + 1, end, start, colon, True)
        return Region(_behind_dates(reading, cue.end, until), until, start, cue.end, False)
    is_announced = colon is not None and colon <= cue.end + 1 and not _is_of_subject(reading, cue, colon, start)
    if colon is not None and is_announced and colon < until and text[colon + 1 : until].strip():
        return Region(colon + 1, end, start, colon, True)  # "Three experts made statements: A, B and C"
    begin = _clause_start(reading, start, cue.start, others)
    return Region(begin, cue.start, begin, cue.end, False) if begin < cue.start else None


def _is_of_subject(reading: Reading, cue: CueMention, colon: int, start: int) -> bool:
    """Whether the colon announces what the subject said, not who spoke: "Peru gave the following information: …"."""
    if cue.cue.side == "list" or cue.cue.fact != "statement":
        return False
    kinds = ("anchor", "party", "states", "quantifier", "following")
    before = [m for kind in ("name", "secretariat") for m in reading.mentions.within(kind, start, cue.start)]
    announced = (
        [m for m in reading.mentions.within("following", start, cue.start) if m.end > before[-1].end] if before else []
    )
    return bool(before) and not announced and not any(reading.mentions.any(kind, cue.end, colon) for kind in kinds[:-1])


#: Words for somebody who spoke or was there.
_SOMEBODY = ("anchor", "secretariat", "post", "office", "name", "person_title", "party")
#: Words that may stand between a verb and its subject ("asistió **a la reunión un** observador").
_BETWEEN = ("article", "again", "adverb", "following", "session", "sitting", "body", "states", "determiner")


def _subject_behind(reading: Reading, cue: CueMention, end: int) -> int | None:
    """Where the subject of a verb stands behind it: at once, or behind a place, a day or an adverb."""
    # "estuvieron representados | por un observador" says in which capacity.
    at = max([cue.end, *(m.end for m in reading.mentions.within("party", cue.start, end) if m.start < cue.end)])
    while at < end:
        at += len(reading.words_at(at, end)) - len(reading.words_at(at, end).lstrip())
        if _starts_at(reading, ("principal",), at, end):
            return None
        if _starts_at(reading, _SOMEBODY, at, end):
            return at
        days = [day.end for day in reading.within(reading.dates, at, end) if day.start == at]
        numbers = [number.end for number in reading.within(reading.cardinals, at, end) if number.start == at]
        passed = max([*days, *numbers], default=None) or _starts_at(reading, _BETWEEN, at, end)
        if passed is None:
            return None
        at = passed
    return None


def _subject_behind_verb(reading: Reading, cue: CueMention, end: int) -> int | None:
    """Where a word that can only be the subject stands right behind a verb ("ответил | представитель Перу"), in the
    languages that tell the subject by its form.
    """
    at = cue.end
    while (passed := _starts_at(reading, ("again", "adverb"), at + 1, end)) is not None:
        at = passed
    return at + 1 if _starts_at(reading, ("subject",), at + 1, end) is not None else None


def _is_capacity(reading: Reading, at: int, end: int) -> bool:
    """Whether what stands here says no more than in which capacity somebody sat."""
    found = {m.kind for kind in _SOMEBODY for m in reading.mentions.within(kind, at, end) if m.start == at}
    return found == {"party"} or (found == {"anchor"} and not _names_between(reading, at, end))


def _has_subject(reading: Reading, begin: int, end: int) -> bool:
    return any(True for kind in _SOMEBODY for _ in reading.mentions.within(kind, begin, end))


def _starts_at(reading: Reading, kinds: Sequence[str], at: int, end: int) -> int | None:
    """The end of the longest mention of these kinds that begins at a place."""
    found = (m for kind in kinds for m in reading.mentions.within(kind, at, end))
    return max((m.end for m in found if m.start == at), default=None)


@cache
def _between_days(language: str) -> re.Pattern[str]:
    """What may stand between a verb and a day: blanks, a preposition ("في 28 أيار/مايو"), the day of the week."""
    weekdays = "|".join(map(re.escape, basics(language).dates.weekdays)) or "(?!)"
    return re.compile(rf"[\s,]*(?:(?:{words_of(language, 'place')})\s+)?(?:(?:{weekdays})[\s,]*)?")


@cache
def _time_of_day(language: str) -> re.Pattern[str]:
    """What may follow a day: the time, between commas perhaps (", в 10 ч. 00 м.,")."""
    return re.compile(rf"[\s,،]*(?:{basics(language).time})[\s,،]*" if basics(language).time else r"(?!)")


def _behind_dates(reading: Reading, at: int, end: int) -> int:
    """Where names begin behind a day that a verb is followed by: "была открыта 28 мая 2018 года **Председателем**"."""
    behind = at
    for date in reading.within(reading.dates, at, end):
        if not _between_days(reading.language).fullmatch(fold(reading.signs_at(behind, date.start)).text):
            break
        behind = date.end
    time = _time_of_day(reading.language).match(fold(reading.signs_at(behind, end)).text) if behind > at else None
    return behind + time.end() if time else behind


def _list_end(reading: Reading, colon: int, end: int, others: Sequence[CueMention]) -> int:
    """Where a list ends that another one follows in the same sentence: before the words that announce the other."""
    behind = [other for other in others if other.start > colon and other.cue.fact != "none"]
    for other in behind:
        second = colon_after(reading.text.text, other.end - 1, end, colon + 1)
        lead = [m.start for m in reading.mentions.within("following", colon + 1, other.start)]
        if second is not None and lead:
            return max(colon + 1, *(reading.text.text.rfind(sign, colon, lead[-1]) for sign in ",;；"))
    return end


def _speaks_between(reading: Reading, start: int, end: int, *more: str) -> bool:
    kinds = ("name", "office", "post", "secretariat", "quantifier", *more)
    return any(reading.mentions.any(kind, start, end) for kind in kinds)


def _names_between(reading: Reading, start: int, end: int) -> bool:
    return any(True for _ in reading.mentions.within("name", start, end))


def _clause_start(reading: Reading, start: int, at: int, others: Sequence[CueMention]) -> int:
    """Where the clause begins that a cue ends: behind the last semicolon, or behind the cue before it."""
    text, begin = reading.text.text, start
    stops = {end for _, end in sentences(text, start, at, reading.language)}  # the point of "Mr." is none
    for match in _CLAUSE.finditer(text, start, at):
        if depth_at(text, start, match.start()) == 0 and (match[0] in ";；" or match.end() in stops):
            begin = match.end()
    ends = [_end_of(text, other, at) for other in others if start <= other.start and begin < other.end <= at]
    return max([begin, *ends])


def _end_of(text: str, other: CueMention, at: int) -> int:
    """Where a cue before another ends: behind the comma that closes it, where it says who did not speak ("At the
    invitation of the Chair, …").
    """
    comma = text.find(",", other.end, at)
    return comma + 1 if other.cue.fact == "none" and comma >= 0 else other.end


def is_denied(reading: Reading, cue: CueMention) -> bool:
    """Whether a negation stands right before a cue ("не | присутствовали представители"), or before the verb that ends
    its gap ("с заявлением не | выступил").
    """
    starts = [cue.start, cue.gap_end] if cue.gap_start < cue.gap_end else [cue.start]
    return any(
        not reading.signs_at(m.end, start).strip()
        for start in starts
        for m in reading.mentions.within("negation", start - _NEGATION, start)
    )


def outside_brackets(text: str, cues: Sequence[CueMention], start: int) -> list[CueMention]:
    """The cues that stand in no bracket: what is in one is an aside ("(1 was not represented)")."""
    return [cue for cue in cues if depth_at(text, start, cue.start) == 0]
