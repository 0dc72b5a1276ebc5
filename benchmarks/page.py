"""The page ``docs/benchmarks.md``: the figures, and the machine they were taken on, without its name or its paths.

What belongs here: words and layout. What does not: measuring.
"""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import sederunt
from benchmarks.cases import FORMAT_GOAL, FormatRate, Result, Results

#: Distributions whose version changes the figures.
DISTRIBUTIONS = ("polars", "duckdb", "dagster", "great-expectations", "ahocorasick-rs", "pyarrow")


def table(results: Results) -> str:
    """The figures as a Markdown table."""
    head = "| what | wall time | goal | peak memory | goal |\n|---|---:|---:|---:|---:|"
    return "\n".join(
        [head, *(_row(result) for result in results.results), _rate(results), *map(_format, results.formats)]
    )


def _row(result: Result) -> str:
    usage = result.usage
    goal_s = "" if result.goal_s is None else f"< {result.goal_s:g} s{_miss(usage.wall_s >= result.goal_s)}"
    goal_mb = "" if result.goal_mb is None else f"< {result.goal_mb:g} MB{_miss(usage.peak_mb >= result.goal_mb)}"
    return f"| {result.name} | {usage.wall_s:.2f} s | {goal_s} | {usage.peak_mb:.0f} MB | {goal_mb} |"


def _miss(missed: bool) -> str:
    return " (missed)" if missed else ""


def _rate(results: Results) -> str:
    rate = results.rate
    name = f"reading, one process, {rate.documents} documents of {rate.bytes / rate.documents / 1000:.1f} kB each"
    return f"| {name} | {rate.documents_per_second:.0f} documents/s | | | |"


def _format(rate: FormatRate) -> str:
    name = f"{rate.name} to text, one core, documents of {rate.characters / 1000:.0f} kB of text"
    goal = f"> {FORMAT_GOAL}{_miss(rate.documents_per_second <= FORMAT_GOAL)}"
    return f"| {name} | {rate.documents_per_second:.0f} documents/s | {goal} | | |"


def cores() -> int:
    """Processors that this process may use, which may be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def memory() -> str:
    """Memory of the machine in GB, or an empty text where the system does not tell."""
    try:
        return f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB of memory"
    except (ValueError, AttributeError, OSError):
        return ""


def processor() -> str:
    """Model of the processor as the system names it, or its architecture."""
    facts = Path("/proc/cpuinfo")
    if facts.is_file():
        for line in facts.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def page(results: Results) -> str:
    """The whole page."""
    runs = results.results[0].runs
    versions = ", ".join(f"{name} {version(name)}" for name in DISTRIBUTIONS)
    return f"""# Benchmarks

Written by `make bench`; do not edit by hand. Each command runs in a process of its own, from the start of the
interpreter to its end: the median of {runs}, after one run that is not counted. Peak memory is the resident memory
of the largest process of the run, and no less than that of the benchmark itself (about 20 MB). The rate of reading
leaves out the start of the interpreter and the loading of names and phrases; the documents are copies of the samples
whose bytes differ.

{table(results)}

* Date: {datetime.now(UTC):%Y-%m-%d}
* Machine: {processor()}, cores usable: {cores()}{memory()}; {platform.system()} on {platform.machine()}
* Python {platform.python_version()} ({platform.python_implementation()}); sederunt {sederunt.__version__}; {versions}
"""
