"""Numerals of headings and entries in Arabic and Chinese, and their Latin equals."""

from __future__ import annotations

import pytest

from sederunt.documents.lines import OPENER
from sederunt.language.enumerators import roman
from sederunt.language.letters import latin_label, latin_numeral, opens_like_capital


@pytest.mark.parametrize(
    ("words", "group", "latin"),
    [
        ("أولا - مقدمة", "roman", "I"),
        ("ثانياً- الحضور", "roman", "II"),
        ("十一. 通过报告", "roman", "XI"),
        ("二、出席情况", "roman", "II"),
        ("باء - الكلمات", "capital", "B"),
        ("(هـ) الوثائق", "letter", "e"),
        ("（三）其他事项", "letter", "iii"),
    ],
)
def test_numerals_of_headings(words: str, group: str, latin: str) -> None:
    opener = OPENER.match(words)
    assert opener is not None and opener[group]
    assert (latin_numeral if group == "roman" else latin_label)(opener[group]) == latin


@pytest.mark.parametrize(("words", "number"), [("٢ - وقد", 2), ("12- وقد", 12), ("1．会议", 1), ("3、会议", 3)])
def test_numbers_of_paragraphs(words: str, number: int) -> None:
    opener = OPENER.match(words)
    assert opener is not None and int(opener["number"]) == number


@pytest.mark.parametrize("words", ["1 - 5 أيار/مايو", "واو شيء", "一个代表团"])
def test_what_numbers_nothing(words: str) -> None:
    assert OPENER.match(words) is None


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 20)] == ["I", "IV", "IX", "XIV", "XX"]


@pytest.mark.parametrize(("words", "can"), [("Report", True), ("report", False), ("报告", True), ("3", False)])
def test_what_a_heading_can_begin_with(words: str, can: bool) -> None:
    assert opens_like_capital(words) is can
