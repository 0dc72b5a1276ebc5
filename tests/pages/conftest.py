from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks.invented import invent
from pages.site import build

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of 6 invented bodies and 60 meetings."""
    folder = tmp_path_factory.mktemp("invented")
    path = folder / "sederunt.duckdb"
    invent(path, n_bodies=6, n_meetings=60, scratch=folder / "shards")
    return path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, published: Path) -> Path:
    """Its site; tests only read it."""
    folder = tmp_path_factory.mktemp("pages") / "site"
    build(published, folder)
    return folder


@pytest.fixture
def warehouse(published: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    # With the setting that the pages open it with: DuckDB lets in no second one of another kind in a process.
    settings: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
    with duckdb.connect(published, read_only=True, config=settings) as connection:
        yield connection
