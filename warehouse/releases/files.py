"""The tables of a release as files: Parquet for each, CSV for small ones; the same bytes for the same rows.

What belongs here: writing. What does not: describing the files (``package.py``).
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from sederunt.tables import Table
from warehouse.releases.content import order_of, settings

ARROW_TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int32(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
    "texts": pa.list_(pa.string()),
}


def arrow_schema(table: Table) -> pa.Schema:
    """The declared schema, with descriptions and key as metadata."""
    fields = [
        pa.field(column.name, ARROW_TYPES[column.type], column.is_nullable, {"description": column.description})
        for column in table.columns
    ]
    about = {"description": table.description, "grain": table.grain, "key": ", ".join(table.key)}
    return pa.schema(fields, about)


def write_table(connection: duckdb.DuckDBPyConnection, table: Table, relation: str, folder: Path) -> Iterator[Path]:
    """Write the rows of ``relation`` (a name or a query in brackets) as Parquet, and as CSV where that is small; yields
    the paths.
    """
    parquet = folder / "parquet" / f"{table.qualified_name}.parquet"
    _write_parquet(_batches(connection, table, relation), arrow_schema(table), parquet)
    yield parquet
    if parquet.stat().st_size <= settings()["csv"]["at_most_bytes"]:
        path = folder / "csv" / f"{table.qualified_name}.csv"
        _write_csv(_batches(connection, table, relation), table, path)
        yield path


def _batches(connection: duckdb.DuckDBPyConnection, table: Table, relation: str) -> Iterator[pa.Table]:
    columns = ", ".join(table.column_names)
    result = connection.sql(f"SELECT {columns} FROM {relation} ORDER BY {order_of(table)}")
    schema = arrow_schema(table)
    for batch in result.to_arrow_reader(settings()["parquet"]["rows_in_group"]):
        yield pa.Table.from_batches([batch]).cast(schema)


def _write_parquet(batches: Iterator[pa.Table], schema: pa.Schema, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    chosen = settings()["parquet"]
    with pq.ParquetWriter(
        path,
        schema,
        version="2.6",
        compression=chosen["compression"],
        compression_level=chosen["compression_level"],
        use_dictionary=True,
        write_statistics=True,
        store_schema=True,
    ) as writer:
        for batch in batches:
            writer.write_table(batch, row_group_size=chosen["rows_in_group"])


def _write_csv(batches: Iterator[pa.Table], table: Table, path: Path) -> None:
    """UTF-8 with a header; an empty value is nothing, a list is JSON, dates are ISO 8601."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.column_names)
        for batch in batches:
            columns = [column.to_pylist() for column in batch.columns]
            writer.writerows([_words(value) for value in row] for row in zip(*columns, strict=True))


def _words(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def write_text(path: Path, words: str) -> Path:
    """Write UTF-8 with line feeds, whatever the system's habits."""
    path.write_bytes(words.encode("utf-8"))
    return path


def json_text(value: Any) -> str:
    """JSON as people read it, in the order in which it was put together."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
