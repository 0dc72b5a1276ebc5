"""The quality report of a release: how well reports are read, and what is known to be missing, wrong or doubtful.

What belongs here: the figures. What does not: how they are laid out (``pages.py``), measuring the reader
(``sederunt/evaluation``), the checks (``expectations/``). A section is a query in ``quality/``, with its title and its
words in the header; they stand in the order of their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from sederunt.evaluation.bounds import Estimate, FactEstimate, published_bounds
from sederunt.sqlfiles import SqlFile, read_sql_folder
from warehouse.releases.content import settings


@cache
def sections() -> tuple[SqlFile, ...]:
    """The queries of the report. Raises ``ValueError`` where a header lacks its title or words."""
    found = read_sql_folder(files("warehouse.releases") / "quality")
    for file in found:
        if missing := {"title", "words"} - file.header.keys():
            raise ValueError(f"{file.name}.sql: the header lacks {', '.join(sorted(missing))}")
    return found


def quality_report(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The report on the tables of a release, as plain values: what is written as JSON and laid out as a page."""
    n_rows = {name: _count(connection, name) for name in settings()["accuracy"]["tables"].values()}
    readers = connection.sql("SELECT DISTINCT reader_version FROM documents ORDER BY ALL").fetchall()
    checks = connection.sql("SELECT count(*), count(*) FILTER (success) FROM quality.validations").fetchall()[0]
    return {
        "reader_versions": [version for (version,) in readers],
        "checks": {"n_checks": checks[0], "n_met": checks[1]},
        "accuracy": {
            "method": settings()["accuracy"]["method"],
            "sets": [_set(name, n_rows) for name in published_bounds()],
        },
        "sections": [_section(connection, file) for file in sections()],
    }


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    (row,) = connection.sql(f"SELECT count(*) FROM {table}").fetchall()
    return int(row[0])


def _set(name: str, n_rows: Mapping[str, int]) -> dict[str, Any]:
    facts = [_fact(one, n_rows) for one in published_bounds()[name]]
    return {"name": name, "words": settings()["accuracy"]["sets"][name], "facts": facts}


def _fact(estimate: FactEstimate, n_rows: Mapping[str, int]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "fact": estimate.fact,
        "n_reports": estimate.n_reports,
        "n_labelled": estimate.n_labelled,
        "n_read": estimate.n_read,
        "n_right": estimate.n_right,
        "precision": _bounds(estimate.precision),
        "recall": _bounds(estimate.recall),
    }
    table = settings()["accuracy"]["tables"].get(estimate.fact)
    if table is not None:
        row |= {"table": table, "n_rows_in_release": n_rows[table], **_rows_right(estimate.precision, n_rows[table])}
    return row


def _bounds(estimate: Estimate) -> dict[str, float | None]:
    named = {"share": estimate.share, "low": estimate.low, "high": estimate.high}
    return {name: None if value is None else round(value, 4) for name, value in named.items()}


def _rows_right(precision: Estimate, n_rows: int) -> dict[str, int | None]:
    """How many rows of the release are right, if it is read like the labelled reports."""
    if precision.low is None or precision.high is None:
        return {"n_right_low": None, "n_right_high": None}
    return {"n_right_low": int(n_rows * precision.low), "n_right_high": round(n_rows * precision.high)}


def _section(connection: duckdb.DuckDBPyConnection, file: SqlFile) -> dict[str, Any]:
    result = connection.sql(file.query)
    rows = [[_plain(value) for value in row] for row in result.fetchall()]
    header = {"name": file.name.partition("-")[2], "title": file.header["title"], "words": file.header["words"]}
    return {**header, "columns": list(result.columns), "rows": rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def accuracy_rows(report: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    """The facts of one set of labels in a report."""
    for one in report["accuracy"]["sets"]:
        if one["name"] == name:
            yield from one["facts"]
