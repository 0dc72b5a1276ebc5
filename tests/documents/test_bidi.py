"""From the order in which characters stand on a line to the order in which they are read.

What belongs here: lines of invented words, given as they stand from left to right. What does not: pages
(``test_pdf.py``).
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.documents.bidi import fold, has_rtl, is_rtl, logical_order, set_brackets


def read(visual: str) -> str:
    return "".join(visual[index] for index in logical_order(visual, rtl=True))


#: What is read, and how it stands from left to right on a line that goes from right to left.
CASES = (
    ("ابج", "جبا"),
    ("ابج دهو", "وهد جبا"),
    ("ابج 28 دهو", "وهد 28 جبا"),
    ("ابج 60/251 د", "د 60/251 جبا"),
    ("ابج A/80/15 د", "د A/80/15 جبا"),
    ("ابج COVID-19 د", "د COVID-19 جبا"),
    ("اب Part One د", "د Part One با"),
    ("اب A/80/15 (Part I) د", "د A/80/15 (Part I) با"),
    ("١٢ اب", "با ١٢"),
)


@pytest.mark.parametrize(("logical", "visual"), CASES)
def test_a_line_is_read_in_its_order(logical: str, visual: str) -> None:
    assert read(visual) == logical


def test_brackets_open_and_close_by_their_place() -> None:
    assert set_brackets("ابج )دهو(، )CHL)") == "ابج (دهو)، (CHL)"


def test_presentation_forms_are_folded() -> None:
    assert fold("\ufefb \ufe8e") == "لا ا"
    assert fold("m² ½") == "m² ½"


def test_direction() -> None:
    assert has_rtl("x ا")
    assert is_rtl("ابج x")
    assert not is_rtl("abc ا")


@given(st.text(alphabet="ابجABC12 ./-()،", max_size=30), st.booleans())
def test_every_character_is_read_once(visual: str, rtl: bool) -> None:
    assert sorted(logical_order(visual, rtl)) == list(range(len(visual)))
