"""What a run shows on the terminal: a progress bar while it lasts, tables at its end.

What belongs here: drawing. What does not: what is drawn (``summary.py``), running (``run.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.table import Table

from assets.progress import Progress

#: A column of words is at least so wide, if its words fill it.
_READABLE = 14


class Bar(Progress):
    """One line with the present stage and a bar for it."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._task = bars.add_task("starting", total=None)

    def stage(self, words: str) -> None:
        if self._bars.tasks[0].description != words:
            self._bars.reset(self._task, description=words, total=None)

    def advance(self, done: int, total: int | None) -> None:
        self._bars.update(self._task, completed=done, total=total)


@contextmanager
def progress_bar(console: Console) -> Iterator[Progress]:
    """A progress bar that is gone when the run has ended; nothing at all where the output is no terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # Without redirection: whatever writes past the console here is a mistake, and should be seen where it happens.
    with Bars(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bars:
        yield Bar(bars)


def table(title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], caption: str | None = None) -> Table:
    """A table; numbers stand on the right, what is empty is shown as a dash."""
    drawn = Table(
        title=title, title_justify="left", title_style="bold", caption=caption, caption_justify="left", box=SIMPLE_HEAD
    )
    for number, name in enumerate(header):
        is_number = bool(rows) and all(isinstance(row[number], int | float | None) for row in rows)
        # A column of words gives way to others only so far that words stay whole, mostly.
        longest = max((len(shown(row[number])) for row in rows), default=0)
        drawn.add_column(
            name, justify="right" if is_number else "left", overflow="fold", min_width=min(longest, _READABLE)
        )
    for row in rows:
        drawn.add_row(*(escape(shown(value)) for value in row))
    return drawn


def shown(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(shown(one) for one in value)
    return str(value)
