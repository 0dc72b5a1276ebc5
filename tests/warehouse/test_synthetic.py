"""The synthetic warehouse of the benchmark: facts such as the models may meet, on which every question can be asked."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from benchmarks.questions import ASKED_OF, STANDS_IN
from benchmarks.synthetic import ROWS_A_MEETING, count, make
from scripts.write_questions import questions
from warehouse.build import run_models

#: One session of every body, and some.
ROWS = 260 * ROWS_A_MEETING


@pytest.fixture(scope="module")
def synthetic() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        make(connection, ROWS)
        run_models(connection)
        yield connection


def test_it_is_as_large_as_asked(synthetic: duckdb.DuckDBPyConnection) -> None:
    for table in ("attendance", "statements"):
        assert 0.8 < count(synthetic, table) / ROWS < 1.25


def test_it_holds_what_the_models_tell_apart(synthetic: duckdb.DuckDBPyConnection) -> None:
    kinds = "is_joint", "is_state_absence_known", "is_every_speaker_named", "is_eligibility_known"
    for kind in kinds:
        found = synthetic.sql(f"SELECT DISTINCT {kind} FROM analytics.meeting_coverage").fetchall()
        assert {value for (value,) in found} == {True, False}, kind
    once = synthetic.sql("SELECT sum(n_statements) > sum(n_statements_once) FROM analytics.presence").fetchall()
    assert once == [(True,)], "acts of joint meetings"


def test_every_question_can_be_asked(synthetic: duckdb.DuckDBPyConnection) -> None:
    for question in questions():
        synthetic.sql(question.query.replace(ASKED_OF, STANDS_IN)).fetchall()
