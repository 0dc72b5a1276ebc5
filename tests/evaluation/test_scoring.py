"""Figures: shares, sums, bounds, and the tables that they are shown in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.evaluation.page import filled
from sederunt.evaluation.rows import Identity, is_part
from sederunt.evaluation.scoring import Score, interval


def test_shares_of_nothing_are_unknown_and_not_zero() -> None:
    nothing = Score()
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert Score(3, 0, 0).precision is None
    assert Score(3, 0, 0).f1 == 0.0


@given(st.integers(0, 200), st.integers(0, 200), st.data())
def test_f1_lies_between_precision_and_recall(expected: int, found: int, data: st.DataObject) -> None:
    score = Score(expected, found, data.draw(st.integers(0, min(expected, found))))
    if score.precision is not None and score.recall is not None and score.f1 is not None:
        low, high = sorted((score.precision, score.recall))
        assert low - 1e-12 <= score.f1 <= high + 1e-12


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share_and_narrows_with_more_rows(total: int, data: st.DataObject) -> None:
    matched = data.draw(st.integers(0, total))
    bounds, wider = interval(matched, total), interval(matched * 4, total * 4)
    assert bounds is not None and wider is not None
    assert 0.0 <= bounds[0] <= matched / total <= bounds[1] <= 1.0
    assert wider[1] - wider[0] < bounds[1] - bounds[0]


def test_the_interval_is_that_of_wilson() -> None:
    # 81 of 263: the example of Newcombe, "Two-sided confidence intervals for the single proportion", 1998.
    assert interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert interval(0, 0) is None


def test_principals_are_the_same_under_the_names_of_a_language() -> None:
    english = Identity("en")
    assert english.of_principal("European Union and its member States") == "EUE"
    assert english.of_principal("Group of 77 and China") == english.of_principal("group:g77-and-china")
    assert english.of_principal("Peru and Chile") not in ("PER", "CHL"), "two names are not the first of them"


def test_words_are_the_same_where_one_side_says_more() -> None:
    assert is_part("president", "presidentoftheboard")
    assert not is_part("un", "presidentoftheunion"), "two letters stand in many words"
    assert is_part(frozenset({"geneva"}), frozenset({"palais", "geneva"}))


def test_a_page_is_filled_from_its_figures() -> None:
    cells = {("all", "all", "attendance"): Score(4, 4, 3), ("report", "a.txt", "attendance"): Score(4, 4, 3)}
    page = "before\n<!-- corpus all -->\nold\n<!-- end -->\nafter\n"
    made = filled(page, {"corpus": cells})
    assert "| attendance | 4 | 4 | 0.750 (0.301–0.954) | 0.750 (0.301–0.954) | 0.750 | 0.750 |" in made
    assert "old" not in made and made.startswith("before\n") and made.endswith("<!-- end -->\nafter\n")
    assert filled(made, {"corpus": cells}) == made
    with pytest.raises(ValueError, match="corpus"):
        filled(page, {"samples": cells})
