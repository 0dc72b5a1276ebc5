from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse import shards
from warehouse.build import build
from warehouse.dictionary import SAMPLES
from warehouse.folder import build_from_folder


@pytest.fixture(scope="session")
def clean_rows() -> dict[str, Any]:
    return shards.load(Path(__file__).with_name("clean.yaml"))


def build_candidate(folder: Path, *rows: dict[str, Any], previous: Path | None = None) -> Path:
    """A candidate built in a folder from rows, one shard for each argument; ``previous`` lends it what is the same."""
    written = [shards.write_shard(folder / "facts" / f"shard{n}", one) for n, one in enumerate(rows)]
    first = rows[0] if rows else {}
    candidate = folder / "candidate.duckdb"
    reference, fetches = shards.reference_of(first), shards.fetches_of(first)
    build(written, shards.failures_of(first), reference, candidate, fetches, previous)
    return candidate


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Path]:
    """Builds a candidate from rows, one shard for each argument."""
    return partial(build_candidate, tmp_path)


@pytest.fixture(scope="session")
def of_base(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The candidate built from the rows of bases/, by name; tests open it read-only."""

    @cache
    def build_base(name: str) -> Path:
        return build_candidate(
            tmp_path_factory.mktemp(name), shards.load(Path(__file__).parent / "bases" / f"{name}.yaml")
        )

    return build_base


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory, clean_rows: dict[str, Any]) -> Path:
    """The candidate built from clean.yaml; tests open it read-only."""
    return build_candidate(tmp_path_factory.mktemp("clean"), clean_rows)


@pytest.fixture(scope="session")
def samples_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the samples, read as they stand; tests open it read-only."""
    candidate = tmp_path_factory.mktemp("samples") / "candidate.duckdb"
    build_from_folder(SAMPLES, candidate)
    return candidate
