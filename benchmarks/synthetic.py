"""Make a warehouse of N rows of attendance, run the models, and print as JSON what it took.

``python -m benchmarks.synthetic N FILE [--only-facts] [--threads N]``: the facts are made where the file is not there;
then the models are run, anew where they had been.

What belongs here: the synthetic facts (``synthetic.sql``) and the timing of the models. What does not: the questions
asked of the finished file (``questions``).
"""

from __future__ import annotations

import argparse
import json
import time
from importlib.resources import files
from pathlib import Path

import duckdb

from benchmarks.measure import own_peak_mb
from sederunt import registry
from sederunt.tables import tables
from warehouse.build import REFERENCE_TABLES, create_tables, load_frame, make_views, run_model
from warehouse.models import models

#: Rows of attendance that a meeting of synthetic.sql has, about.
ROWS_A_MEETING = 128


def make(connection: duckdb.DuckDBPyConnection, rows: int) -> None:
    """Fill the declared tables with about ``rows`` rows of attendance, and as many statements."""
    create_tables(connection)
    for name, frame in registry.frames().items():
        if name in REFERENCE_TABLES:
            load_frame(connection, tables()[name], frame)
    make_views(connection)
    connection.execute("SET VARIABLE n_meetings = $n", {"n": max(rows // ROWS_A_MEETING, 1)})
    for statement in duckdb.extract_statements(files("benchmarks").joinpath("synthetic.sql").read_text("utf-8")):
        connection.execute(statement)
    connection.execute("CHECKPOINT")


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    """Rows of a table."""
    return int(connection.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def main() -> None:
    """Make the file where it is missing; run every model once, timed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic")
    parser.add_argument("rows", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--only-facts", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    rows, path, threads = chosen.rows, chosen.file, chosen.threads
    if not path.is_file():
        with duckdb.connect(path, config={"threads": threads}) as connection:
            make(connection, rows)
    if chosen.only_facts:
        return
    with duckdb.connect(path, config={"threads": threads}) as connection:
        counts = {name: count(connection, name) for name in ("meetings", "attendance", "statements")}
        base_mb = own_peak_mb()
        seconds, processor = {}, {}
        begun = time.perf_counter()
        connection.execute("DROP SCHEMA analytics CASCADE; CREATE SCHEMA analytics")
        for model in models():
            started, worked = time.perf_counter(), time.process_time()
            run_model(connection, model)
            seconds[model.table.name] = time.perf_counter() - started
            processor[model.table.name] = time.process_time() - worked
            counts[model.table.qualified_name] = count(connection, model.table.qualified_name)
        connection.execute("CHECKPOINT")
        total = time.perf_counter() - begun
    print(
        json.dumps(
            {
                "rows": counts,
                "seconds": seconds,
                "processor_seconds": processor,
                "total_s": total,
                "peak_mb": own_peak_mb(),
                "peak_before_mb": base_mb,
            }
        )
    )


if __name__ == "__main__":
    main()
