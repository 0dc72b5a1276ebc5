"""What is measured: the commands that a user runs, each in a new process, from an empty home where it says cold.

What belongs here: the list of the cases, with the goal that each is held against. What does not: how a process is
measured (``measure``) and how the figures are shown (``page``).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import scale
from benchmarks.measure import Usage, median, run
from benchmarks.models import ModelCosts, model_costs

SEDERUNT = (sys.executable, "-m", "sederunt.cli")
PEAK_GOAL_MB = 700.0


@dataclass(frozen=True, slots=True)
class Result:
    """One row: what was done, what it took, and the goals, where there are any."""

    name: str
    usage: Usage
    runs: int
    goal_s: float | None = None
    goal_mb: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What one kind of run took over ``documents``: seconds, and MB at its peak (0 where it is not told)."""

    what: str
    documents: int
    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Results:
    """All that one run of the benchmarks found; ``stages`` is what ``benchmarks.stages`` printed."""

    results: tuple[Result, ...]
    stages: Mapping[str, Any]
    costs: tuple[Cost, ...]
    models: ModelCosts | None


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


def measure_all(
    samples: Path, report: Path | None, scratch: Path, repeat: int, documents: int, sizes: Sequence[int], rows: int
) -> Results:
    """Measure every case; ``report`` is a further document to read, ``rows`` the size of the
    synthetic warehouse (0: none). Raises ``CommandFailed`` where a command fails.
    """

    def case(name: str, usage: Usage, goal_s: float | None = None, goal_mb: float | None = PEAK_GOAL_MB) -> Result:
        return Result(name, usage, repeat, goal_s, goal_mb)

    def bare(code: str) -> Usage:
        return repeated((sys.executable, "-c", code), scratch, repeat)

    def read(path: Path) -> Usage:
        return repeated((*SEDERUNT, "read", str(path.resolve())), scratch, repeat)

    sample = largest(samples)
    results = [
        case("`python -c pass` (the interpreter alone)", bare("pass"), goal_mb=None),
        case("`import sederunt`", bare("import sederunt"), goal_s=0.3),
        case(f"`sederunt read`, largest sample ({_size(sample)})", read(sample), goal_s=1.0),
    ]
    if report is not None:
        results.append(case(f"`sederunt read`, a real report ({_size(report)})", read(report), goal_s=1.0))
    command = (sys.executable, "-m", "benchmarks.stages", str(documents), str(repeat))
    stages = json.loads(run(command, environment(), scratch).output.splitlines()[-1])
    costs = [
        Cost(what, number, seconds, peak)
        for number in sizes
        for what, seconds, peak in scale.costs(number, scratch, environment())
    ]
    models = model_costs(scratch, rows, repeat, environment()) if rows else None
    return Results(tuple(results), stages, tuple(costs), models)


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1000:.0f} kB"
