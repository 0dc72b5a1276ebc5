"""The ledger: for every document of a collection what was asked, when, what came and what became of it.

What belongs here: the record, its file, and what follows from it (what is to be read, what failed). What does not:
looking at the folder (``stock.py``), reading (``reading.py``).

The file is ``<home>/ledger/<collection>.parquet``, one row per address. It is written whole, at one stroke.
"""

from __future__ import annotations

import io
from collections.abc import Collection as Names
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import polars as pl

from sederunt.errors import UnreadableDocument
from sederunt.sources.files import write_atomically
from sederunt.tables import row_of, tables

SCHEMA = pl.Schema(
    {
        "source_uri": pl.String(),
        "media_type": pl.String(),
        "size": pl.Int64(),
        "mtime_ns": pl.Int64(),
        "sha256": pl.String(),
        "fetched_at": pl.Datetime("us"),
        "checked_at": pl.Datetime("us"),
        "is_present": pl.Boolean(),
        "reader_version": pl.String(),
        "shard": pl.String(),
        "stage": pl.String(),
        "kind": pl.String(),
        "error": pl.String(),
        "failed_at": pl.Datetime("us"),
        "symbol": pl.String(),
        "language": pl.String(),
        "etag": pl.String(),
        "last_modified": pl.String(),
    }
)


#: What the columns hold, for whoever looks at the ledger in the UI.
DESCRIPTIONS: Mapping[str, str] = {
    "source_uri": "Path or address of the document",
    "media_type": "IANA media type: of the bytes, or what the name promises while there are none",
    "size": "Number of bytes when they were last compared",
    "mtime_ns": "Of a file: when it was last changed, nanoseconds since the epoch",
    "sha256": "SHA-256 of the bytes that came last; the store keeps them under it",
    "fetched_at": "When these bytes came, UTC",
    "checked_at": "When the document was last looked at and something was new, UTC",
    "is_present": "False once it has gone from its folder, or its collection no longer asks for it",
    "reader_version": "Version of the reader that has read it",
    "shard": "Folder under facts/<collection>/ that holds its facts",
    "stage": "Of a failure: fetch, decode, recognise or read",
    "kind": "Of a failure: transient or permanent",
    "error": "Of a failure: what is wrong and what to do",
    "failed_at": "Since when, UTC",
    "symbol": "Symbol that was asked for",
    "language": "Language that was asked for, ISO 639-1",
    "etag": "ETag of the bytes, by which the next question is conditional",
    "last_modified": "Last-Modified of the bytes, likewise",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One address. Times are UTC.

    ``size`` and ``mtime_ns`` are those of the file when its bytes were last compared, at ``checked_at``. ``sha256`` is
    of the bytes that came at ``fetched_at``; None where none came yet. ``is_present`` is false once the file has gone.
    ``shard`` holds its facts, read by ``reader_version``; None where there are none. ``stage``, ``kind``, ``error`` and
    ``failed_at`` tell the failure, as in ``quality.failures``; a document whose file can no longer be read has both
    facts and a failure.

    Of a document that came over HTTP ``symbol`` and ``language`` say what was asked for, ``etag`` and
    ``last_modified`` are those of its bytes, by which the next question is conditional.
    """

    source_uri: str
    media_type: str
    checked_at: datetime
    size: int | None = None
    mtime_ns: int | None = None
    sha256: str | None = None
    fetched_at: datetime | None = None
    is_present: bool = True
    reader_version: str | None = None
    shard: str | None = None
    stage: str | None = None
    kind: str | None = None
    error: str | None = None
    failed_at: datetime | None = None
    symbol: str | None = None
    language: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @property
    def reading_id(self) -> str | None:
        return None if self.sha256 is None else self.sha256[:16]

    @property
    def is_failed(self) -> bool:
        return self.error is not None

    @property
    def document_id(self) -> str:
        """Its id in ``quality.failures``: by its bytes, or by its address where none came."""
        return (
            f"uri:{self.source_uri}" if self.sha256 is None or self.stage == "fetch" else f"sha256:{self.sha256[:16]}"
        )

    def failed(self, failure: UnreadableDocument, at: datetime) -> Entry:
        """The entry with a failure. The time stays that of the first one where the same thing is wrong again."""
        if self.error == failure.message and self.failed_at is not None:
            at = self.failed_at
        return replace(self, stage=failure.stage, kind=failure.kind, error=failure.message, failed_at=at)

    def mended(self) -> Entry:
        """The entry without its failure."""
        return replace(self, stage=None, kind=None, error=None, failed_at=None)

    def is_read_by(self, versions: Names[str]) -> bool:
        """Whether one of these versions of the reader has read it, or found it unreadable for good."""
        return self.reader_version in versions and (self.shard is not None or self.kind == "permanent")


class Ledger:
    """The entries of one collection by address. ``save`` makes what was put durable."""

    def __init__(self, path: Path, entries: Iterable[Entry] = ()) -> None:
        self.path = path
        self._entries = {entry.source_uri: entry for entry in entries}

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """The ledger in a file; empty where there is none, or where it cannot be understood: all is then read anew."""
        try:
            frame = pl.read_parquet(path, schema=SCHEMA, missing_columns="insert")
        except (FileNotFoundError, pl.exceptions.PolarsError):
            return cls(path)
        return cls(path, (Entry(**row) for row in frame.iter_rows(named=True)))

    def save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        self.frame().write_parquet(buffer)
        write_atomically(self.path, buffer.getvalue())

    def frame(self) -> pl.DataFrame:
        """All entries, sorted by address."""
        rows = [row_of(self._entries[address]) for address in sorted(self._entries)]
        return pl.DataFrame(rows, schema=SCHEMA, orient="row")

    def get(self, address: str) -> Entry | None:
        return self._entries.get(address)

    def put(self, entry: Entry) -> None:
        self._entries[entry.source_uri] = entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def present(self) -> list[Entry]:
        """The entries whose files are there, sorted by address."""
        return sorted((entry for entry in self if entry.is_present), key=lambda entry: entry.source_uri)

    def chosen(self) -> Mapping[str, Entry]:
        """For each hash one present entry: bytes that stand in several files are one document.

        The one that has been read stands for them, else the first by address.
        """
        entries: dict[str, Entry] = {}
        for entry in self.present():
            if entry.sha256 is not None:
                known = entries.setdefault(entry.sha256, entry)
                if known.shard is None and entry.shard is not None:
                    entries[entry.sha256] = entry
        return entries

    def pending(self, versions: Names[str]) -> list[Entry]:
        """What none of these versions of the reader has read, sorted by address."""
        return [entry for entry in self.chosen().values() if not entry.is_read_by(versions)]

    def shards(self) -> Mapping[str, frozenset[str]]:
        """The shards in use, sorted, and for each the reading ids that count in it."""
        held: dict[str, set[str]] = {}
        for entry in self.chosen().values():
            if entry.shard is not None and entry.reading_id is not None:
                held.setdefault(entry.shard, set()).add(entry.reading_id)
        return {shard: frozenset(held[shard]) for shard in sorted(held)}

    def failures(self) -> pl.DataFrame:
        """The failures of the present documents as rows of table ``failures``, each document once."""
        rows: dict[str, dict[str, object]] = {}
        for entry in self.present():
            if entry.is_failed:
                row = {name: getattr(entry, name) for name in tables()["failures"].column_names}
                rows.setdefault(entry.document_id, row)
        return tables()["failures"].frame([rows[key] for key in sorted(rows)])
