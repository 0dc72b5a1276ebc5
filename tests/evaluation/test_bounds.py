"""The bounds of an estimate: wider than those of independent rows where reports are read unevenly; always the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.evaluation.bounds import fact_estimates, published_bounds
from sederunt.evaluation.cells import Cell
from sederunt.evaluation.estimates import published_estimates
from sederunt.evaluation.scoring import Score, interval


def cells(*reports: Score) -> dict[Cell, Score]:
    total = sum(reports, Score())
    found: dict[Cell, Score] = {("all", "all", "attendance"): total}
    return found | {("report", f"report{n}.txt", "attendance"): score for n, score in enumerate(reports)}


def test_reports_that_are_read_unevenly_widen_the_bounds() -> None:
    (even,) = fact_estimates(cells(*[Score(100, 100, 75)] * 4))
    (uneven,) = fact_estimates(cells(*[Score(100, 100, 100)] * 3, Score(100, 100, 0)))
    wilson = interval(300, 400)
    assert wilson is not None
    assert (even.recall.low, even.recall.high) == wilson
    assert uneven.recall.share == even.recall.share == 0.75
    assert uneven.recall.low is not None and uneven.recall.low < 0.5 < wilson[0]
    assert uneven.recall.high == 1.0


def test_the_formats_of_one_report_are_one_cluster() -> None:
    scores = {("all", "all", "attendance"): Score(20, 20, 10)}
    scores |= {("report", f"one.{ending}", "attendance"): Score(10, 10, 5) for ending in ("pdf", "txt")}
    (estimate,) = fact_estimates(scores)
    assert estimate.n_reports == 1
    assert (estimate.precision.low, estimate.precision.high) == interval(10, 20)


def test_what_was_never_found_has_no_precision() -> None:
    (estimate,) = fact_estimates(cells(Score(5, 0, 0), Score(5, 0, 0)))
    assert estimate.precision.share is None and estimate.precision.low is None
    assert estimate.recall.share == 0.0 and estimate.recall.high is not None and estimate.recall.high > 0.2


@settings(max_examples=20)  # each draws some thousand times
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_the_share_lies_within_its_bounds(drawn: list[tuple[int, int, int]]) -> None:
    reports = [Score(matched + missed, matched + false, matched) for matched, missed, false in drawn]
    first = list(fact_estimates(cells(*reports)))
    assert first == list(fact_estimates(cells(*reports)))
    for estimate in (first[0].precision, first[0].recall):
        if estimate.share is not None:
            assert estimate.low is not None and estimate.high is not None
            assert 0 <= estimate.low <= estimate.share <= estimate.high <= 1


@pytest.mark.parametrize("name", sorted(published_estimates()))
def test_the_figures_of_the_release_have_bounds(name: str) -> None:
    estimates = published_bounds()[name]
    assert {"attendance", "statements", "officers"} <= {one.fact for one in estimates}
    assert all(one.n_reports >= 1 and one.n_right <= min(one.n_labelled, one.n_read) for one in estimates)
