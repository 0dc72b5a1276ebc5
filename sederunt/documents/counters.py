"""The numbers that automatic lists print ("12.", "(a)", "IV.", "第三"), which stand nowhere in the text of a file.

What belongs here: writing a number in a form. What does not: counting, which each format does in its own way.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counters:
    """What ``counters.toml`` states."""

    alphabets: Mapping[str, str]
    digits: Mapping[str, str]
    chinese: Mapping[str, str]
    chinese_forms: frozenset[str]
    html: Mapping[str, str]
    doc: Mapping[int, str]


@cache
def counters() -> Counters:
    """The forms of numbers."""
    source = tomllib.loads((files("sederunt.documents") / "counters.toml").read_text("utf-8"))
    chinese = source["chinese"]
    return Counters(
        source["alphabets"],
        source["digits"],
        {name: chinese[name] for name in ("digits", "ten", "hundred")},
        frozenset(chinese["forms"]),
        source["html"],
        {int(code): form for code, form in source["doc"].items()},
    )


def written(number: int, form: str) -> str:
    """A number in a form: ``written(4, "lowerRoman")`` is "iv". An unknown form is written in digits, and so is a
    number that a form has no way to write.
    """
    known = counters()
    if form in ("bullet", "none"):
        return ""
    if number < 1:
        return str(number)
    if form in ("upperRoman", "lowerRoman"):
        numeral = _roman(number)
        return numeral if form == "upperRoman" else numeral.lower()
    if alphabet := known.alphabets.get(form):
        times, at = divmod(number - 1, len(alphabet))
        return alphabet[at] * (times + 1) if times < 3 else str(number)
    if digits := known.digits.get(form):
        return "".join(digits[int(digit)] for digit in str(number))
    if form in known.chinese_forms:
        return _chinese(number, known.chinese)
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if number > 3999:
        return str(number)
    numeral = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        numeral += letters * times
    return numeral


def _chinese(number: int, signs: Mapping[str, str]) -> str:
    """Up to 999: 十二, 二十, 一百零五 is written 一百〇五."""
    digits = signs["digits"]
    if number > 999:
        return "".join(digits[int(digit)] for digit in str(number))
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    numeral = digits[hundreds] + signs["hundred"] if hundreds else ""
    if tens:
        numeral += (digits[tens] if tens > 1 or hundreds else "") + signs["ten"]
    elif hundreds and ones:
        numeral += digits[0]
    return numeral + (digits[ones] if ones else "")
