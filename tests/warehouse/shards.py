"""Shards for tests: rows as a person would write them, completed to the declared schemas and written as Parquet.

A row may leave out what does not matter to the test. `words` (or `name_as_written`) gives the span: the first place
in the document's text at which these words stand, after the words `after` where a row gives them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from sederunt.tables import FACT_TABLES, Table, tables
from warehouse.build import REFERENCE_TABLES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
_BY_TYPE: Mapping[str, Any] = {
    "text": "x",
    "integer": 0,
    "boolean": True,
    "texts": [],
    "timestamp": datetime(2026, 1, 1),
}


def load(path: Path) -> dict[str, Any]:
    """The content of a YAML file beside a test."""
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content


def frames_of(rows: Rows) -> dict[str, pl.DataFrame]:
    """The frames of all fact tables, with `reading_id` in front as `read_chunk` gives it."""
    documents = {row["document_id"]: _document(row) for row in rows["documents"]}
    frames = {"documents": tables()["documents"].frame([_document(row) for row in rows["documents"]])}
    for name in FACT_TABLES[1:]:
        completed = [_fact(tables()[name], row, documents, number) for number, row in enumerate(rows.get(name, []))]
        reading_ids = [documents[row["document_id"]]["reading_id"] for row in completed]
        frame = tables()[name].frame(completed)
        frames[name] = frame.select(pl.Series("reading_id", reading_ids, pl.String), *frame.columns)
    return frames


def reference_of(rows: Rows) -> dict[str, pl.DataFrame]:
    """The frames that the registry gives."""
    return {
        name: tables()[name].frame([_filled(tables()[name], row) for row in rows.get(name, [])])
        for name in REFERENCE_TABLES
    }


def failures_of(rows: Rows) -> pl.DataFrame:
    return tables()["failures"].frame([_filled(tables()["failures"], row) for row in rows.get("failures", [])])


def fetches_of(rows: Rows) -> pl.DataFrame:
    return tables()["fetches"].frame([_filled(tables()["fetches"], row) for row in rows.get("fetches", [])])


def write_shard(folder: Path, rows: Rows) -> Path:
    """One shard folder with a file for every fact table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in frames_of(rows).items():
        frame.write_parquet(folder / f"{name}.parquet")
    return folder


def _filled(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    required = {column.name: _BY_TYPE.get(column.type) for column in table.columns if not column.is_nullable}
    return required | dict(row)


def _document(row: Mapping[str, Any]) -> dict[str, Any]:
    text = row.get("text", "x")
    digest = sha256(f"{row['document_id']} {row.get('fetched_at')} {text}".encode()).hexdigest()
    made = {
        "reading_id": digest[:16],
        "sha256": digest,
        "work_id": row["document_id"].partition(":")[0],
        "language": "en",
        "media_type": "text/plain",
        "source_uri": f"file:///{digest[:8]}.txt",
        "text": text,
        "text_source": "text",
    }
    return _filled(tables()["documents"], made | dict(row))


def _fact(table: Table, row: Mapping[str, Any], documents: Mapping[str, Mapping[str, Any]], n: int) -> dict[str, Any]:
    given = dict(row)
    given.setdefault("document_id", next(iter(documents)))
    words = given.pop("words", given.get("name_as_written", given.get("words_as_written")))
    if words is not None and "span_start" not in given:
        text = documents[given["document_id"]]["text"]
        start = text.index(words, text.index(given.pop("after", "")))
        given |= {"span_start": start, "span_end": start + len(words)}
    made = {name: f"{given['document_id']}@{table.name}{n}" for name in table.key if name not in ("meeting_id", "item")}
    return _filled(table, made | given)
