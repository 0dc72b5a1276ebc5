"""The published file as the pages read it: the queries of ``sql/``, their rows, and rows by meeting as a stream.

What belongs here: the read-only connection. What does not: definitions of figures (``warehouse/sql/``), and what the
pages make of the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from sederunt.sources.errors import WrongUse
from sederunt.sqlfiles import read_sql_folder

Row = Mapping[str, Any]
#: No extension is fetched over the network because a query names a function of it.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
_ROWS_AT_A_TIME = 20_000


@cache
def queries() -> Mapping[str, str]:
    """The queries of the pages, by name."""
    return {file.name: file.query for file in read_sql_folder(files("pages") / "sql")}


class Stream:
    """Rows sorted by a key, handed out key by key in ascending order, so that they need not be held all at once."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, query: str, key: str) -> None:
        cursor.execute(query)
        self._columns = [column[0] for column in cursor.description or ()]
        self._key = key
        self._rows = self._read(cursor)
        self._next = next(self._rows, None)

    def _read(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[Row]:
        while rows := cursor.fetchmany(_ROWS_AT_A_TIME):
            for row in rows:
                yield dict(zip(self._columns, row, strict=True))

    def take(self, wanted: str) -> list[Row]:
        """The rows of a key. Keys must be asked for in ascending order; those left out are passed over."""
        found: list[Row] = []
        while self._next is not None and self._next[self._key] <= wanted:
            if self._next[self._key] == wanted:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


class Source:
    """One published version, open for reading.

    Raises ``WrongUse`` where there is no published file, or one that an older version of this project has made.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise WrongUse(f"there is no {path} yet: run `sederunt run` first")
        self.path = path.resolve()
        try:
            self._connection = duckdb.connect(self.path, read_only=True, config=_SETTINGS)
        except duckdb.Error as error:
            raise WrongUse(f"{path} cannot be opened: {_first_line(error)}") from error

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def rows(self, name: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """All rows of a query, each as a mapping from column to value."""
        try:
            cursor = self._connection.execute(queries()[name], parameters)
            columns = [column[0] for column in cursor.description or ()]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise WrongUse(
                f"{self.path} lacks what the pages show, run `sederunt run`: {_first_line(error)}"
            ) from error

    def _too_old(self, error: Exception) -> WrongUse:
        return WrongUse(f"{self.path} lacks what the pages show, run `sederunt run`: {_first_line(error)}")

    def stream(self, name: str, key: str) -> Stream:
        """The rows of a query that is sorted by ``key``, to be taken key by key."""
        try:
            return Stream(self._connection.cursor(), queries()[name], key)
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise WrongUse(
                f"{self.path} lacks what the pages show, run `sederunt run`: {_first_line(error)}"
            ) from error


def grouped(rows: Sequence[dict[str, Any]], key: str) -> dict[Any, list[dict[str, Any]]]:
    """Rows by the value of a column, in their order."""
    found: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
