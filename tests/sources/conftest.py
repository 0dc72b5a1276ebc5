from __future__ import annotations

from pathlib import Path

import pytest

from sederunt.sources.home import Home
from sederunt.sources.register import Collection
from tests.sources import invented


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that is ready to be written."""
    home = Home(tmp_path / "home")
    home.prepare()
    return home


@pytest.fixture
def tides(tmp_path: Path) -> Collection:
    """A collection of two documents that can be read."""
    folder = tmp_path / "tides"
    return Collection(
        "tides", invented.write(folder, a=invented.text_of(), b=invented.text_of("tides", 2, "2025-03-03"))
    )
