"""What whole runs cost over N documents, from a folder to published SQL, as a user starts them.

What belongs here: the runs of one N and their seconds and memory. What does not: fitting them over N (``page``), the
reports (``corpus``).
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb

from benchmarks.corpus import as_text, reports
from benchmarks.measure import run
from sederunt.registry.frames import frames
from sederunt.sources.home import Home
from sederunt.sources.ledger import Ledger
from warehouse.build import build
from warehouse.publish import published_path

SEDERUNT = (sys.executable, "-m", "sederunt.cli")
#: What analysts ask, each over everything.
QUERIES = (
    "SELECT participant_id, count(*) FROM attendance GROUP BY ALL ORDER BY 2 DESC LIMIT 20",
    "SELECT body_id, count(*) FROM statements JOIN meetings USING (meeting_id) GROUP BY ALL ORDER BY 2 DESC LIMIT 20",
    "SELECT * FROM analytics.statement_share ORDER BY ALL LIMIT 20",
    "SELECT * FROM analytics.attendance_by_meeting ORDER BY ALL LIMIT 20",
)


def write_reports(folder: Path, number: int, first: int = 0) -> None:
    """Write invented reports as text files."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in reports(number, first):
        (folder / f"{one.name}.txt").write_bytes(as_text(one))


def costs(number: int, scratch: Path, environment: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    """``(what, seconds, peak in MB)`` of each kind of run over so many documents. Raises ``CommandFailed``."""
    source, home = scratch / f"source-{number}", scratch / f"home-{number}"
    write_reports(source, number)
    command = (*SEDERUNT, "run", "--source", str(source), "--home", str(home))

    def measured(what: str) -> tuple[str, float, float]:
        usage = run(command, environment, scratch)
        return what, usage.wall_s, usage.peak_mb

    yield measured("cold")
    yield measured("nothing new")
    write_reports(source, 1, first=number)
    yield measured("one new")
    forget_reader(home)
    yield measured("all read again")
    built = json.loads(run((sys.executable, "-m", "benchmarks.scale", str(home)), environment, scratch).output)
    yield from ((what, seconds, 0.0) for what, seconds in built.items())
    shutil.rmtree(home)
    shutil.rmtree(source)


def forget_reader(home: Path) -> None:
    """As if all had been read by an earlier version of the reader."""
    for path in sorted(Home(home).ledgers.glob("*.parquet")):
        ledger = Ledger.load(path)
        for entry in list(ledger):
            ledger.put(replace(entry, reader_version="earlier"))
        ledger.save()


def main() -> None:
    """Of a home that is filled: seconds of building its warehouse anew, and of a query (the median), as JSON."""
    from assets import candidate

    home = Home(Path(sys.argv[1]))
    target = home.path / "benchmark.duckdb"
    begun = time.perf_counter()
    build(candidate.shards(home), candidate.failures(home), frames(), target, candidate.fetches(home))
    built = time.perf_counter() - begun
    target.unlink()
    times: list[float] = []
    with duckdb.connect(str(published_path(home.path)), read_only=True) as connection:
        for query in QUERIES * 3:
            begun = time.perf_counter()
            connection.execute(query).fetchall()
            times.append(time.perf_counter() - begun)
    print(json.dumps({"warehouse built": built, "a query": statistics.median(times)}))


if __name__ == "__main__":
    main()
