"""Numbers that count somebody: "52 States members", "seven non-governmental organizations".

What belongs here: which number of a text counts those present or speaking, and whom. What does not: finding numbers
(``language/numerals.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sederunt.facts.reading import Reading
from sederunt.language.basics import basics
from sederunt.language.lexicon import lexicon
from sederunt.language.scanner import Mention

#: The noun that a number counts stands this near behind it ("52 other relevant non-governmental organizations").
_REACH = 45
#: Where words are not set apart, no more than a classifier and one word stand between.
_UNSPACED_REACH = 8
#: No date, ordinal or symbol is longer, in characters.
_LONGEST = 300
_WORD = re.compile(r"\w+")


class Count(NamedTuple):
    """A number and the noun that it counts; ``capacity`` is that of the noun, None for plain "States"."""

    start: int
    end: int
    value: int
    noun: Mention
    capacity: str | None


def counts(reading: Reading, start: int, end: int) -> Iterator[Count]:
    """The numbers in a span that count participants, in order."""
    for number in reading.within(reading.cardinals, start, end):
        if _is_other(reading, number.start):
            continue
        reach = _REACH if basics(reading.language).has_spaces else _UNSPACED_REACH
        nouns = [m for kind in ("party", "states") for m in reading.mentions.within(kind, number.end, end)]
        noun = min((m for m in nouns if m.start <= number.end + reach), key=lambda m: m.start, default=None)
        if noun is not None and not _is_of_persons(reading, number.end, noun.start):
            capacity = noun.value if noun.kind == "party" else None
            yield Count(number.start, noun.end, number.value, noun, capacity)


def _is_of_persons(reading: Reading, start: int, end: int) -> bool:
    """Whether between a number and the noun another number counts: "444 |delegates representing 84| member countries",
    not "22 |of the 26| member States".
    """
    small = {term.words.casefold() for kind in ("article", "and", "determiner") for term in reading.words.of(kind)}
    return any(
        not set(_WORD.findall(reading.words_at(start, other.start).casefold())) <= small
        for other in reading.within(reading.cardinals, start, end)
    )


def _is_other(reading: Reading, at: int) -> bool:
    """Whether a number is part of a date, an ordinal or a symbol, or an article ("une")."""
    if (
        any(m.end > at for m in reading.beginning_in(reading.dates, at - _LONGEST, at + 1))
        or any(m.end > at for m in reading.beginning_in(reading.ordinals, at - _LONGEST, at + 1))
        or any(m.end > at for m in reading.beginning_in(reading.symbols, at - _LONGEST, at + 1))
        or any(m.start <= at < m.end for m in reading.mentions.within("name", at - 60, at + 60))  # the Group of 77
    ):
        return True
    word = _WORD.match(reading.text.text, at)
    return word is not None and word[0].casefold() in _articles(reading.language)


@cache
def _articles(language: str) -> frozenset[str]:
    return frozenset(term.words.casefold() for term in lexicon(language).of("article"))
