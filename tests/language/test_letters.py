"""Letters by case, and what number a letter of a list stands for where two alphabets mix."""

from __future__ import annotations

import re

import pytest

from sederunt.language.letters import LOWER, UPPER, latin_label, latin_numeral


@pytest.mark.parametrize("letter", ["A", "Z", "É", "Ł", "Š", "Å", "А", "Я", "Ё", "Й", "І"])
def test_capitals_of_both_alphabets(letter: str) -> None:
    assert re.fullmatch(f"[{UPPER}]", letter)
    assert not re.fullmatch(f"[{LOWER}]", letter)
    assert re.fullmatch(f"[{LOWER}]", letter.lower())


@pytest.mark.parametrize("sign", ["1", "-", "×", "÷", "(", "中", "ع"])
def test_other_signs_have_no_case(sign: str) -> None:
    assert not re.fullmatch(f"[{UPPER}{LOWER}]", sign)


@pytest.mark.parametrize(
    "labels",
    [
        ["a", "b", "c", "d", "e", "f"],
        ["а", "б", "в", "г", "д", "е"],  # Cyrillic throughout
        ["а", "b", "с", "d", "е", "f"],  # a, c and e typed in Cyrillic (A/HRC/28/41)
    ],
)
def test_a_list_counts_on(labels: list[str]) -> None:
    found: list[str] = []
    for label in labels:
        found.append(latin_label(label, found[-1] if found else ""))
    assert found == ["a", "b", "c", "d", "e", "f"]


def test_numerals_with_look_alikes() -> None:
    assert [latin_numeral(words) for words in ("ХІ", "IV", "С")] == ["XI", "IV", "C"]
