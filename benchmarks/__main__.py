"""The command: measures, prints the table, and writes it to ``docs/benchmarks.md``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.cases import Results, measure_all
from benchmarks.measure import CommandFailed
from benchmarks.models import ROWS
from benchmarks.page import page, table

ROOT = Path(__file__).parents[1]


def arguments() -> argparse.Namespace:
    """What the user asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure wall time and peak memory.")
    page_file = ROOT / "docs" / "benchmarks.md"
    add = parser.add_argument
    add("--report", type=Path, metavar="FILE", help="a real report to read as well; only its size is published")
    add("--repeat", type=int, default=3, metavar="N", help="runs of each command; the median counts (default 3)")
    add("--documents", type=int, default=96, metavar="N", help="invented reports for the rates (default 96)")
    add("--sizes", default="100,400", metavar="N,N", help="invented reports of whole runs (default 100,400)")
    add("--rows", type=int, default=ROWS, metavar="N", help=f"rows for the models, 0 for none (default {ROWS})")
    add("--output", type=Path, default=page_file, metavar="FILE", help="page to write")
    chosen = parser.parse_args()
    if chosen.report is not None and not chosen.report.is_file():
        parser.error(f"{chosen.report} is no file: give the path of a report")
    if chosen.repeat < 1 or chosen.documents < 6:
        parser.error("--repeat takes a number from 1, --documents one from 6")
    if not all(part.isdecimal() and int(part) for part in chosen.sizes.split(",")):
        parser.error("--sizes takes numbers with commas between them: 100,1000")
    if chosen.rows < 0:
        parser.error("--rows takes a number from 0")
    return chosen


def main() -> int:
    """Measure everything; 0 when the page was written, 1 when a command that was to be measured failed."""
    chosen = arguments()
    try:
        with tempfile.TemporaryDirectory(prefix="sederunt-bench-") as scratch:
            results: Results = measure_all(
                samples=ROOT / "samples",
                report=chosen.report,
                scratch=Path(scratch),
                repeat=chosen.repeat,
                documents=chosen.documents,
                sizes=[int(part) for part in chosen.sizes.split(",")],
                rows=chosen.rows,
            )
    except CommandFailed as failure:
        print(f"benchmarks: {failure}", file=sys.stderr)
        return 1
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    chosen.output.write_text(page(results), encoding="utf-8")
    print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
