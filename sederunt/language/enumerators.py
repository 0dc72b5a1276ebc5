"""Numerals of headings and list entries in scripts without Latin ones: "ثانيا -", "باء -", "(ج)", "二.", "（三）".

What belongs here: reading ``data/enumerators.toml``, expressions for these numerals, and their Latin equals (``II``,
``B``, ``c``, ``iii``), which are the same in every language of one report. What does not: Cyrillic letters
(``letters.py``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from sederunt.language.folding import fold

#: Signs that may stand on or between the letters of an Arabic word.
_VOWELS = "[\u064b-\u0652\u0640]*"
_MAX_ANNEX = 31
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """A number below 90 in Roman numerals."""
    numeral = ""
    for value, sign in _ROMAN:
        while number >= value:
            numeral, number = numeral + sign, number - value
    return numeral


@cache
def _tables() -> Mapping[str, Mapping[str, int]]:
    """By kind of enumerator, folded form → number."""
    source = tomllib.loads(files("sederunt.language").joinpath("data", "enumerators.toml").read_text("utf-8"))
    tables: dict[str, dict[str, int]] = {}
    for language in source.values():
        for kind, words in language.items():
            table = tables.setdefault(kind, {})
            table.update({_key(word): number for number, word in enumerate(words, start=1)})
    return tables


def _key(words: str) -> str:
    return " ".join(fold(words).text.split())


@cache
def expression(kind: str, language: str) -> str:
    """An expression for any enumerator of a kind (``chapters``, ``sections``, ``letters``, ``romans``) of a language,
    the longest first, vowel signs and tatweel let through.
    """
    source = tomllib.loads(files("sederunt.language").joinpath("data", "enumerators.toml").read_text("utf-8"))
    words = sorted(source[language][kind], key=len, reverse=True)
    return "|".join("".join(r"\s" if c == " " else re.escape(c) + _VOWELS for c in word) for word in words)


def numeral(words: str) -> str | None:
    """The Roman numeral of a chapter's word ("ثانيا" gives ``II``), or None where it is none."""
    number = _tables()["chapters"].get(_key(words))
    return roman(number) if number else None


def label(words: str) -> str | None:
    """The Latin letter or small Roman numeral of a section's or entry's label: "باء" gives ``B``, "ج" ``c``, "三"
    ``iii``.
    """
    key, tables = _key(words), _tables()
    if number := tables["sections"].get(key):
        return chr(ord("A") + number - 1)
    if number := tables["letters"].get(key):
        return chr(ord("a") + number - 1)
    number = tables["romans"].get(key)
    return roman(number).lower() if number else None


@cache
def annex_numbers() -> Mapping[str, str]:
    """What numbers an annex in a script without capitals: words, Roman numerals, digits, with their Roman numerals."""
    words = {word: roman(number) for word, number in _tables()["annexes"].items()}
    numerals = {roman(number): roman(number) for number in range(1, _MAX_ANNEX)}
    return words | numerals | {str(number): roman(number) for number in range(1, _MAX_ANNEX)}
