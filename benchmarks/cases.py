"""What is measured: the commands that a user runs, each in a new process, from an empty home where it says cold.

What belongs here: the list of the cases, with the goal that each is held against. What does not: how a process is
measured (``measure``) and how the figures are shown (``page``).
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Usage, median, run

SEDERUNT = (sys.executable, "-m", "sederunt.cli")
PEAK_GOAL_MB = 700.0
#: Documents that a core is to turn into text in a second, of the formats that state their paragraphs.
FORMAT_GOAL = 300


@dataclass(frozen=True, slots=True)
class Result:
    """One row: what was done, what it took, and the goals, where there are any."""

    name: str
    usage: Usage
    runs: int
    goal_s: float | None = None
    goal_mb: float | None = None


@dataclass(frozen=True, slots=True)
class ReadingRate:
    """Documents read by one process: how many, their bytes, and the seconds without the interpreter's start."""

    documents: int
    bytes: int
    seconds: float

    @property
    def documents_per_second(self) -> float:
        return self.documents / self.seconds


@dataclass(frozen=True, slots=True)
class FormatRate:
    """Documents of ``characters`` that one core turns from bytes of a format into text in a second."""

    name: str
    characters: int
    documents_per_second: float


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run of the benchmarks found."""

    results: tuple[Result, ...]
    rate: ReadingRate
    formats: tuple[FormatRate, ...]


def environment() -> dict[str, str]:
    """The user's environment without what would change a run: another home, another Dagster instance."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SEDERUNT_HOME", "DAGSTER_HOME")}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *_search_path(kept)])}


def _search_path(variables: Mapping[str, str]) -> list[str]:
    return [path for path in variables.get("PYTHONPATH", "").split(os.pathsep) if path]


def repeated(command: Sequence[str], folder: Path, repeat: int) -> Usage:
    """The same command some times over, after one run that is not counted: it warms the file system's cache."""
    run(command, environment(), folder)
    return median([run(command, environment(), folder) for _ in range(repeat)])


def largest(samples: Path) -> Path:
    """The sample with most bytes."""
    return max(samples.glob("*.txt"), key=lambda path: path.stat().st_size)


def run_command(samples: Path, home: Path) -> tuple[str, ...]:
    """The whole way over the samples, into a home."""
    return (*SEDERUNT, "run", "--source", str(samples), "--home", str(home))


def cold_runs(samples: Path, scratch: Path, repeat: int) -> Usage:
    """The whole way into an empty home, each time a new one."""

    def cold(number: int) -> Usage:
        home = scratch / f"cold-{number}"
        usage = run(run_command(samples, home), environment(), scratch)
        shutil.rmtree(home)
        return usage

    cold(0)
    return median([cold(number) for number in range(1, repeat + 1)])


def measure_all(samples: Path, report: Path | None, scratch: Path, repeat: int, copies: int) -> Results:
    """Measure every case; ``report`` is a further document to read. Raises ``CommandFailed`` where a command fails."""

    def bare(code: str) -> Usage:
        return repeated((sys.executable, "-c", code), scratch, repeat)

    def read(path: Path) -> Usage:
        return repeated((*SEDERUNT, "read", str(path.resolve())), scratch, repeat)

    def case(name: str, usage: Usage, goal_s: float | None = None, goal_mb: float | None = PEAK_GOAL_MB) -> Result:
        return Result(name, usage, repeat, goal_s, goal_mb)

    sample = largest(samples)
    count = len(list(samples.glob("*.txt")))
    results = [
        case("`python -c pass` (the interpreter alone)", bare("pass"), goal_mb=None),
        case("`import sederunt`", bare("import sederunt"), goal_s=0.3),
        case(f"`sederunt read`, largest sample ({_size(sample)})", read(sample), goal_s=1.0),
    ]
    if report is not None:
        results.append(case(f"`sederunt read`, a real report ({_size(report)})", read(report), goal_s=1.0))
    results.append(case(f"`sederunt run`, {count} samples, empty home", cold_runs(samples, scratch, repeat)))
    again = repeated(run_command(samples, scratch / "warm"), scratch, repeat)
    results.append(case("`sederunt run`, nothing new", again, goal_s=8.0))
    return Results(tuple(results), reading_rate(samples, scratch, copies), format_rates(samples, scratch, copies))


def reading_rate(samples: Path, scratch: Path, copies: int) -> ReadingRate:
    """How many documents one process reads in a second, the reader's own start not counted."""
    command = (sys.executable, "-m", "benchmarks.reading", str(samples), str(copies))
    found = json.loads(run(command, environment(), scratch).output.splitlines()[-1])
    return ReadingRate(found["documents"], found["bytes"], found["seconds"])


def format_rates(samples: Path, scratch: Path, copies: int) -> tuple[FormatRate, ...]:
    """How many documents one core turns into text in a second, by format, facts not counted."""
    command = (sys.executable, "-m", "benchmarks.formats", str(samples), str(copies))
    found = json.loads(run(command, environment(), scratch).output.splitlines()[-1])
    return tuple(
        FormatRate(name, found["characters"], measured["documents_per_second"])
        for name, measured in found["formats"].items()
    )


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1000:.0f} kB"
