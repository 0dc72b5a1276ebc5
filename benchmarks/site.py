"""The site of an invented warehouse: how long it takes to write, and how much the largest page weighs.

``python -m benchmarks.site`` measures 200 bodies and 5,000 meetings; the goal is under 60 s and 1.5 MB a page. What
belongs here: the measurement. What does not: the warehouse (``invented.py``), which takes longer to invent than the
site to write, and is kept where ``--keep FILE`` names a place.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.invented import invent
from pages.site import build

GOAL_S, GOAL_BYTES = 60.0, 1_500_000


def main() -> int:
    """Measure, and print the figures; 1 where a page is heavier than the goal or the site takes longer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site", description="Measure the writing of the site.")
    parser.add_argument("--bodies", type=int, default=200, metavar="N", help="bodies (default 200, which is the most)")
    parser.add_argument("--meetings", type=int, default=5000, metavar="N", help="meetings (default 5000)")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="the invented warehouse: made there, or taken from there"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sederunt-site-") as scratch:
        warehouse = chosen.keep or Path(scratch) / "sederunt.duckdb"
        if not warehouse.is_file():
            invent(warehouse, chosen.bodies, chosen.meetings, Path(scratch) / "shards")
        begun, used = time.perf_counter(), time.process_time()
        written = build(warehouse, Path(scratch) / "site")
        elapsed, cpu = time.perf_counter() - begun, time.process_time() - used
    print(
        f"{written.n_pages} pages, {written.n_bytes / 1e6:.0f} MB, in {elapsed:.1f} s ({cpu:.1f} s of one processor); "
        f"the largest page has {written.largest / 1e6:.2f} MB"
    )
    return 0 if elapsed < GOAL_S and written.largest < GOAL_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
