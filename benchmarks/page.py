"""The page ``docs/benchmarks.md``: the figures, and the machine they were taken on, without its name or its paths.

What belongs here: words and layout. What does not: measuring.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from math import log
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

import sederunt
from benchmarks.cases import Cost, Result, Results
from benchmarks.models import section

#: Distributions whose version changes the figures.
DISTRIBUTIONS = ("polars", "duckdb", "dagster", "great-expectations", "ahocorasick-rs", "pyarrow")


def table(results: Results) -> str:
    """The figures as Markdown tables."""
    return "\n\n".join((_commands(results), _rates(results.stages), _stages(results.stages), _scale(results.costs)))


def _commands(results: Results) -> str:
    head = "| command | wall time | goal | peak memory | goal |\n|---|---:|---:|---:|---:|"
    return "\n".join([head, *(_row(result) for result in results.results)])


def _row(result: Result) -> str:
    usage = result.usage
    goal_s = "" if result.goal_s is None else f"< {result.goal_s:g} s{_miss(usage.wall_s >= result.goal_s)}"
    goal_mb = "" if result.goal_mb is None else f"< {result.goal_mb:g} MB{_miss(usage.peak_mb >= result.goal_mb)}"
    return f"| {result.name} | {usage.wall_s:.2f} s | {goal_s} | {usage.peak_mb:.0f} MB | {goal_mb} |"


def _miss(missed: bool) -> str:
    return " (missed)" if missed else ""


def _rates(stages: Mapping[str, Any]) -> str:
    """Documents a second by format, beside the baselines, each ratio taken within its round."""
    rates: Mapping[str, Sequence[float]] = stages["rates"]
    kilobytes = stages["bytes"] / stages["documents"] / 1000

    def over(one: str, other: str) -> list[float]:
        return [a / b for a, b in zip(rates[one], rates[other], strict=True)]

    rows = [
        ("a text, all facts", _spread(rates["whole"]), "documents/s", _goal(rates["whole"], 1000)),
        ("the same", _spread([rate * kilobytes / 1000 for rate in rates["whole"]], 2), "MB/s", ""),
        ("a text: bytes to `Text`", _spread(rates["text"]), "documents/s", ""),
        ("DOCX: bytes to `Text`", _spread(rates["docx"]), "documents/s", _goal(rates["docx"], 300)),
        ("PDF: bytes to `Text`", _spread(rates["pdf"]), "documents/s", ""),
        ("PDF, of the rate of pdfium's characters and boxes", _spread(over("pdf", "pdfium"), 2), "times",
         _goal(over("pdf", "pdfium"), 0.8)),
        ("all facts, of the rate of the bare name scan", _spread(over("whole", "bare"), 3), "times",
         _goal(over("whole", "bare"), 0.1)),
    ]  # fmt: skip
    if "spacy" in rates:
        faster = over("whole", "spacy")
        rows.append(("all facts, of the rate of spaCy's EntityRuler", _spread(faster, 1), "times", _goal(faster, 30)))
    both = [one / two for one, two in stages["pools"]]
    rows.append(("two processes, of one", _spread(both, 2), "times", _goal(both, 1.8)))
    rows += [(f"{what} found", f"{share:.1%}", "", "") for what, share in stages["found"].items()]
    head = f"| {stages['documents']} reports of {kilobytes:.0f} kB, one core | median (spread) | | goal |"
    return "\n".join([head, "|---|---:|---|---:|", *(f"| {' | '.join(row)} |" for row in rows)])


def _spread(values: Sequence[float], digits: int = 0) -> str:
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def _goal(values: Sequence[float], least: float) -> str:
    return f"≥ {least:g}{_miss(median(values) < least)}"


def _stages(stages: Mapping[str, Any]) -> str:
    """Where the time of a text goes."""
    whole = stages["documents"] / median(stages["rates"]["whole"])
    shares = {name: median([spent[name] for spent in stages["stages"]]) / whole for name in stages["stages"][0]}
    shares["facts and frames"] = max(0.0, 1 - sum(shares.values()))
    rows = [f"| {name} | {share:.0%} |" for name, share in shares.items()]
    return "\n".join(["| stage of a text | share of the time |", "|---|---:|", *rows])


def _scale(costs: Sequence[Cost]) -> str:
    """Seconds of whole runs by number of documents, and how they grow: N to the power of the exponent."""
    sizes = sorted({cost.documents for cost in costs})
    head = ["run over N reports", *(f"N = {size}" for size in sizes), "growth", "peak memory"]
    rows: list[str] = []
    for what in dict.fromkeys(cost.what for cost in costs):
        found = sorted((cost.documents, cost) for cost in costs if cost.what == what)
        seconds = [cost.seconds for _, cost in found]
        peak = max(cost.peak_mb for _, cost in found)
        cells = [what, *(f"{s:.2f} s" for s in seconds), _exponent(sizes, seconds), f"{peak:.0f} MB" if peak else ""]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join([f"| {' | '.join(head)} |", "|---|" + "---:|" * (len(head) - 1), *rows])


def _exponent(sizes: Sequence[int], seconds: Sequence[float]) -> str:
    """The slope of the logarithms, least squares; none for one size."""
    if len(sizes) < 2:
        return ""
    slope, _ = linear_regression([log(size) for size in sizes], [log(second) for second in seconds])
    return f"N^{slope:.2f}"


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

Written by `make bench`; do not edit by hand. Commands and runs take place in processes of their own, from the start of
the interpreter to its end: the median of {runs}, after one run that is not counted; those over N reports are single.
Peak memory is the resident memory of the largest process of the run, and no less than that of the benchmark itself.

The reports are invented (`benchmarks/corpus.py`): six languages in turn, names in running text, line by line, or over
pages with heads; every third is damaged as by extraction. Rates are taken on the processor's time of one process,
loading left out; they and their baselines in turn, {runs} rounds. "Growth" is fitted over N: N^0 is constant, N^1 is
linear.
`make bench ARGS="--sizes 100,1000,10000"` measures other N.

{table(results)}

{section(results.models) if results.models else ""}
* Date: {datetime.now(UTC):%Y-%m-%d}
* Machine: {processor()}, cores usable: {cores()}{memory()}; {platform.system()} on {platform.machine()}
* Python {platform.python_version()} ({platform.python_implementation()}); sederunt {sederunt.__version__}; {versions}
"""
