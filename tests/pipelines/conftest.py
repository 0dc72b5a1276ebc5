from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sederunt.sources.home import VARIABLE, Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home that is ready to be written, and the one that the environment names."""
    home = Home(tmp_path / "home")
    home.prepare()
    monkeypatch.setenv(VARIABLE, str(home.path))
    monkeypatch.setenv("DAGSTER_HOME", os.devnull)  # so that what a test sets in its place is taken back
    yield home
