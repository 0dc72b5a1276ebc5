"""The reader does not fall behind the figures of the last release, in any language, format, family or fact.

What belongs here: the project's samples and, where ``SEDERUNT_CORPUS`` names them, the labelled real reports, held
against the estimates of the release (``sederunt/evaluation/published``). What does not: whether the samples are read
without an error (``tests/samples``), the scoring itself (``tests/evaluation``).

After a release, or where a figure has risen for good, ``make estimates`` writes the files anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scripts.write_estimates import PAGE
from sederunt.evaluation import Evaluation, evaluate
from sederunt.evaluation.estimates import drops, published_estimates
from sederunt.evaluation.page import filled

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
CORPUS = os.environ.get("SEDERUNT_CORPUS")


def fallen(evaluation: Evaluation, name: str) -> str:
    return "\n".join(map(str, drops(evaluation, published_estimates()[name])))


def test_samples_are_read_as_well_as_at_the_release() -> None:
    assert not fallen(evaluate(SAMPLES, families=HERE / "families.tsv"), "samples")


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS, reason="SEDERUNT_CORPUS is not set: no real reports to read")
def test_real_reports_are_read_as_well_as_at_the_release() -> None:
    evaluation = evaluate(Path(CORPUS or "") / "gold", families=HERE / "families.tsv", processes=2)
    assert not fallen(evaluation, "corpus")


def test_the_page_shows_the_figures_that_are_written_down() -> None:
    page = PAGE.read_text("utf-8")
    assert page == filled(page, published_estimates()), "docs/accuracy.md is out of date: make estimates"
