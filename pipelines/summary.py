"""What is told at the end of a run: what was read, found, checked and refused, and some figures as an example.

What belongs here: which tables are shown. What does not: drawing them (``terminal.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assets.candidate import published_record
from pipelines.run import Ending
from pipelines.terminal import table
from sederunt.sources.home import Home
from warehouse.publish import published_path

#: As many rows as fit on a screen; the rest is counted.
_MOST = 12
#: What is shown of the published file: query, title, and where the rest is.
_EXAMPLES = (
    ("example.sql", "Who sat at which meeting, and who spoke", "analytics.attendance_by_meeting"),
    ("languages.sql", "What the languages of a report state alike", "quality.language_agreement"),
)


def tell(console: Console, home: Home, ending: Ending) -> None:
    """Print the end of a run."""
    if ending.has_left_samples:
        console.print(
            "The samples have left the warehouse: their meetings are invented, and are not mixed with real ones."
        )
    for drawn in _tables(home, ending):
        console.print(drawn)
    path = published_path(home.path)
    if ending.error:
        stands = f"What was published before stands as it was: {path}" if path.exists() else "Nothing is published yet."
        console.print(f"[bold red]Not published:[/] {escape(ending.error)}", highlight=False, soft_wrap=True)
        console.print(f"{escape(stands)}\nThe log is {escape(str(home.log))}", highlight=False, soft_wrap=True)
    else:
        news = "Published" if ending.is_new else "Nothing has changed; published is still"
        console.print(f"[bold green]{news}:[/] {escape(str(path))}", highlight=False, soft_wrap=True)
        console.print('Ask it with: sederunt sql "SELECT * FROM attendance LIMIT 10"', highlight=False, soft_wrap=True)


def _tables(home: Home, ending: Ending) -> Iterator[Table]:
    yield _read(ending)
    if ending.failures.height:
        yield _refused(ending)
    if not ending.error:
        yield from _found(home)
    if ending.results is not None:
        yield from _checked(ending)


def _read(ending: Ending) -> Table:
    names = ("documents", "new", "changed", "gone", "read now", "with facts", "failed")
    rows = [(collection, *(counts.get(name) for name in names)) for collection, counts in ending.counts.items()]
    return table("Read", ("collection", *names), rows)


def _refused(ending: Ending) -> Table:
    rows = [(_short(row["source_uri"]), row["stage"], row["error"]) for row in ending.failures.iter_rows(named=True)]
    return _cut("Refused: documents that could not be read", ("document", "stage", "why"), rows, "quality.failures")


def _short(source_uri: str) -> str:
    """What tells a document among its neighbours: the name of its file, or what was asked of a server."""
    return urlsplit(source_uri).query if "://" in source_uri else Path(source_uri).name


def _found(home: Home) -> Iterator[Table]:
    record = published_record(home)
    if record is not None:
        shown = [name for name in record.n_rows if name.partition(".")[0] not in ("reference", "analytics")]
        curated = ("participants", "quality.validations", "quality.failures")
        rows = [(name, record.n_rows[name]) for name in shown if name not in curated and record.n_rows[name]]
        yield table("Found", ("table", "rows"), rows)
    with duckdb.connect(published_path(home.path), read_only=True) as connection:
        for file, title, where in _EXAMPLES:
            result = connection.sql((files("pipelines") / "sql" / file).read_text("utf-8"))
            if rows := result.fetchall():
                yield _cut(title, result.columns, rows, where)


def _checked(ending: Ending) -> Iterator[Table]:
    unmet = ending.results.filter(~ending.results["success"]) if ending.results is not None else None
    if ending.results is None or unmet is None:
        return
    rows = [
        (
            f"{row['table_name']}.{row['expectation']}",
            row["severity"],
            row["n_unexpected"],
            (row["examples"] or [None])[0],
        )
        for row in unmet.sort("severity", "table_name", "expectation").iter_rows(named=True)
    ]
    title = f"Checked: {ending.results.height - unmet.height} of {ending.results.height} expectations are met"
    if rows:
        yield _cut(
            f"{title}; not met are", ("expectation", "severity", "rows", "for example"), rows, "quality.validations"
        )
    else:
        yield table(title, (), [])


def _cut(title: str, header: Any, rows: list[Any], where: str) -> Table:
    """A table of the first rows, which says where the rest is."""
    rest = len(rows) - _MOST
    caption = f"and {rest} more, in {where}" if rest > 0 else None
    return table(title, header, rows[:_MOST], caption)
