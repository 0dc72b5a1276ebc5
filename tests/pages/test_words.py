"""How dates, numbers and strips are written."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import cells, words
from pages.links import file_names


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2024, 10, 28), date(2024, 10, 31), "28–31 October 2024"),
        (date(2024, 9, 30), date(2024, 10, 4), "30 September – 4 October 2024"),
        (date(2023, 12, 29), date(2024, 1, 3), "29 December 2023 – 3 January 2024"),
        (date(2024, 5, 1), date(2024, 5, 1), "1 May 2024"),
        (date(2024, 5, 1), None, "1 May 2024"),
        (None, None, "not known"),
    ],
)
def test_days(first: date | None, last: date | None, said: str) -> None:
    assert words.days(first, last) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not known"),
        (0.0, "0\u202f%"),
        (0.004, "under 1\u202f%"),
        (0.5, "50\u202f%"),
        (0.9993, "99.93\u202f%"),
        (0.99999, "99.99\u202f%"),
        (1.0, "100\u202f%"),
    ],
)
def test_a_share_is_not_rounded_to_all_or_nothing(value: float | None, said: str) -> None:
    assert words.share(value) == said


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1st"), (2, "2nd"), (11, "11th"), (12, "12th"), (23, "23rd"), (111, "111th")]
)
def test_ordinals(number: int, said: str) -> None:
    assert words.ordinal(number) == said


def test_an_unknown_number_is_said_and_sorts_as_nothing() -> None:
    assert cells.number(None) == '<td class="unknown" data-v="">not known</td>'
    assert cells.number(0) == '<td class="n" data-v="0">0</td>'


@given(st.text("spxanu", min_size=1, max_size=80))
def test_a_strip_tells_every_meeting(letters: str) -> None:
    cell = cells.strip(letters)
    label = re.search(r'aria-label="([^"]+)"', cell)
    assert label is not None
    counted = [int(number) for number in re.findall(r"(?:at|for) (\d+)", label[1])]
    assert sum(counted) == len(letters)
    drawn = len(re.findall(r"M\d+ \d+h", cell))
    assert drawn == min(len(letters), 60)


@given(st.sets(st.text(min_size=1, max_size=120), max_size=30))
def test_file_names_are_safe_and_apart_on_every_system(identities: set[str]) -> None:
    names = file_names(identities)
    assert names.keys() == identities
    assert len({name.casefold() for name in names.values()}) == len(identities)
    for name in names.values():
        assert re.fullmatch(r"[\w.-]+\.html", name) and not name.startswith((".", "-"))
        assert len(name.encode()) <= 255
