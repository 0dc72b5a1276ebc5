from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sederunt.sources.collections import Collection, WebSource
from sederunt.sources.home import Home
from sederunt.sources.web.settings import Network, network
from standin.library import Library
from standin.server import StandIn
from tests.sources.invented import text_of

#: The reports of one series, and one of another.
SYMBOLS = ("TIDES/2024/1", "TIDES/2025/1", "TIDES/2026/1", "REEFS/2025/3")


@pytest.fixture
def server() -> Iterator[StandIn]:
    """A server with four reports in English, one of them in French too."""
    library = Library()
    for number, symbol in enumerate(SYMBOLS, start=1):
        body, year, _ = symbol.split("/")
        text = text_of(body.lower(), number, f"{year}-03-04")
        library.put(symbol, "en", {"txt": text.encode()}, f"Report of the {body}", f"{year}-04-01")
    library.put("TIDES/2025/1", "fr", {"txt": text_of("tides", 2, "2025-03-04", "PRESENT X=FRA").encode()}, "Rapport")
    with StandIn(library).running() as running:
        yield running


def point(home: Home, server: StandIn, **values: float | str) -> Network:
    """Write the settings of a home so that it asks the stand-in, fast; returns them."""
    given: dict[str, float | str] = {
        "requests_a_second": 10_000,
        "read_seconds": 0.4,
        "connect_seconds": 2,
        "total_seconds": 0.8,
        "attempts": 3,
        "wait_first_seconds": 0.01,
        "jitter_seconds": 0,
        "run_retries": 0,
        **values,
    }
    sections = {
        "documents": ("way", "ask_again_after_days", "pages_max", "records_a_page"),
        "client": (
            "requests_a_second",
            "read_seconds",
            "connect_seconds",
            "total_seconds",
            "bytes_max",
            "redirects_max",
        ),
        "retry": (
            "attempts",
            "wait_first_seconds",
            "jitter_seconds",
            "run_retries",
            "give_up_after",
            "run_wait_seconds",
        ),
    }
    lines = [
        "[addresses]",
        f'document = "{server.address}/api/symbol/access?s={{symbol}}&l={{language}}&t={{format}}"',
        f'resolver = "{server.address}/{{language}}/{{symbol}}"',
        f'oai = "{server.address}/oai2d"',
        f'search = "{server.address}/search"',
        'allow_private = ["127.0.0.0/8"]',
    ]
    for section, names in sections.items():
        lines.append(f"[{section}]")
        lines += [f"{name} = {given[name]!r}" for name in names if name in given]
    (home.path / "network.toml").write_text("\n".join(lines), encoding="utf-8")
    return network(home.path)


@pytest.fixture
def settings(home: Home, server: StandIn) -> Network:
    return point(home, server)


@pytest.fixture
def tides_series(home: Home) -> Collection:
    """The series TIDES, registered."""
    home.register.write_text(
        "[tides]\nseries = ['TIDES/*']\nlanguages = ['en', 'fr']\nformats = ['docx', 'txt']\n", encoding="utf-8"
    )
    source = WebSource(
        series=("TIDES/*",), languages=("en", "fr"), formats=("docx", "txt"), titles=("report", "rapport")
    )
    return Collection("tides", None, source, 0.5)


@pytest.fixture
def elsewhere(tmp_path: Path, settings: Network) -> Network:
    """Settings under which this machine may not be asked."""
    return replace(settings, allow_private=())
