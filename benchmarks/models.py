"""What the models cost on a synthetic warehouse, and the twenty questions asked of it: measured, and put into words.

What belongs here: the goals, the processes that are measured, and their table on the page. What does not: the synthetic
facts (``synthetic``) and the asking (``questions``), which run in those processes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import run

#: What the models of ten million rows of attendance and of statements may cost on two cores, and a question of them.
ROWS = 10_000_000
GOAL_S = 60.0
GOAL_MB = 6000.0
QUESTION_GOAL_MS = 300.0


@dataclass(frozen=True, slots=True)
class ModelCosts:
    """Rows of the warehouse, cost of its models, and the median milliseconds of each question asked of it."""

    attendance_rows: int
    statement_rows: int
    seconds: float
    peak_mb: float
    model_seconds: Mapping[str, float]
    question_ms: Mapping[str, float]


def model_costs(scratch: Path, rows: int, repeat: int, environment: Mapping[str, str]) -> ModelCosts:
    """Make a synthetic warehouse, run its models in a process of their own, and ask it the questions in another.

    Raises ``CommandFailed`` where one of them fails.
    """
    warehouse = scratch / "synthetic.duckdb"
    making = (sys.executable, "-m", "benchmarks.synthetic", str(rows), str(warehouse))
    run((*making, "--only-facts"), environment, scratch)
    usage = run(making, environment, scratch)
    built = json.loads(usage.output.splitlines()[-1])
    asking = (sys.executable, "-m", "benchmarks.questions", str(warehouse), str(repeat))
    question_ms = json.loads(run(asking, environment, scratch).output.splitlines()[-1])
    counts = built["rows"]
    return ModelCosts(
        counts["attendance"], counts["statements"], built["total_s"], usage.peak_mb, built["seconds"], question_ms
    )


def section(costs: ModelCosts) -> str:
    """The part of the page about models and questions, slowest first."""
    asked = sorted(costs.question_ms.items(), key=lambda one: (-one[1], one[0]))
    rows = "\n".join(
        f"| question {name} | {taken:.0f} ms | < {QUESTION_GOAL_MS:.0f} ms{_miss(taken >= QUESTION_GOAL_MS)} | | |"
        for name, taken in asked
    )
    slowest = max(costs.model_seconds, key=lambda name: costs.model_seconds[name])
    seconds = f"{costs.seconds:.1f} s | < {GOAL_S:g} s{_miss(costs.seconds >= GOAL_S)}"
    peak = f"{costs.peak_mb:.0f} MB | < {GOAL_MB:.0f} MB{_miss(costs.peak_mb >= GOAL_MB)}"
    return f"""## Models and questions

A synthetic warehouse of {costs.attendance_rows:,} rows of attendance and {costs.statement_rows:,} statements
(`benchmarks/synthetic.sql`), two threads. The slowest model is `{slowest}`: {costs.model_seconds[slowest]:.1f} s.
Each of the [twenty questions](questions.md) is asked again and again on one connection, the first time not counted;
its figure is the median.

| what | wall time | goal | peak memory | goal |
|---|---:|---:|---:|---:|
| all models | {seconds} | {peak} |
{rows}
"""


def _miss(missed: bool) -> str:
    return " (missed)" if missed else ""
