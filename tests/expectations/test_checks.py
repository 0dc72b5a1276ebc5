"""Every check is met by clean data and fails where a row is corrupted: by its own SQL, without Great Expectations."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

import expectations
from expectations import Check
from expectations.evidence import N_EXAMPLES, VALUE_WIDTH, examples
from sederunt.tables import FACT_TABLES, allowed_values, tables
from tests.expectations.corruption import DOMAIN, corruption

CHECKS = [check for table in expectations.table_names() for check in expectations.checks(table)]
every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.table}.{check.name}")


def found(data: duckdb.DuckDBPyConnection, check: Check) -> tuple[int, list[str]]:
    def fetch(query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        result = data.sql(query)
        return result.columns, result.fetchall()

    _, rows = fetch(f"SELECT count(*) FROM ({check.sql()})")
    return rows[0][0], examples(check, fetch)


@every_check
def test_clean_data_meet_it(data: duckdb.DuckDBPyConnection, check: Check) -> None:
    if check.name == "every_document_read":
        data.execute("DELETE FROM quality.failures")
    assert found(data, check) == (0, [])


@every_check
def test_a_corrupted_row_fails_it(data: duckdb.DuckDBPyConnection, check: Check) -> None:
    for statement in corruption(check):
        data.execute(statement)
    n_unexpected, shown = found(data, check)
    assert n_unexpected > 0
    assert len(shown) == min(n_unexpected, N_EXAMPLES)


def test_every_table_has_a_suite_with_the_derived_checks() -> None:
    assert expectations.table_names() == tuple(tables())
    for table in tables():
        names = {check.name for check in expectations.checks(table)}
        assert {"columns_declared", "key_unique", "required_filled"} <= names
    for name in FACT_TABLES[1:]:
        assert "span_in_text" in {check.name for check in expectations.checks(name)}


def test_names_are_fit_for_dagster_and_severities_are_declared() -> None:
    for check in CHECKS:
        assert re.fullmatch(r"[a-z0-9_]+", check.name)
        assert check.severity in allowed_values("severity")
        assert check.description and "{" not in check.sql()


def test_every_corruption_belongs_to_a_check() -> None:
    assert set(DOMAIN) <= {check.name for check in CHECKS}


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(KeyError):
        expectations.checks("nobody")


def test_a_long_value_is_cut_in_an_example(data: duckdb.DuckDBPyConnection) -> None:
    data.execute("UPDATE quality.failures SET error = repeat('long ', 100) || chr(10)")
    check = next(check for check in CHECKS if check.name == "every_document_read")
    _, (example,) = found(data, check)
    assert example.endswith("…") and "\n" not in example
    assert len(example.rpartition("error=")[2]) == VALUE_WIDTH


@pytest.mark.parametrize(
    ("capacity", "lists_changed", "n_unexpected"),
    [
        ("'member'", "capacity = capacity", 1),
        ("'observer_state'", "capacity = capacity", 0),  # there is no list of observers
        ("NULL", "capacity = capacity", 1),
        ("NULL", "is_complete = false", 0),
        ("'member'", "is_complete = false", 0),
    ],
)
def test_a_speaker_is_missed_only_by_complete_lists_that_would_name_it(
    data: duckdb.DuckDBPyConnection, capacity: str, lists_changed: str, n_unexpected: int
) -> None:
    data.execute(f"UPDATE statements SET capacity = {capacity} WHERE participant_id = 'CHL'")
    data.execute("DELETE FROM attendance WHERE participant_id = 'CHL'")
    data.execute(f"UPDATE attendance_lists SET {lists_changed}")
    check = next(check for check in CHECKS if check.name == "speaker_is_listed")
    assert found(data, check)[0] == n_unexpected


@pytest.mark.parametrize(
    ("change", "n_unexpected"),
    [
        ("n_stated = 4, is_complete = false", 0),  # a cut list may name fewer than are stated
        ("n_stated = 2, is_complete = false", 1),  # but not more
        ("n_stated = NULL", 0),
        ("n_stated = 2", 1),
    ],
)
def test_a_stated_number_is_held_against_what_is_listed(
    data: duckdb.DuckDBPyConnection, change: str, n_unexpected: int
) -> None:
    data.execute(f"UPDATE attendance_lists SET {change} WHERE n_stated = 3")
    check = next(check for check in CHECKS if check.name == "stated_number_listed")
    assert found(data, check)[0] == n_unexpected


def test_a_repeated_key_is_counted_by_rows(data: duckdb.DuckDBPyConnection) -> None:
    data.execute("INSERT INTO participants BY NAME SELECT participants.* FROM participants, range(3)")
    check = next(check for check in CHECKS if (check.table, check.name) == ("participants", "key_unique"))
    n_unexpected, shown = found(data, check)
    assert n_unexpected == 6 * 4
    assert len(shown) == N_EXAMPLES


def test_the_checks_are_known_without_great_expectations() -> None:
    program = (
        "import sys, expectations\n"
        "assert all(expectations.checks(table) for table in expectations.table_names())\n"
        "heavy = {'great_expectations', 'duckdb', 'polars', 'pandas', 'dagster'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    root = Path(expectations.__file__).parents[1]
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30, cwd=root)
