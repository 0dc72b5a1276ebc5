"""The pages of a release, in Markdown: its README, the quality report and the changes.

What belongs here: laying out. What does not: the figures (``quality.py``, ``changes.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import duckdb

from sederunt.tables import sql_text
from warehouse.markdown import markdown_table
from warehouse.releases.changes import Declarations, words_for
from warehouse.releases.content import settings
from warehouse.releases.quality import accuracy_rows


def quality_page(report: Mapping[str, Any], version: str) -> str:
    """The quality report as a page."""
    return "\n".join(_quality_lines(report, version))


def _quality_lines(report: Mapping[str, Any], version: str) -> Iterator[str]:
    checks = report["checks"]
    yield f"# Quality of release {version}\n"
    yield f"Read by the reader {', '.join(report['reader_versions']) or '(no document)'}."
    yield f"{checks['n_met']:,} of {checks['n_checks']:,} checks are met. The same figures stand in `quality.json`.\n"
    yield "## How well reports are read\n"
    yield f"{report['accuracy']['method']}\n"
    for one in report["accuracy"]["sets"]:
        yield f"### {one['name'].capitalize()}\n"
        yield f"{one['words']}\n"
        yield from markdown_table(_ACCURACY_HEADER, map(_accuracy_row, accuracy_rows(report, one["name"])))
        yield ""
    yield "The last column holds only where the reports of this release are like the labelled ones.\n"
    for section in report["sections"]:
        yield f"## {section['title']}\n"
        yield f"{section['words']}\n"
        if section["rows"]:
            yield from markdown_table(section["columns"], section["rows"])
        else:
            yield "None."
        yield ""


_ACCURACY_HEADER = (
    "fact",
    "reports",
    "labelled",
    "read",
    "precision (95 %)",
    "recall (95 %)",
    "rows here",
    "of them right",
)


def _accuracy_row(fact: Mapping[str, Any]) -> Sequence[Any]:
    right = f"{fact['n_right_low']:,}–{fact['n_right_high']:,}" if fact.get("n_right_low") is not None else None
    return (
        fact["fact"],
        fact["n_reports"],
        fact["n_labelled"],
        fact["n_read"],
        _bounds(fact["precision"]),
        _bounds(fact["recall"]),
        fact.get("n_rows_in_release"),
        right,
    )


def _bounds(bounds: Mapping[str, float | None]) -> str | None:
    if bounds["share"] is None:
        return None
    return f"{bounds['share']:.3f} ({bounds['low']:.3f}–{bounds['high']:.3f})"


def changes_page(
    connection: duckdb.DuckDBPyConnection, version: str, previous: str | None, declarations: Declarations
) -> str:
    """The page about the temporary table ``changes``."""
    return "\n".join(_changes_lines(connection, version, previous, declarations))


def _changes_lines(
    connection: duckdb.DuckDBPyConnection, version: str, previous: str | None, declarations: Declarations
) -> Iterator[str]:
    yield f"# Changes in release {version}\n"
    if previous is None:
        yield "The first release: there is none to compare it with.\n"
        return
    yield f"Compared with release {previous}, by primary key. Every row that changed is a row of the table `changes`.\n"
    yield from _declaration_lines(declarations)
    counted = connection.sql(
        "SELECT table_name, change, reason, count(*) AS n_rows FROM changes GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    if not counted:
        yield "No row has changed.\n"
        return
    yield "## Rows\n"
    yield from markdown_table(("table", "change", "reason", "rows"), counted)
    yield ""
    for name in ("changes", "reasons"):
        used = {row[1 if name == "changes" else 2] for row in counted}
        yield from (f"* `{word}`: {meaning}" for word, meaning in words_for(name).items() if word in used)
        yield ""
    for table in dict.fromkeys(row[0] for row in counted):
        yield from _row_lines(connection, table, sum(row[3] for row in counted if row[0] == table))


def _declaration_lines(declarations: Declarations) -> Iterator[str]:
    told = {
        "New tables": declarations.new_tables,
        "Tables that are gone": declarations.lost_tables,
        "New columns": declarations.new_columns,
        "Columns that are gone": declarations.lost_columns,
        "Declared otherwise (type or key)": declarations.redeclared,
    }
    lines = [f"* {words}: {', '.join(f'`{name}`' for name in names)}" for words, names in told.items() if names]
    if lines:
        yield "## Tables and columns\n"
        yield from lines
        yield ""


def _row_lines(connection: duckdb.DuckDBPyConnection, table: str, n_rows: int) -> Iterator[str]:
    most = settings()["changes"]["rows_on_page"]
    yield f"### `{table}`\n"
    rows = connection.sql(
        'SELECT change, row_key, reason, "before", "after" FROM changes '
        f"WHERE table_name = {sql_text(table)} ORDER BY row_key, change LIMIT {most}"
    ).fetchall()
    shown = [[row[0], f"`{row[1]}`", row[2], row[3], row[4]] for row in rows]
    yield from markdown_table(("change", "row", "reason", "before", "after"), shown)
    if n_rows > most:
        yield f"\nand {n_rows - most:,} more, in the table `changes`."
    yield ""


def readme(about: Mapping[str, str], version: str, tables: Iterable[tuple[str, int, bool, str]]) -> str:
    """The README of a release; of each table its name, rows, whether there is a CSV of it, and its description."""
    rows = [(f"`{name}`", n_rows, has_csv, words) for name, n_rows, has_csv, words in tables]
    listed = "\n".join(markdown_table(("table", "rows", "CSV", "what it holds"), rows))
    template = (files("warehouse.releases") / "README.template.md").read_text("utf-8")
    return template.format_map({**about, "version": version, "tables": listed})
