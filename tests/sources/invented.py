"""A reader for tests: documents of a few lines, each of which says what it stands for.

``MEETING <body> <ordinal> <first day>``, then ``PRESENT <name>=<participant id>`` and ``SPOKE <name>=<participant id>``
lines. ``UNREADABLE`` makes the document a failure, ``RAISE`` an error of the program, ``DIE`` kills the process that
reads it, ``CRASH`` crashes it as C code does, ``WAIT <seconds>`` makes it slow, ``SPIN`` keeps it busy for ever,
``HOARD`` makes it take more and more memory, ``GRAB`` ask for all of it at once, ``TWICE`` gives a row that a critical
check refuses.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

from sederunt.documents.raw import RawDocument
from sederunt.sources.reader import Reader
from sederunt.tables import FACT_TABLES, tables


@dataclass(frozen=True, slots=True)
class Chunk:
    frames: Mapping[str, pl.DataFrame]
    failures: pl.DataFrame


def text_of(body: str = "tides", ordinal: int = 1, day: str = "2024-03-04", *lines: str) -> str:
    """A document that can be read."""
    return "\n".join(
        [f"MEETING {body} {ordinal} {day}", "PRESENT France=FRA", "PRESENT Chile=CHL", "SPOKE Chile=CHL", *lines]
    )


def write(folder: Path, **texts: str) -> Path:
    """A folder of documents, their times in the past, so that a second look need not open them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (0, zlib.crc32(text.encode()) % 1_600_000_000))  # another time for another text
    return folder


def read_chunk(documents: Sequence[RawDocument]) -> Chunk:
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in FACT_TABLES}
    failures: list[dict[str, Any]] = []
    for raw in documents:
        if "UNREADABLE" in raw.data.decode("utf-8"):
            failures.append(_failure(raw))
        else:
            _read(raw, rows)
    return Chunk({name: _frame(name, rows[name]) for name in FACT_TABLES}, tables()["failures"].frame(failures))


def reader(version: str = "invented-1") -> Reader:
    return Reader(version, read_chunk)


def _frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    ids = [row["reading_id"] for row in rows]
    if name == "documents":
        return tables()[name].frame(rows)
    plain = tables()[name].frame([{key: row[key] for key in row if key != "reading_id"} for row in rows])
    return plain.select(pl.Series("reading_id", ids, pl.String), *plain.columns)


def _failure(raw: RawDocument) -> dict[str, Any]:
    return {
        "document_id": f"sha256:{raw.reading_id}",
        "source_uri": raw.source_uri,
        "stage": "recognise",
        "kind": "permanent",
        "error": "this is no report",
        "failed_at": datetime(2026, 1, 1),
    }


def _read(raw: RawDocument, rows: dict[str, list[dict[str, Any]]]) -> None:
    text = raw.data.decode("utf-8")
    document_id = f"sha256:{raw.reading_id}"
    meeting_id, offset = "", 0
    for line in text.split("\n"):
        word, _, rest = line.partition(" ")
        place = {"reading_id": raw.reading_id, "document_id": document_id, "paragraph": "1", "page": None}
        if word == "RAISE":
            raise RuntimeError("an invented error")
        if word == "DIE":
            os.kill(os.getpid(), signal.SIGKILL)
        if word == "CRASH":
            ctypes.string_at(0)
        while word == "SPIN":
            pass
        if word == "HOARD":
            hoard = [b"x" * (1 << 25) for _ in count()]
            assert hoard
        if word == "GRAB":
            assert bytearray(1 << 45)
        if word == "WAIT":
            time.sleep(float(rest))
        if word == "MEETING":
            body, ordinal, day = rest.split(" ")
            meeting_id = f"{body}:{ordinal}"
            span = {"span_start": offset, "span_end": offset + len(line)}
            rows["meetings"].append(place | span | _meeting(meeting_id, body, int(ordinal), date.fromisoformat(day)))
        if word in ("PRESENT", "SPOKE"):
            name, _, participant = rest.partition("=")
            start = offset + len(word) + 1
            span = {"span_start": start, "span_end": start + len(name)}
            fact = place | span | {"meeting_id": meeting_id, "participant_id": participant, "name_as_written": name}
            _add(rows, word, fact, f"{document_id}@{start}#{meeting_id}")
        if word == "TWICE":
            rows["attendance"].append(rows["attendance"][-1])
        offset += len(line) + 1
    rows["documents"].append(_document(raw, document_id, text))


def _meeting(meeting_id: str, body: str, ordinal: int, day: date) -> dict[str, Any]:
    end = day + timedelta(days=2)
    return {
        "meeting_id": meeting_id,
        "body_id": body,
        "body_name": body,
        "ordinal": ordinal,
        "starts_on": day,
        "ends_on": end,
    }


def _add(rows: dict[str, list[dict[str, Any]]], word: str, fact: dict[str, Any], key: str) -> None:
    if word == "PRESENT":
        match = {"attendance_id": key, "capacity": "state_party", "match_method": "exact", "match_distance": 0}
        rows["attendance"].append(fact | match)
    else:
        rows["statements"].append(
            fact | {"statement_id": key, "kind": "statement", "on_behalf_of": [], "agenda_items": []}
        )


def _document(raw: RawDocument, document_id: str, text: str) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "reading_id": raw.reading_id,
        "symbols": [],
        "work_id": document_id,
        "language": "en",
        "collection": raw.collection,
        "source_uri": raw.source_uri,
        "media_type": raw.media_type,
        "sha256": raw.sha256,
        "fetched_at": raw.fetched_at,
        "text": text,
        "text_source": "text",
        "reader_version": "invented-1",
        "original_languages": [],
        "is_reissued": False,
        "is_current": True,
        "n_accounted": 10,
        "n_accountable": 10,
        "share_accounted": 1.0,
    }


def read_all_but_the_last(documents: Sequence[RawDocument]) -> Chunk:
    """A reader that forgets a document."""
    return read_chunk(documents[:-1])


def read_misspelt(documents: Sequence[RawDocument]) -> Chunk:
    """A reader that gives frames of another schema."""
    chunk = read_chunk(documents)
    return Chunk({**chunk.frames, "meetings": chunk.frames["meetings"].rename({"place": "venue"})}, chunk.failures)
