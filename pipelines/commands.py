"""The commands that need more than the reader: `run`, `sql`, `ui`, `pages`, `explore`, `release` and `doctor`.

`sederunt` finds them by their entry points.

What belongs here: options, exit codes, errors in one line. What does not: what the commands do (``run.py``,
``query.py``, ``ui.py``, ``doctor.py``).

Everything slow is imported inside the commands, so that `sederunt --help` and `sederunt read` do not wait for Dagster.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home, home_path

DONE, REFUSED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

_home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder in which everything is kept. Default: $SEDERUNT_HOME, then ./data.",
)


class Stop(click.ClickException):
    """An error that ends the command: its message is one line, without a traceback."""

    exit_code = WRONG_USE


@contextmanager
def _told_in_one_line(when_interrupted: str) -> Iterator[None]:
    """Errors that a person can mend, and Ctrl-C, as one line and an exit code."""
    try:
        yield
    except WrongUse as error:
        raise Stop(str(error)) from error
    except KeyboardInterrupt:
        click.echo(when_interrupted, err=True)
        sys.exit(INTERRUPTED)


@click.command()
@click.option(
    "--source",
    "sources",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A folder of reports, read with all folders in it and remembered for later runs; may be given several times.",
)
@click.option(
    "--collection",
    "ready_made",
    multiple=True,
    help="A ready-made collection of documents of the United Nations, fetched over HTTP; remembered as well.",
)
@_home_option
def run(sources: tuple[Path, ...], ready_made: tuple[str, ...], home: Path | None) -> None:
    """Read what is new, build the database, check it and publish it.

    All collections that the home knows are looked through; --source and --collection add one. Without any, the samples
    are read. Exit code 1: a check of severity critical failed, and nothing was published; 2: wrong use, or a folder
    that cannot be read or written.
    """
    from rich.console import Console

    with _told_in_one_line("Interrupted. Nothing is lost: the next run goes on from here."):
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # Dagster's previews; pytest, not the person at the terminal, is told of them
            from pipelines.run import run_whole_way
            from pipelines.summary import tell

            place = Home(home_path(home, os.environ))
            ending = run_whole_way(place, sources, Console(stderr=True), ready_made=ready_made)
        tell(Console(), place, ending)
    sys.exit(REFUSED if ending.error else DONE)


@click.command()
@click.argument("query")
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "json", "parquet"]), default="table", show_default=True
)
@_home_option
def sql(query: str, format_: str, home: Path | None) -> None:
    """Ask the published database a question in SQL; nothing is changed by it."""
    from rich.console import Console

    from pipelines.query import ask

    with _told_in_one_line("Interrupted."):
        ask(Home(home_path(home, os.environ)), query, format_, sys.stdout.buffer, Console())


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=3000, show_default=True, help="Port on this machine.")
@_home_option
def ui(port: int, home: Path | None) -> None:
    """Show the pipeline in the browser, and run its schedule and its sensor while it is open.

    Dagster's webserver and daemon listen on this machine only, and tell nobody anything. Ctrl-C ends both.
    """
    from pipelines.ui import serve

    with _told_in_one_line("Stopped."):
        serve(Home(home_path(home, os.environ)), port, click.echo)


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write into; what it holds must be a site. Default: site in the home.",
)
@_home_option
def pages(output: Path | None, home: Path | None) -> None:
    """Write a static site of the published file: a page for every body, State and meeting.

    It can be opened from the folder or served by any web server, and asks no other host for anything.
    """
    from pages.site import build, site_path
    from warehouse.publish import published_path

    with _told_in_one_line("Interrupted. The site that was there is untouched."):
        place = home_path(home, os.environ)
        folder = (output or site_path(place)).absolute()
        written = build(published_path(place), folder)
    click.echo(f"{written.n_pages} pages, {written.n_bytes / 1e6:.1f} MB; open {folder / 'index.html'}")


@click.command()
@click.option("--version", "version", help="Three numbers, such as 2026.11.0. Default: what follows from the changes.")
@_home_option
def release(version: str | None, home: Path | None) -> None:
    """Make a release of the published data: files that others can take, check, cite and build again.

    It stands in releases/ in the home, in a folder named by its version: each table as Parquet, small ones as CSV, the
    DuckDB file, datapackage.json, the quality report, and the changes since the previous release. Where nothing has
    changed, none is made. Exit code 1: no release could be made.
    """
    from rich.console import Console

    with _told_in_one_line("Interrupted. The releases that are there are untouched."):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Dagster's previews, as above
            from assets.data_package import release_home
            from pipelines.terminal import progress_bar, table
            from warehouse.errors import ReleaseFailed

            try:
                with progress_bar(Console(stderr=True)) as progress:
                    made = release_home(Home(home_path(home, os.environ)), version, progress)
            except ReleaseFailed as error:
                click.echo(f"Error: {error}", err=True)
                sys.exit(REFUSED)
        if made.n_changes:
            rows = [(change, reason, n) for (change, reason), n in made.n_changes.items()]
            Console().print(table(f"Changes since {made.previous}", ("change", "reason", "rows"), rows))
        click.echo(f"{'Released' if made.is_new else 'Nothing has changed; there is still'}: {made.folder}")


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=2718, show_default=True, help="Port on this machine.")
@_home_option
def explore(port: int, home: Path | None) -> None:
    """Open an app for free questions on the published file: filters, SQL, charts, quotes.

    It listens on this machine only and changes nothing. Ctrl-C ends it.
    """
    from pipelines.explore import explore as serve

    with _told_in_one_line("Stopped."):
        serve(Home(home_path(home, os.environ)), port, click.echo)


@click.command()
@_home_option
def doctor(home: Path | None) -> None:
    """Look whether all is well: home, space, settings, sources, the last runs; and say what to do.

    Nothing is changed. Exit code 1 where something is bad for the next run.
    """
    from rich.console import Console

    from pipelines.doctor import examine
    from pipelines.terminal import table

    with _told_in_one_line("Interrupted."), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = list(examine(Home(home_path(home, os.environ))))
    rows = [(one.state, one.what, one.words) for one in found]
    Console().print(table("", ("state", "what", "in words"), rows))
    sys.exit(REFUSED if any(one.state == "bad" for one in found) else DONE)
