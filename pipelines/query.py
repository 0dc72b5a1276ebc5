"""A question in SQL to the published file, read-only, and its answer in the format that was asked for.

What belongs here: asking and writing the answer. What does not: the options of the command (``commands.py``).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import duckdb
from rich.console import Console

from pipelines.terminal import table
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from warehouse.publish import published_path

FORMATS = ("table", "csv", "json", "parquet")
#: A table on a terminal is for people; whoever wants all rows takes another format.
_MOST = 200
_ROWS_AT_A_TIME = 10_000
#: No extension is fetched over the network because a query names a function of it.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}


def ask(home: Home, query: str, format_: str, output: IO[bytes], console: Console) -> None:
    """Write the answer to ``output``, or as a table to ``console``.

    Raises ``WrongUse`` where there is no published file yet or the query is not understood.
    """
    path = published_path(home.path)
    if not path.is_file():
        raise WrongUse(f"there is no {path} yet: run `sederunt run` first")
    try:
        with duckdb.connect(path, read_only=True, config=_SETTINGS) as connection:
            result = connection.sql(query)
            if result is None:
                raise WrongUse("this is no query: it gives no rows, and the file is read-only")
            _write(result, format_, output, console)
    except duckdb.Error as error:
        raise WrongUse(str(error).partition("\n")[0]) from error


def _write(result: duckdb.DuckDBPyRelation, format_: str, output: IO[bytes], console: Console) -> None:
    if format_ == "table":
        rows = result.fetchmany(_MOST + 1)
        caption = f"the first {_MOST} rows; --format csv gives all" if len(rows) > _MOST else None
        console.print(table("", result.columns, rows[:_MOST], caption))
    elif format_ == "csv":
        _write_csv(result, output)
    elif format_ == "json":
        _write_json(result, output)
    else:
        buffer = io.BytesIO()
        result.pl().write_parquet(buffer)
        output.write(buffer.getvalue())


def _rows(result: duckdb.DuckDBPyRelation) -> Iterator[Sequence[Any]]:
    while rows := result.fetchmany(_ROWS_AT_A_TIME):
        yield from rows


def _write_csv(result: duckdb.DuckDBPyRelation, output: IO[bytes]) -> None:
    """A header and the rows, UTF-8; lists are written as JSON, since CSV has none."""
    text = io.TextIOWrapper(output, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(result.columns)
    for row in _rows(result):
        writer.writerow(_json(value) if isinstance(value, list | dict) else value for value in row)
    text.detach()


def _write_json(result: duckdb.DuckDBPyRelation, output: IO[bytes]) -> None:
    """A list of objects, one a row; dates and times in ISO 8601."""
    names = result.columns
    before = "["
    for row in _rows(result):
        output.write(f"{before}\n{_json(dict(zip(names, row, strict=True)))}".encode())
        before = ","
    output.write(b"[]\n" if before == "[" else b"\n]\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """What JSON does not have: dates and times as ISO 8601, decimals as numbers, everything else as words."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
