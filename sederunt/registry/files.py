"""Reading the tables under ``data/``.

What belongs here: the format of the files. What does not: their meaning.

A table is UTF-8, tab-separated, without quoting. Lines that begin with ``#`` say where the facts come from; the first
other line names the columns. An empty cell is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files

Row = dict[str, str | None]

#: An acronym in a cell of names begins with this sign, which is no part of it.
ACRONYM_SIGN = "="


def read_rows(name: str) -> Iterator[Row]:
    """The rows of ``data/<name>``.

    Raises ``ValueError`` where a row has more or fewer cells than there are columns.
    """
    text = files("sederunt.registry").joinpath("data", name).read_text("utf-8")
    lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line and not line.startswith("#"))
    _, header = next(lines)
    columns = header.split("\t")
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ValueError(f"registry/data/{name}, line {number}: {len(cells)} cells for {len(columns)} columns")
        yield dict(zip(columns, [cell or None for cell in cells], strict=False))


def required(row: Row, column: str) -> str:
    """A cell that may not be empty."""
    cell = row[column]
    if cell is None:
        raise ValueError(f"registry: column {column} is empty in the row {row}")
    return cell


@lru_cache(maxsize=4096)
def day(cell: str | None) -> date | None:
    """An ISO date, or None for an empty cell."""
    return date.fromisoformat(cell) if cell else None


def alternatives(cell: str | None) -> list[str]:
    """The names in one cell, separated by `` | ``."""
    return [part for part in (piece.strip() for piece in cell.split("|")) if part] if cell else []
