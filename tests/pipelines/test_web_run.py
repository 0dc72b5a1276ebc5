"""The whole way from a server that misbehaves to the published file: nothing is lost, nothing done twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from rich.console import Console

from pipelines.run import Ending, run_whole_way
from sederunt.sources.home import Home
from sederunt.sources.web.manifest import Manifest
from standin.faults import KINDS, ON_THE_WAY
from standin.library import Library
from standin.server import StandIn
from tests.pipelines.process import Run
from tests.sources.invented import reader, text_of
from tests.sources.web.conftest import point

pytestmark = pytest.mark.slow
N = 200
#: A run is killed so many times; ten where there is time for it.
N_MOMENTS = 10 if os.environ.get("SEDERUNT_LONG") else 3
#: What says when and how it was had; everything else must come out the same.
VOLATILE = ("fetched_at", "failed_at", "asked_at", "checked_at", "run_id", "source_uri", "headers", "n_attempts")


@pytest.fixture
def server() -> Iterator[StandIn]:
    """A library of 200 reports of one series."""
    library = Library()
    for number in range(1, N + 1):
        text = text_of("tides", number, f"{1900 + number % 100 + 25}-03-04", f"# number {number}")
        library.put(f"TIDES/{number}/1", "en", {"txt": text.encode()}, "Report")
    with StandIn(library).running() as running:
        yield running


def prepare(home: Home, server: StandIn, **settings: float | str) -> Home:
    home.prepare()
    point(home, server, pages_max=100, **settings)
    home.register.write_text("[tides]\nseries = ['TIDES/*']\nformats = ['txt']\n", encoding="utf-8")
    return home


def run(home: Home) -> Ending:
    """A run in this process, with the invented reader."""
    return run_whole_way(home, (), Console(quiet=True), {"reader": reader()})


def tables_of(home: Home) -> dict[str, list[Any]]:
    """All rows of the published file, without what says when; ids of documents are by their bytes."""
    found = {}
    with duckdb.connect(home.path / "sederunt.duckdb", read_only=True) as connection:
        names = connection.sql(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE table_name NOT IN ('fetches', 'validations')"
        ).fetchall()
        for schema, name in names:
            columns = [row[0] for row in connection.sql(f'DESCRIBE "{schema}"."{name}"').fetchall()]
            kept = ", ".join(f'"{column}"' for column in columns if column not in VOLATILE)
            found[f"{schema}.{name}"] = connection.sql(
                f'SELECT {kept} FROM "{schema}"."{name}" ORDER BY ALL'
            ).fetchall()
    return found


def test_one_in_five_faults_comes_to_the_same_as_none(tmp_path: Path, server: StandIn) -> None:
    """Over 200 documents, in three runs: the same warehouse, table for table, and no document twice."""
    undisturbed = prepare(Home(tmp_path / "undisturbed"), server)
    assert run(undisturbed).error == ""
    home = prepare(
        Home(tmp_path / "home"), server, attempts=1, give_up_after=1000, ask_again_after_days=0, read_seconds=0.1
    )
    choose = random.Random(6)
    # Two take their time, one changes nothing; half a text whose length says so is a text (see the Word files of
    # tests/sources/web/test_arrivals.py).
    kinds = sorted(set(KINDS) - {"slow", "huge", "wrong-label", "cut-file"})
    for number in choose.sample(range(1, N + 1), N // 5):
        kind = choose.choice(kinds)
        item = server.library.get(f"TIDES/{number}/1", "en")
        assert item is not None
        where = rf"/v{item.number}\." if kind in ON_THE_WAY else f"s=TIDES/{number}/1&"
        server.faults.set(kind, where, times=6 if kind == "loop" else 1, seconds=0.2)
    first = run(home)
    assert (first.error, first.failures.height) == ("", N // 5)
    server.seen.clear()
    second = run(home)
    assert (second.error, second.failures.height) == ("", 0)
    third = run(home)
    assert (third.error, third.is_new, third.failures.height) == ("", False, 0)
    assert tables_of(home) == tables_of(undisturbed)
    asked = [one for one in server.requests("^/doc/") if not one.is_conditional]
    assert len(asked) == N // 5
    rows = Manifest.load(home.manifest("tides")).frame().filter(pl.col("purpose") == "document")
    assert rows.group_by("symbol").len().filter(pl.col("len") > 2).is_empty()
    assert rows.filter(pl.col("outcome") == "new").height == N


def test_too_many_failures_fail_the_run_and_leave_what_is_published(tmp_path: Path, server: StandIn) -> None:
    home = prepare(Home(tmp_path / "home"), server, attempts=1, give_up_after=1000, ask_again_after_days=0)
    server.faults.set("error-page", r"s=TIDES/(1\d\d|[2-4]\d)/1")
    failed = run(home)
    assert "tides: 130 of 200 documents could not be had or read" in failed.error
    assert not (home.path / "sederunt.duckdb").exists()
    server.faults.clear()
    assert run(home).error == ""
    published = (home.path / "sederunt.duckdb").readlink()
    server.faults.set("silent")
    down = run(home)  # a source that is down costs nothing: everything that it had is here
    assert (down.error, down.counts["tides"]["with facts"]) == ("", N)
    with duckdb.connect(home.path / "sederunt.duckdb", read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM meetings").fetchall() == [(N,)]
    assert published.parent == (home.path / "sederunt.duckdb").readlink().parent


def test_runs_killed_at_any_moment_end_as_an_undisturbed_one(tmp_path: Path, server: StandIn) -> None:
    """SIGKILL at any moment; the published file can be read throughout."""
    for number in range(61, N + 1):
        server.library.remove(f"TIDES/{number}/1", "en")
    undisturbed = prepare(Home(tmp_path / "undisturbed"), server)
    begin = time.monotonic()
    assert Run(["run", "--home", str(undisturbed.path)]).finished() == 0
    lasts = time.monotonic() - begin
    home = Home(tmp_path / "home")
    shutil.copytree(undisturbed.path, home.path, symlinks=True)
    for number in range(1, 61):
        text = text_of("tides", number, f"{1900 + number % 100 + 25}-03-04", f"# number {number}, corrected")
        server.library.change(f"TIDES/{number}/1", "en", {"txt": text.encode()})
    choose = random.Random(10)
    n_killed = 0
    for _ in range(N_MOMENTS):
        with Run(["run", "--home", str(home.path)]).started() as process:
            until = time.monotonic() + choose.uniform(0, lasts)
            while time.monotonic() < until and process.poll() is None:
                with duckdb.connect(home.path / "sederunt.duckdb", read_only=True) as connection:
                    assert connection.sql("SELECT count(*) FROM meetings").fetchall() == [(60,)]
                time.sleep(0.2)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.wait()
                n_killed += 1
    assert n_killed > 0
    assert Run(["run", "--home", str(home.path)]).finished() == 0
    assert Run(["run", "--home", str(undisturbed.path)]).finished() == 0
    assert tables_of(home) == tables_of(undisturbed)
    left = [path.name for path in home.path.rglob("*") if ".tmp" in path.name or path.name.startswith("candidate")]
    assert left == []
