"""Dates and ranges of dates in running text.

What belongs here: finding days as reports print them, by the words and patterns of ``basics``. What does not: what
happened on a day (``facts/``), months or years without a day, times of the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sederunt.language.basics import Basics, alternatives, basics, compiled, edges, expand, opening, slots, word_key
from sederunt.language.folding import fold

_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, or several, as printed at ``text[start:end]``; words before the first number ("from", "le") are not in it.

    ``first`` and ``last`` are equal for a single day, and None where the year is not printed (``has_year`` is False):
    then ``complete`` gives the mention with its year. ``is_range`` says that the days between are meant too: True for
    "28 to 31 May", False for "28 and 31 May".
    """

    start: int
    end: int
    first: date | None
    last: date | None
    has_year: bool
    month: int
    day: int
    last_month: int
    last_day: int
    is_range: bool

    def complete(self, year: int) -> DateMention:
        """The mention with the year of its first day; one that has its year stays as it is.

        Raises ``ValueError`` if that year has no such day (29 February).
        """
        if self.has_year:
            return self
        first = date(year, self.month, self.day)
        last = date(year + ((self.last_month, self.last_day) < (self.month, self.day)), self.last_month, self.last_day)
        return replace(self, first=first, last=last)


def find_dates(text: str, language: str) -> list[DateMention]:
    """Dates and ranges in order. What is no date (31 February, "10 to 5 May") gives no mention, or that of its part.

    In a coordination that prints its year once ("on 27 February and 3 March 2015") each mention has it.
    """
    folded, scanner = fold(text), _scanner(language)
    mentions: list[DateMention] = []
    position = 0
    while match := scanner.expression.search(folded.text, position):
        written = _written(match, scanner)
        start, end = folded.span(*match.span(written.group))
        capital = not scanner.has_capitals or bool(written.years) or text[folded.span(*written.month_span)[0]].isupper()
        mention = _mention(start, end, written) if capital else None
        if mention is None:
            position = match.start(written.group) + 1
        else:
            mentions.append(mention)
            position = match.end()
    mentions = _with_shared_years(mentions, text, scanner.coordination)
    return _with_bounds(mentions, text, scanner) if scanner.source.dates.between else mentions


@dataclass(frozen=True, slots=True)
class _Branch:
    """One pattern: the names of its groups in order, and whether the days between are meant."""

    names: tuple[str, ...]
    is_range: bool


@dataclass(frozen=True, slots=True)
class _Scanner:
    expression: re.Pattern[str]
    branches: dict[int, _Branch]
    coordination: re.Pattern[str]
    has_capitals: bool
    source: Basics


@dataclass(frozen=True, slots=True)
class _Written:
    """What a match holds, as written: ``years`` are those of its first and last day, where printed."""

    group: int
    days: list[int]
    months: list[int]
    years: list[int]
    is_year_first: bool
    is_range: bool
    month_span: tuple[int, int]


def _written(match: re.Match[str], scanner: _Scanner) -> _Written:
    group = match.lastindex or 0
    branch = scanner.branches[group]
    values: dict[str, list[int]] = {"day": [], "month": [], "year": []}
    order: list[str] = []
    month_span = (0, 0)
    for index, name in enumerate(branch.names, start=group + 1):
        words = match[index]
        if words is not None:
            values[name].append(_number(name, words, scanner.source))
            order.append(name)
            if name == "month":
                month_span = match.span(index)
    last_day = len(order) - 1 - order[::-1].index("day")
    is_year_first = "year" in order and order.index("year") < last_day
    return _Written(group, values["day"], values["month"], values["year"], is_year_first, branch.is_range, month_span)


def _number(name: str, words: str, source: Basics) -> int:
    """The value of a day, a month or a year in folded words; 0 where two names of different months stand together."""
    dates = source.dates
    if name == "month":
        names = {dates.months[_key(part, source)] for part in words.split("/")}
        return names.pop() if len(names) == 1 else 0
    if digits := "".join(character for character in words if character.isdigit()):
        return int(digits)
    if name == "day":
        return dates.day_words[_key(words, source)]
    return int("".join(str(dates.year_digits[character]) for character in words if not character.isspace()))


def _key(words: str, source: Basics) -> str:
    return word_key(words) if source.has_spaces else "".join(words.split())


def _mention(start: int, end: int, written: _Written) -> DateMention | None:
    """The mention, or None where its days do not exist or stand in the wrong order."""
    first_day, last_day = written.days[0], written.days[-1]
    first_month, last_month = written.months[0], written.months[-1]
    has_year, turns = bool(written.years), (last_month, last_day) < (first_month, first_day)
    if turns and first_month == last_month:
        return None
    first_year = last_year = _LEAP_YEAR
    if len(written.years) == 2:
        first_year, last_year = written.years
    elif written.is_year_first:
        first_year, last_year = written.years[0], written.years[0] + turns
    elif has_year:
        first_year, last_year = written.years[0] - turns, written.years[0]
    try:
        first, last = date(first_year, first_month, first_day), date(last_year, last_month, last_day)
    except ValueError:  # no such day: these are other numbers
        return None
    if has_year and first > last:
        return None
    days = (first_month, first_day, last_month, last_day)
    return DateMention(
        start, end, first if has_year else None, last if has_year else None, has_year, *days, written.is_range
    )


def _with_shared_years(mentions: list[DateMention], text: str, coordination: re.Pattern[str]) -> list[DateMention]:
    """Give a mention without a year the year of the one it is coordinated with."""
    shared = mentions[:]
    for index in range(len(shared) - 2, -1, -1):
        mention, following = shared[index], shared[index + 1]
        if mention.has_year or following.first is None:
            continue
        if (mention.last_month, mention.last_day) > (following.month, following.day):
            continue
        if coordination.fullmatch(fold(text[mention.end : following.start]).text):
            year = following.first.year
            with_year = date(year, mention.month, mention.day), date(year, mention.last_month, mention.last_day)
            shared[index] = replace(mention, first=with_year[0], last=with_year[1], has_year=True)
    return shared


def _with_bounds(mentions: list[DateMention], text: str, scanner: _Scanner) -> list[DateMention]:
    """The days between two ("between 19 September and 7 October") as one range."""
    lead = re.compile(rf"\b(?:{scanner.source.dates.between})$")
    found: list[DateMention] = []
    for mention in mentions:
        first = found[-1] if found else None
        if (
            first is not None
            and not first.is_range
            and first.first == first.last
            and scanner.coordination.fullmatch(fold(text[first.end : mention.start]).text)
            and lead.search(fold(text[max(0, first.start - 24) : first.start]).text)
        ):
            found[-1] = replace(
                first, end=mention.end, last=mention.last, last_month=mention.last_month, last_day=mention.last_day,
                has_year=mention.has_year, is_range=True,
            )  # fmt: skip
        elif mention.first != mention.last and lead.search(fold(text[max(0, mention.start - 24) : mention.start]).text):
            found.append(replace(mention, is_range=True))
        else:
            found.append(mention)
    return found


@cache
def _scanner(language: str) -> _Scanner:
    source = basics(language)
    dates = source.dates
    weekday = f"(?:(?:{alternatives(dates.weekdays)})" + r"(?:\s*,)?\s+)?" if dates.weekdays else ""
    parts = dict(dates.parts)
    parts |= {name: f"(?:{parts[name]}){weekday}" for name in ("to", "and")}
    month = f"(?:{alternatives(dates.months, source.has_spaces)})"
    doubled = rf"(?:\s*/\s*{month})?" if dates.is_doubled else ""
    day_words = "".join(f"|{words}" for words in (alternatives(dates.day_words, source.has_spaces),) if words)
    year_words = f"|(?:{'|'.join(dates.year_digits)}){{4}}" if dates.year_digits else ""
    before, after = edges(source)
    joint = "" if source.has_spaces else r"\s*"  # the parts of dates have their blanks
    parts["day"] = rf"(\d{{1,2}}(?!\d){dates.parts['day']}{day_words})"
    parts["month"] = f"({month}{doubled}){after if source.has_spaces else ''}"
    parts["year"] = rf"((?:1[89]|20)\d\d(?!\d){year_words}){dates.parts['year']}"
    branches: dict[int, _Branch] = {}
    expressions: list[str] = []
    group = 1
    for pattern in dates.patterns:
        names = tuple(name for name in slots(pattern) if name in ("day", "month", "year"))
        branches[group] = _Branch(names, "{to}" in pattern)
        expressions.append(f"({expand(pattern, parts, joint)})")
        group += 1 + len(names)
    words = {**dates.day_words, **dates.year_digits}
    if any(slots(pattern)[0] == "month" for pattern in dates.patterns):
        words |= dates.months
    expression = rf"{before}{opening(words)}(?<![\d/])(?<!\d[.,])(?:{'|'.join(expressions)})"
    return _Scanner(compiled(expression), branches, re.compile(dates.coordination), dates.has_capitals, source)
