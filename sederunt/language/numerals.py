"""Ordinals and cardinals in running text, in words and in digits.

What belongs here: finding numbers by the words and patterns of ``basics``, and reading their value. What does not: what
a number counts or numbers (``facts/``), and dates (``calendar``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sederunt.language.basics import (
    Basics,
    NumberWords,
    alternatives,
    basics,
    compiled,
    edges,
    expand,
    opening,
    slots,
    word_key,
)
from sederunt.language.folding import fold


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number as printed at ``text[start:end]``, and its value."""

    start: int
    end: int
    value: int


def find_ordinals(text: str, language: str) -> list[NumberMention]:
    """Ordinals in order: in words to 999 ("fifty-eighth"), in digits with their sign ("58th", "第58"), in Roman digits
    before a noun that is numbered so ("XXIV Cumbre").

    Arabic prints a sitting's number in bare digits (الجلسة 7384): that is a cardinal here.
    """
    return _find(text, language, "ordinals")


def find_cardinals(text: str, language: str) -> list[NumberMention]:
    """Cardinals in order: words to 999, and digits that are no part of a decimal number, a symbol or a word.

    Words that are also articles count (fr "une", es "un"): whoever asks looks at what the number stands before.
    """
    return _find(text, language, "cardinals")


@dataclass(frozen=True, slots=True)
class _Scanner:
    """One expression for all patterns; ``tables`` maps a pattern's group to the tables of the groups inside it.

    A group without a table holds digits.
    """

    expression: re.Pattern[str]
    tables: Mapping[int, tuple[Mapping[str, int] | None, ...]]
    words: NumberWords
    has_spaces: bool


def _find(text: str, language: str, kind: str) -> list[NumberMention]:
    folded, scanner = fold(text), _scanner(language, kind)
    mentions: list[NumberMention] = []
    for match in scanner.expression.finditer(folded.text):
        if group := match.lastindex:
            start, end = folded.span(*match.span(group))
            mentions.append(NumberMention(start, end, _value(match, group, scanner)))
    if scanner.words.roman_before:
        mentions.extend(_roman_numbers(text, scanner.words.roman_before))
        mentions.sort(key=lambda mention: mention.start)
    return mentions


def _value(match: re.Match[str], group: int, scanner: _Scanner) -> int:
    value = 0
    for offset, table in enumerate(scanner.tables[group], start=1):
        words = match[group + offset]
        if words is None:
            continue
        if table is None:
            value += int("".join(character for character in words if character.isdigit()))
        elif table is scanner.words.places:
            value += int("".join(str(table[character]) for character in words if not character.isspace()))
        else:
            value += table[word_key(words) if scanner.has_spaces else "".join(words.split())]
    return value


@cache
def _scanner(language: str, kind: str) -> _Scanner:
    source = basics(language)
    words: NumberWords = getattr(source, kind)
    branches: list[str] = []
    tables: dict[int, tuple[Mapping[str, int] | None, ...]] = {}
    group = 1
    for branch, names in _branches(words, source):
        branches.append(f"({branch})")
        tables[group] = tuple(words.tables.get(name) for name in names)
        group += 1 + len(names)
    before, after = edges(source)
    starts = [form for table in words.tables.values() for form in table] + _LITERAL.findall("|".join(words.digits))
    first = opening(starts) if source.has_spaces else ""
    expression = f"{before}{first}{words.after}(?:{'|'.join(branches)}){after}"
    return _Scanner(compiled(expression), tables, words, source.has_spaces)


def _branches(words: NumberWords, source: Basics) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each way to write a number, as an expression and the names of the tables of its groups."""
    parts = {name: f"({alternatives(table, source.has_spaces)})" for name, table in words.words.items()}
    if words.places:
        digit = f"(?:{alternatives(words.places)})"
        parts["places"] = rf"({digit}(?:\s*{digit})+)"
    if words.thousands:
        plain = rf"\d{{1,3}}(?:{words.thousands}\d{{3}})+(?!\d)|\d+"
        yield rf"(?<!/)(?<!\d[.,:])({plain})(?!/|[.,:]?\d)", ("digits",)
    for pattern in words.digits:
        yield pattern, ("digits",)
    for pattern in words.patterns:
        yield expand(pattern, parts) + words.before + r"(?!-\w)", slots(pattern)


_LITERAL = re.compile(r"(?:^|(?<=\|))[^\W\d_]+")  # what an expression for digits begins with, if not with digits

_ROMAN = re.compile(r"(?P<c>C{0,3})(?P<x>XC|XL|L?X{0,3})(?P<i>IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"C": 100, "L": 50, "X": 10, "V": 5, "I": 1}


def _roman_numbers(text: str, before: str) -> Iterator[NumberMention]:
    for match in _roman_expression(before).finditer(text):
        number = match[1]
        if _ROMAN.fullmatch(number):
            digits = [_ROMAN_DIGITS[character] for character in number]
            following = [*digits[1:], 0]
            value = sum(-digit if digit < after else digit for digit, after in zip(digits, following, strict=True))
            yield NumberMention(*match.span(1), value)


@cache
def _roman_expression(before: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)([IVXLC]+){before}")
