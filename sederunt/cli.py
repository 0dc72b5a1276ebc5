"""The command ``sederunt``.

What belongs here: the command group and ``read``, which needs the reader alone; where the reader's other commands
stand. What does not: the commands of the pipeline (``run``, ``sql``, ``ui``), which other packages register under the
entry-point group ``sederunt.commands``, so that the core knows nothing of them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sederunt import __version__
from sederunt.tables import FACT_TABLES

if TYPE_CHECKING:
    import polars as pl

    from sederunt.report import Report

#: Exit codes: done; a critical check failed; wrong use or unreadable input.
DONE, CHECK_FAILED, WRONG_USE = 0, 1, 2
#: Without ``--table`` these are shown, in this order.
_SHOWN = ("meetings", "attendance_lists", "attendance", "statements", "officers", "agenda_items", "meeting_documents")
_HIDDEN = frozenset({"document_id", "span_start", "span_end", "page", "meeting_id", "match_method", "match_distance"})
#: A column is at least so wide, if its words fill it.
_READABLE = 10
_FORMATS = ("table", "csv", "json", "parquet")
#: Commands of the reader that stand in modules of their own, imported when they are called or listed.
_OWN = {"evaluate": "sederunt.evaluation.command:evaluate", "explain": "sederunt.explain:explain_command"}


class _Commands(click.Group):
    """The built-in commands, and those that entry points add; one is imported when it is called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_OWN, *entry_points(group="sederunt.commands").names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if built_in := super().get_command(ctx, cmd_name):
            return built_in
        if cmd_name in _OWN:
            module, _, name = _OWN[cmd_name].partition(":")
            own: click.Command = getattr(import_module(module), name)
            return own
        for entry in entry_points(group="sederunt.commands", name=cmd_name):
            command: click.Command = entry.load()
            return command
        return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sederunt")
def main() -> None:
    """Who sat at which meeting, and who spoke: the reports of intergovernmental bodies as data."""


_READ_EPILOG = f"""FILE is a report as text, HTML, Word or PDF. TABLE is one of {", ".join(FACT_TABLES)}. Formats other
than "table" write one table (--table) to the standard output."""


@main.command(epilog=_READ_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--table", type=click.Choice(FACT_TABLES), metavar="TABLE", help="Write this table alone. [default: the main ones]"
)
@click.option(
    "--show",
    type=click.Choice(tuple(name for name in FACT_TABLES if name != "documents")),
    metavar="TABLE",
    help="Show the words behind this table: each sentence with its page and paragraph, and the names in it marked.",
)
@click.option(
    "--format", "format_", type=click.Choice(_FORMATS), default="table", show_default=True, help="How to write it."
)
def read(file: Path, table: str | None, show: str | None, format_: str) -> None:
    """Read one report and show its facts, as tables or (--show) in the words that state them."""
    from sederunt.errors import UnreadableDocument
    from sederunt.sources.errors import WrongUse
    from sederunt.sources.single import read_within_limits

    if show is not None and (table is not None or format_ != "table"):
        raise click.UsageError("--show prints sentences: leave out --table and --format, which are for tables")
    if format_ != "table" and table is None:
        raise click.UsageError(f"--format {format_} writes one table: name it with --table")
    try:
        report = read_within_limits(file)
    except WrongUse as error:
        fail(str(error))
    except UnreadableDocument as error:
        fail(error.message if str(file) in error.message else f"{file}: {error.message}")
    if show is not None:
        _show(show, report)
        return
    if table is not None:
        _write(table, report.frames[table], format_)
        return
    for name in _SHOWN:
        if report.frames[name].height:
            _write_table(name, report.frames[name])
    rest = {
        name: frame.height
        for name, frame in report.frames.items()
        if name not in (*_SHOWN, "documents") and frame.height
    }
    if rest:
        click.echo("also: " + ", ".join(f"{name} {rows}" for name, rows in rest.items()) + "  (show one with --table)")


def fail(message: str) -> NoReturn:
    """End with one line that says what is wrong, as wrong use or unreadable input."""
    click.echo(f"sederunt: {message}", err=True)
    sys.exit(WRONG_USE)


def _show(name: str, report: Report) -> None:
    """The sentences that state the rows of a table."""
    from rich.console import Console

    from sederunt.passages import draw, passages

    (document,) = report.documents.iter_rows(named=True)
    rows = report.frames[name].to_dicts()
    found = passages(document["text"], document["language"], rows)
    click.echo(f"{name}: {len(rows)} rows in {len(found)} passages\n")
    draw(Console(), document["text"], found)


def _write(name: str, frame: pl.DataFrame, format_: str) -> None:
    import polars as pl

    if format_ == "table":
        _write_table(name, frame)
    elif format_ == "json":
        click.echo(frame.write_json())
    elif format_ == "csv":
        lists = [column for column, dtype in frame.schema.items() if dtype == pl.List(pl.String)]
        click.echo(frame.with_columns(pl.col(lists).list.join("; ")).write_csv(), nl=False)
    else:
        frame.write_parquet(sys.stdout.buffer)


def _write_table(name: str, frame: pl.DataFrame) -> None:
    """A table for the eye, meeting by meeting where there are several."""
    if "meeting_id" not in frame.columns or frame["meeting_id"].n_unique() < 2 or name == "meetings":
        _draw(f"{name}: {frame.height} rows", frame)
        return
    click.echo(f"{name}: {frame.height} rows")
    for meeting_id in frame["meeting_id"].unique(maintain_order=True):
        part = frame.filter(frame["meeting_id"] == meeting_id)
        _draw(f"{name} of {meeting_id}: {part.height} rows", part)


def _draw(title: str, frame: pl.DataFrame) -> None:
    """Without offsets and ids of rows, and without the columns that are empty throughout."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    rows = [{column: _cell(value) for column, value in row.items()} for row in frame.iter_rows(named=True)]
    columns = [c for c in frame.columns if c not in _HIDDEN and any(row[c] for row in rows)]
    columns = [c for c in columns if not c.endswith("_id") or c in ("participant_id", "suggestion_id")]
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for column in columns:
        longest = max((len(row[column]) for row in rows), default=0)
        table.add_column(column, overflow="fold", min_width=min(longest, _READABLE))
    for row in rows:
        table.add_row(*(escape(row[column]) for column in columns))
    Console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


if __name__ == "__main__":
    main()
