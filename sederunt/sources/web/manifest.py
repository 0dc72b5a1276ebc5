"""The manifest: what was asked over HTTP, when, and what came; the rows of table ``fetches``.

What belongs here: the record and its file. What does not: asking (``client.py``), what became of a document after it
had come (``ledger.py``).

The file is ``<home>/manifest/<collection>.parquet``. It is a history of changes: an answer that says the same as
the one before it from that address (nothing new, missing still, failed in the same way) adds no row.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sederunt.sources.files import write_atomically
from sederunt.tables import tables

if TYPE_CHECKING:  # the manifest is read by runs that ask nobody
    from sederunt.sources.web.client import Answer

#: The columns by which an answer is compared with the one before it.
_SAME = ("outcome", "status", "sha256", "error")
#: After these it says nothing new that the bytes still hold.
_HOLDS = ("new", "changed", "unchanged")


class Manifest:
    """The rows of one collection. ``save`` makes what was added durable."""

    def __init__(self, path: Path, rows: Iterable[dict[str, Any]] = ()) -> None:
        self._path = path
        self._rows = list(rows)
        self._last = {row["address"]: row for row in self._rows}
        self._counts: dict[str, int] = {}
        for row in self._rows:
            self._counts[row["address"]] = self._counts.get(row["address"], 0) + 1
        self._is_saved = True

    @classmethod
    def load(cls, path: Path) -> Manifest:
        """The manifest in a file; empty where there is none, or where it cannot be understood."""
        schema = tables()["fetches"].polars_schema()
        try:
            frame = pl.read_parquet(path, schema=schema, missing_columns="insert")
        except (FileNotFoundError, pl.exceptions.PolarsError):
            return cls(path)
        return cls(path, frame.iter_rows(named=True))

    def note(
        self,
        collection: str,
        purpose: str,
        answer: Answer,
        outcome: str,
        at: datetime,
        *,
        symbol: str | None = None,
        language: str | None = None,
        sha256: str | None = None,
        error: str | None = None,
    ) -> None:
        """Add what came of a question, unless the same came of it the last time."""
        row = {
            "collection": collection,
            "purpose": purpose,
            "symbol": symbol,
            "language": language,
            "address": answer.address,
            "final_address": answer.final_address if answer.status else None,
            "asked_at": at,
            "status": answer.status or None,
            "outcome": outcome,
            "sha256": sha256,
            "n_bytes": len(answer.data) if answer.status == 200 else None,
            "n_attempts": answer.n_attempts,
            "headers": json.dumps(dict(answer.headers), ensure_ascii=False, sort_keys=True) if answer.status else None,
            "error": error,
        }
        last = self._last.get(answer.address)
        is_news = purpose == "catalogue" and outcome == "new"  # noted only when other records came than before
        if last is not None and not is_news and all(last[name] == row[name] for name in _SAME):
            return
        if outcome == "unchanged" and (last is None or last["outcome"] in _HOLDS):
            return
        number = self._counts.get(answer.address, 0) + 1
        row["fetch_id"] = f"{collection}:{answer.address}#{number}"
        self._counts[answer.address] = number
        self._last[answer.address] = row
        self._rows.append(row)
        self._is_saved = False

    def save(self) -> None:
        """Write the file, where something was added."""
        if self._is_saved:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        self.frame().write_parquet(buffer)
        write_atomically(self._path, buffer.getvalue())
        self._is_saved = True

    def frame(self) -> pl.DataFrame:
        """All rows, in the order in which they were added."""
        return tables()["fetches"].frame(self._rows)
