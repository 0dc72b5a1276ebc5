"""The basics of a language, as declared in ``data/<language>/basics.toml``: number words, dates, stop words.

What belongs here: reading and checking those files, and turning their small pattern notation into regular expressions
over folded text. What does not: finding anything in a text (``calendar``, ``numerals``, ``detect``).

The notation, in which a file writes how its words are put together:

* ``{name}`` is one word of the table ``name``; other letters stand for themselves;
* a space is any run of blanks, line breaks included; ``-`` is a hyphen or blanks;
  nothing between two parts is no or some blanks;
* ``[…]`` may be missing; ``a|b`` inside it or inside ``(…)`` are alternatives;
* in a table of words, ``stem~name`` stands for the stem with each ending of ``[endings] name``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sederunt.language.folding import fold

LANGUAGES: tuple[str, ...] = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How one kind of number is written: ``words`` are tables of folded form → value, ``patterns`` put them together.

    ``digits`` are regular expressions over folded text whose only group is the digits; ``thousands`` is what may part
    the thousands of bare digits. ``places`` are digits written one by one (Chinese 一二四), ``{places}`` in a pattern.
    ``after`` is what must stand before any number, ``before`` what must follow one in words, ``roman_before`` what must
    follow one in Roman digits, where the number alone says too little.
    """

    words: Mapping[str, Mapping[str, int]]
    patterns: tuple[str, ...]
    digits: tuple[str, ...]
    thousands: str
    places: Mapping[str, int]
    after: str
    before: str
    roman_before: str

    @property
    def tables(self) -> Mapping[str, Mapping[str, int]]:
        """All tables that a pattern may name."""
        return {**self.words, "places": self.places}


@dataclass(frozen=True, slots=True)
class DateWords:
    """How dates are written: ``patterns`` use {day} {month} {year}, and {to} {and} for what joins two days;
    ``between`` is what makes two joined days the bounds of a range ("entre el 3 y el 5").
    """

    months: Mapping[str, int]
    weekdays: tuple[str, ...]
    day_words: Mapping[str, int]
    year_digits: Mapping[str, int]
    parts: Mapping[str, str]
    patterns: tuple[str, ...]
    coordination: str
    between: str
    has_capitals: bool
    is_doubled: bool


@dataclass(frozen=True, slots=True)
class Basics:
    """The basics of one language. ``has_spaces`` is False where words are not set apart (Chinese).

    ``has_capitals`` is False where letters have no case. ``is_verb_first``: the verb opens a clause. ``is_head_final``:
    what is said of a noun stands before it ("Brazil's representative"). ``ordinal_follows``: the ordinal stands behind
    its noun ("session fifth"). ``contraction`` is how the article is written behind a preposition: Arabic ``ال``
    becomes ``لل``. ``possessive`` may stand between an owner and what is owned (的); behind the ``clause_openers`` a
    clause begins without a sign (并). ``verbs`` is a regular expression of words that are verbs by their form and
    stand in no name; ``time`` one of the time of day, with the preposition before it ("в 10 ч. 00 м.").
    """

    language: str
    script: str
    has_spaces: bool
    prefixes: str
    has_capitals: bool
    is_verb_first: bool
    is_head_final: bool
    ordinal_follows: bool
    contraction: tuple[str, str]
    possessive: str
    clause_openers: frozenset[str]
    stop_words: frozenset[str]
    verbs: str
    time: str
    words_like_acronyms: frozenset[str]
    cardinals: NumberWords
    ordinals: NumberWords
    dates: DateWords


@cache
def basics(language: str) -> Basics:
    """The basics of a language (ISO 639-1). Raises ``ValueError`` for one that is not among ``LANGUAGES``."""
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    path = files("sederunt.language").joinpath("data", language, "basics.toml")
    source = tomllib.loads(path.read_text("utf-8"))
    endings: Mapping[str, list[str]] = source.get("endings", {})
    return Basics(
        language=language,
        script=source["script"],
        has_spaces=source.get("has_spaces", True),
        prefixes=fold(source.get("prefixes", "")).text,
        has_capitals=source.get("has_capitals", True),
        is_verb_first=source.get("is_verb_first", False),
        is_head_final=source.get("is_head_final", False),
        ordinal_follows=source["ordinals"].get("follows", False),
        contraction=_pair(source.get("contraction", ["", ""])),
        possessive=source.get("possessive", ""),
        clause_openers=frozenset(source.get("clause_openers", ())),
        stop_words=frozenset(fold(source["stop_words"]).text.split()),
        verbs=source.get("verbs", ""),
        time=source.get("time", ""),
        words_like_acronyms=frozenset(source.get("words_like_acronyms", "").split()),
        cardinals=_number_words(source["cardinals"], endings),
        ordinals=_number_words(source["ordinals"], endings),
        dates=_date_words(source["dates"], endings),
    )


def _pair(words: list[str]) -> tuple[str, str]:
    first, second = words
    return first, second


def _number_words(source: Mapping[str, Any], endings: Mapping[str, list[str]]) -> NumberWords:
    return NumberWords(
        words={name: _forms(table, endings) for name, table in source["words"].items()},
        patterns=tuple(source["patterns"]),
        digits=tuple(source.get("digits", ())),
        thousands=source.get("thousands", ""),
        places=_forms(source.get("places", {}), endings),
        after=source.get("after", ""),
        before=source.get("before", ""),
        roman_before=source.get("roman_before", ""),
    )


def _date_words(source: Mapping[str, Any], endings: Mapping[str, list[str]]) -> DateWords:
    return DateWords(
        months=_forms(source["months"], endings),
        weekdays=tuple(fold(word).text for word in source["weekdays"]),
        day_words=_forms(source.get("day_words", {}), endings),
        year_digits=_forms(source.get("year_digits", {}), endings),
        parts=source["parts"],
        patterns=tuple(source["patterns"]),
        coordination=source["coordination"],
        between=source.get("between", ""),
        has_capitals=source.get("has_capitals", False),
        is_doubled=source.get("is_doubled", False),
    )


def _forms(table: Mapping[str, list[str]], endings: Mapping[str, list[str]]) -> Mapping[str, int]:
    """A table of value → forms turned into folded form → value. Raises ``ValueError`` if one form has two values."""
    forms: dict[str, int] = {}
    for value, words in table.items():
        for word in words:
            stem, _, name = word.partition("~")
            for ending in endings[name] if name else ("",):
                form = word_key(fold(stem + ending).text)
                if forms.setdefault(form, int(value)) != int(value):
                    raise ValueError(f"basics.toml: {word} stands for {forms[form]} and for {value}")
    return forms


def word_key(words: str) -> str:
    """Folded words as they are kept in the tables: one space for any blanks or hyphens."""
    return " ".join(words.replace("-", " ").split())


def alternatives(forms: Iterable[str], has_spaces: bool = True) -> str:
    """A regular expression for any of the forms, the longest first, however their words are broken over lines."""
    if not has_spaces:
        return "|".join(r"\s*".join(form) for form in sorted(forms, key=len, reverse=True))
    return "|".join(form.replace(" ", _GAP) for form in sorted(forms, key=len, reverse=True))


_GAP = r"(?:\s*-\s*|\s+)"
_NOTATION = {" ": r"\s+", "-": _GAP, "[": "(?:", "]": ")?"}
_PART = re.compile(r"\{([a-z_]+)\}")


def slots(pattern: str) -> tuple[str, ...]:
    """The names in braces of a pattern, in order."""
    return tuple(_PART.findall(pattern))


def expand(pattern: str, parts: Mapping[str, str], joint: str = r"\s*") -> str:
    """A pattern in the notation above as a regular expression; ``parts`` are those of its ``{names}``.

    ``joint`` is what stands between two of them with nothing between.

    A blank before a part that may be missing goes with it: write ``a[ b]``, not ``a [b]``.
    """
    pieces = _PART.split(pattern)
    for index, piece in enumerate(pieces):
        if index % 2:
            pieces[index] = parts[piece]
        elif piece or 0 < index < len(pieces) - 1:
            pieces[index] = "".join(_NOTATION.get(character, character) for character in fold(piece).text) or joint
    return "".join(pieces)


def edges(source: Basics) -> tuple[str, str]:
    """What stands around a word of the language: an expression before it (prefixes let through) and one after it."""
    if not source.has_spaces:
        return "(?<![0-9a-z])", "(?![0-9a-z])"
    return rf"\b(?:{source.prefixes})??" if source.prefixes else r"\b", r"\b"


def opening(forms: Iterable[str]) -> str:
    """An expression that looks ahead whether one of the forms, or a digit, may begin here: cheap, and mostly False."""
    endings: dict[str, set[str]] = {}
    for form in forms:
        endings.setdefault(form[0], set()).add(form.split(" ")[0][1:3])
    starts = [f"{first}(?:{'|'.join(sorted(rests, reverse=True))})" for first, rests in sorted(endings.items())]
    return f"(?={'|'.join([*starts, '[0-9]'])})"


def compiled(expression: str) -> re.Pattern[str]:
    """The expression, compiled so that a run of blanks is never given back: else a page of blanks costs its square."""
    return re.compile(expression.replace(r"\s+", r"\s++").replace(r"\s*", r"\s*+"))
