from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from sederunt.tables import tables
from tests.warehouse import shards
from warehouse.build import build


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The candidate built from the clean rows of the warehouse's tests, with one validation in it."""
    folder = tmp_path_factory.mktemp("clean")
    rows = shards.load(Path(shards.__file__).with_name("clean.yaml"))
    candidate = folder / "candidate.duckdb"
    shard = shards.write_shard(folder / "shard", rows)
    build([shard], shards.failures_of(rows), shards.reference_of(rows), candidate, shards.fetches_of(rows))
    validation = {
        "run_id": "earlier",
        "checked_at": datetime(2026, 1, 1),
        "table_name": "meetings",
        "expectation": "key_unique",
        "severity": "critical",
        "success": True,
        "n_unexpected": 0,
        "examples": [],
    }
    frame = tables()["validations"].frame([validation])
    with duckdb.connect(candidate) as connection:
        connection.register("validation", frame)
        connection.execute(f"INSERT INTO quality.validations BY NAME SELECT {', '.join(frame.columns)} FROM validation")
    return candidate


@pytest.fixture(scope="module")
def working_copy(clean: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the clean candidate, open for writing."""
    copy = tmp_path_factory.mktemp("copy") / "candidate.duckdb"
    shutil.copyfile(clean, copy)
    with duckdb.connect(copy) as connection:
        yield connection


@pytest.fixture
def data(working_copy: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The clean data, to be corrupted at will: what a test does is undone after it."""
    working_copy.begin()
    yield working_copy
    working_copy.rollback()
