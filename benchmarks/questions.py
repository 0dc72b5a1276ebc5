"""Ask the twenty questions of ``docs/questions/`` of a synthetic warehouse: ``python -m benchmarks.questions FILE N``.

What belongs here: timing the questions, N times each after one time that warms the caches, and printing the medians as
JSON. What does not: making the warehouse (``synthetic``), and the questions themselves.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

import duckdb

from sederunt.sqlfiles import read_sql_folder

FOLDER = Path(__file__).parents[1] / "docs" / "questions"
#: The body of the samples that the questions name, and one of the synthetic warehouse that stands in for it.
ASKED_OF, STANDS_IN = "committee-on-the-register-of-historic-lighthouses", "general-assembly"


def main() -> None:
    """Ask every question and print milliseconds by its name."""
    path, repeat = Path(sys.argv[1]), int(sys.argv[2])
    medians = {}
    with duckdb.connect(path, read_only=True, config={"threads": 2}) as connection:
        for question in read_sql_folder(FOLDER):
            query = question.query.replace(ASKED_OF, STANDS_IN)
            taken = []
            for _ in range(repeat + 1):
                begun = time.perf_counter()
                rows = connection.sql(query).fetchall()
                taken.append(time.perf_counter() - begun)
            if not rows:
                raise SystemExit(f"{question.name} finds nothing in the synthetic warehouse: its time says nothing")
            medians[question.name] = statistics.median(taken[1:]) * 1000
    print(json.dumps(medians))


if __name__ == "__main__":
    main()
