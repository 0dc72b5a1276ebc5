from __future__ import annotations

import re
from datetime import date

import pytest

from sederunt.language.basics import LANGUAGES, basics, expand
from sederunt.language.calendar import find_dates


@pytest.mark.parametrize("language", LANGUAGES)
def test_twelve_months_and_every_pattern_names_declared_words(language: str) -> None:
    source = basics(language)
    assert set(source.dates.months.values()) == set(range(1, 13))
    for numbers in (source.cardinals, source.ordinals):
        named = set(re.findall(r"\{(\w+)\}", " ".join(numbers.patterns)))
        assert named <= set(numbers.tables)
        assert set(numbers.words) <= named, "a table that no pattern uses"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_of_a_month_is_read(language: str) -> None:
    for name, month in basics(language).dates.months.items():
        text = f"2018年{name}28日" if language == "zh" else f"28 {name} 2018"
        assert [mention.first for mention in find_dates(text, language)] == [date(2018, month, 28)]


def test_the_notation() -> None:
    expression = re.compile(expand("[{a} and ]{b}-{c}{d}", {name: name for name in "abcd"}))
    for text in ("a and b-cd", "a\nand\n\nb -\nc d", "b c\nd"):
        assert expression.fullmatch(text)
    assert not expression.fullmatch("aand b-cd")
