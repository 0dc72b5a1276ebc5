from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sederunt.language.basics import LANGUAGES, basics
from sederunt.language.calendar import DateMention, find_dates
from tests.language.writing import blanks, choices, write


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def iso(mention: DateMention) -> str:
    """As ISO 8601: a range with "/", two days with "+", "--05-28" without a year."""
    days = [
        str(day) if day else f"--{month:02}-{number:02}"
        for day, month, number in (
            (mention.first, mention.month, mention.day),
            (mention.last, mention.last_month, mention.last_day),
        )
    ]
    return days[0] if days[0] == days[1] else ("/" if mention.is_range else "+").join(days)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['language']}-{row['text'][:40]}")
def test_dates_of_the_table(row: dict[str, str]) -> None:
    text = row["text"].replace(r"\n", "\n")
    found = "; ".join(f"{text[date.start : date.end]}={iso(date)}" for date in find_dates(text, row["language"]))
    assert found.replace("\n", r"\n") == row["dates"]


JOINTS = {
    "en": {"{to}": " to ", "{and}": " and "},
    "fr": {"{to}": " au ", "{and}": " et "},
    "es": {"{to}": " al ", "{and}": " y ", "{of}": " de ", "{of_year}": " de "},
    "ru": {"{to}": " по ", "{and}": " и "},
    "zh": {"{to}": "至", "{and}": "和", "{weekday}": "星期四"},
    "ar": {"{to}": " إلى ", "{and}": " و ", "{of_year}": " ", "{gap}": " "},
}


@st.composite
def dates(draw: st.DrawFn) -> tuple[str, str, date, date, bool]:
    """A language, days written by one of its patterns, the first and last of them, and whether a year is written."""
    language = draw(st.sampled_from(LANGUAGES))
    words = basics(language).dates
    tokens = draw(st.sampled_from([choice for pattern in words.patterns for choice in choices(pattern)]))
    n_days, n_months, n_years = (tokens.count(name) for name in ("{day}", "{month}", "{year}"))
    first = draw(st.dates(date(1946, 1, 1), date(2080, 1, 1)))
    last = first + timedelta(days=draw(st.integers(1, 300))) if n_days == 2 else first
    assume(n_months == n_days or (first.year, first.month) == (last.year, last.month))
    assume(n_years != 2 or n_months == 2)
    assume((first.month, first.day) != (2, 29) or n_years)
    days, months, years = [first.day, last.day], [first.month, last.month], [first.year, last.year]
    if n_months < n_days:
        months = months[:1]
    if n_years == 1:
        last_day = len(tokens) - 1 - tokens[::-1].index("{day}")
        years = years[:1] if tokens.index("{year}") < last_day else years[1:]
    blank, joints = draw(blanks), JOINTS[language] | {"{list}": ""}
    texts: list[str] = []
    for token in tokens:
        if token == "{day}":
            texts.append(str(days.pop(0)))
        elif token == "{month}":
            number = months.pop(0)
            names = sorted(name for name, month in words.months.items() if month == number)
            texts.append(draw(st.sampled_from(names)).capitalize())
        elif token == "{year}":
            texts.append(str(years.pop(0)))
        else:
            texts.append(write([token], joints, blank))
    return language, "".join(texts), first, last, bool(n_years)


@given(case=dates())
def test_days_written_by_the_patterns_are_read_again(case: tuple[str, str, date, date, bool]) -> None:
    language, words, first, last, has_year = case
    text = f"({words})"
    (mention,) = find_dates(text, language)
    assert (mention.start, mention.end) == (1, 1 + len(words))
    assert mention.has_year == has_year
    complete = mention.complete(first.year)
    assert (complete.first, complete.last) == (first, last)


@given(text=st.text(alphabet=st.sampled_from("0123456789/.,- MayoJulimai et de года年月日至"), max_size=60))
def test_any_text_gives_ordered_mentions_within_it(text: str) -> None:
    for language in LANGUAGES:
        end = 0
        for mention in find_dates(text, language):
            assert end <= mention.start < mention.end <= len(text)
            end = mention.end


def test_a_year_without_that_day_is_refused() -> None:
    (mention,) = find_dates("on 29 February", "en")
    assert mention.complete(2020).first == date(2020, 2, 29)
    with pytest.raises(ValueError, match="day"):
        mention.complete(2021)


def test_a_range_over_new_year_is_completed_by_the_year_of_its_first_day() -> None:
    (mention,) = find_dates("from 30 December to 2 January", "en")
    assert mention.complete(2018).last == date(2019, 1, 2)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["5" + " " * 20_000 + "x", "5, " * 5_000, "5 May " * 2_000])
def test_a_page_of_blanks_or_numbers_ends(language: str, text: str) -> None:
    find_dates(text, language)  # the square of its length would take minutes


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("entre el 19 de septiembre y el 7 de octubre de 1977", date(1977, 9, 19), date(1977, 10, 7)),
        ("entre el 20 y 29 de septiembre de 1977", date(1977, 9, 20), date(1977, 9, 29)),
    ],
)
def test_two_days_with_others_between(words: str, first: date, last: date) -> None:
    (mention,) = find_dates(f"se reunieron en Londres {words} para consultarse.", "es")
    assert (mention.first, mention.last, mention.is_range) == (first, last, True)
