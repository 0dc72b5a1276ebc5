"""The suites, run by Great Expectations: they come to the verdicts that the checks' own SQL comes to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

import expectations
from expectations import ExpectationError, Validator
from sederunt.tables import tables
from tests.expectations.corruption import corruption

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def _import_great_expectations() -> None:
    """Once, before the first test, so that no test's time is the import's."""
    import great_expectations  # noqa: F401


@pytest.fixture(scope="module")
def corrupted(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A candidate to which every corruption was done, one after the other, that leaves the tables their columns."""
    candidate = tmp_path_factory.mktemp("corrupted") / "candidate.duckdb"
    shutil.copyfile(clean, candidate)
    with duckdb.connect(candidate) as connection:
        for table in expectations.table_names():
            for check in expectations.checks(table):
                if check.name != "columns_declared":
                    for statement in corruption(check):
                        connection.execute(statement)
    return candidate


@pytest.fixture(scope="module")
def verdicts(corrupted: Path) -> pl.DataFrame:
    return expectations.validate(corrupted, run_id="corrupted")


@pytest.fixture
def without_a_column(clean: Path, tmp_path: Path) -> Iterator[Path]:
    candidate = tmp_path / "candidate.duckdb"
    shutil.copyfile(clean, candidate)
    with duckdb.connect(candidate) as connection:
        connection.execute("ALTER TABLE officers DROP COLUMN role")
        connection.execute("ALTER TABLE officers DROP COLUMN person")
    yield candidate


def test_clean_data_are_validated(clean: Path) -> None:
    frame = expectations.validate(clean, run_id="clean")
    assert frame.schema == tables()["validations"].polars_schema()
    assert frame.filter(~pl.col("success")).select("table_name", "expectation", "n_unexpected").rows() == [
        ("failures", "every_document_read", 1)
    ]
    assert set(frame["table_name"]) == set(tables())
    assert frame.height == sum(len(expectations.checks(table)) for table in tables())


def test_the_file_can_be_written_to_after_the_validation(clean: Path) -> None:
    with Validator(clean) as validator:
        assert validator.validate("officers", "run", only=["key_unique"]).height == 1
    with duckdb.connect(clean) as connection:
        connection.execute("CHECKPOINT")


def test_the_file_may_have_any_name(clean: Path, tmp_path: Path) -> None:
    candidate = tmp_path / "100%20 [$HOME] #1" / "what?x=1" / "candidate é.duckdb"
    candidate.parent.mkdir(parents=True)
    shutil.copyfile(clean, candidate)
    assert expectations.validate(candidate, ["officers"], run_id="run")["success"].all()


def test_both_ways_come_to_the_same_verdict(corrupted: Path, verdicts: pl.DataFrame) -> None:
    with duckdb.connect(corrupted, read_only=True) as connection:
        for table in expectations.table_names():
            for check in expectations.checks(table):
                count = connection.sql(f"SELECT count(*) FROM ({check.sql()})").fetchall()[0][0]
                of_check = (pl.col("table_name") == table) & (pl.col("expectation") == check.name)
                row = verdicts.row(by_predicate=of_check, named=True)
                assert (row["success"], row["n_unexpected"]) == (count == 0, count), (table, check.name)


def test_a_check_that_cannot_be_carried_out_is_no_failed_check(without_a_column: Path) -> None:
    with (
        Validator(without_a_column) as validator,
        pytest.raises(ExpectationError, match=r"officers\.required_filled: .*role"),
    ):
        validator.validate("officers", "run", only=["required_filled"])


def test_a_missing_column_fails_the_check_on_columns(without_a_column: Path) -> None:
    with Validator(without_a_column) as validator:
        (row,) = validator.validate("officers", "run", only=["columns_declared"]).rows(named=True)
    assert not row["success"] and row["n_unexpected"] == 2 and row["severity"] == "critical"
    assert row["examples"][0].startswith("declared_name=person")
