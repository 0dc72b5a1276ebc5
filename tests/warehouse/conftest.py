from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse import shards
from warehouse.build import build


@pytest.fixture(scope="session")
def clean_rows() -> dict[str, Any]:
    return shards.load(Path(__file__).with_name("clean.yaml"))


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Path]:
    """Builds a candidate from rows, one shard for each argument."""

    def build_from(*rows: dict[str, Any]) -> Path:
        folders = [shards.write_shard(tmp_path / "facts" / f"shard{n}", one) for n, one in enumerate(rows)]
        first = rows[0] if rows else {}
        candidate = tmp_path / "candidate.duckdb"
        build(folders, shards.failures_of(first), shards.reference_of(first), candidate, shards.fetches_of(first))
        return candidate

    return build_from


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory, clean_rows: dict[str, Any]) -> Path:
    """The candidate built from clean.yaml; tests open it read-only."""
    folder = tmp_path_factory.mktemp("clean")
    shard = shards.write_shard(folder / "shard", clean_rows)
    candidate = folder / "candidate.duckdb"
    build(
        [shard],
        shards.failures_of(clean_rows),
        shards.reference_of(clean_rows),
        candidate,
        shards.fetches_of(clean_rows),
    )
    return candidate
