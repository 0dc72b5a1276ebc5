"""Reading a batch of stored documents into one shard: the unit of work, in this process or in another.

What belongs here: from bytes in the store to a shard on disk, and what became of each document. What does not: the
order of the batches (``batches.py``), the ledger, how a document is read (``sederunt/report.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from sederunt.documents.raw import RawDocument
from sederunt.errors import FailureKind, Stage, UnreadableDocument
from sederunt.sources.shards import BrokenContract, write
from sederunt.sources.store import DamagedBytes, Store
from sederunt.sources.workers import Tell


class ChunkOfFacts(Protocol):
    """What reading a number of documents gives: frames by fact table, and rows of table ``failures``."""

    @property
    def frames(self) -> Mapping[str, pl.DataFrame]: ...

    @property
    def failures(self) -> pl.DataFrame: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """A version of the reader. It goes to worker processes: ``read_chunk`` must be a function of a module.

    ``by_language`` gives the version for documents of a language, which stays the same where a change of the reader
    cannot concern them; ``version`` holds for all others.
    """

    version: str
    read_chunk: Callable[[Sequence[RawDocument]], ChunkOfFacts]
    by_language: Mapping[str, str] = field(default_factory=dict)

    def version_for(self, language: str | None) -> str:
        """The version for documents of a language; None where it is not known."""
        return self.version if language is None else self.by_language.get(language, self.version)

    @property
    def versions(self) -> frozenset[str]:
        """All versions under which a reading still holds."""
        return frozenset((self.version, *self.by_language.values()))


def default_reader() -> Reader:
    """The reader of this project."""
    from sederunt import report
    from sederunt.versions import versions_by_language

    return Reader(report.READER_VERSION, report.read_chunk, versions_by_language())


@dataclass(frozen=True, slots=True)
class Task:
    """One document to be read, its bytes being in the store."""

    sha256: str
    source_uri: str
    collection: str
    fetched_at: datetime
    media_type: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: facts in the shard, then in which language it was read, or a failure."""

    source_uri: str
    failure: UnreadableDocument | None = None
    language: str | None = None


class _Watched(Sequence[RawDocument]):
    """Documents that tell when each of them is begun: the reader goes through them one after another."""

    def __init__(self, documents: Sequence[RawDocument], at: Sequence[int], tell: Tell) -> None:
        self._documents, self._at, self._tell = documents, at, tell

    def __len__(self) -> int:
        return len(self._documents)

    def __getitem__(self, index: Any) -> Any:
        return self._documents[index]

    def __iter__(self) -> Iterator[RawDocument]:
        for at, document in zip(self._at, self._documents, strict=True):
            self._tell(at)
            yield document


def read_batch(
    reader: Reader, store: Store, tasks: Sequence[Task], draft: Path, tell: Tell = lambda at: None
) -> list[Outcome]:
    """Read documents and write those that could be read as the shard ``draft``; one outcome for each task, in order.

    ``tell`` is called with the index of each task when its document is begun, and with None after the last.
    Nothing is written where none could be read. Raises ``BrokenContract`` where the reader does not keep to the seam,
    and whatever else an error of the program raises.
    """
    documents: list[RawDocument] = []
    places: list[int] = []
    failed: dict[str, UnreadableDocument] = {}
    for at, task in enumerate(tasks):
        try:
            data = store.get(task.sha256)
            documents.append(RawDocument(data, task.source_uri, task.collection, task.fetched_at, task.media_type))
            places.append(at)
        except DamagedBytes as error:
            failed[task.source_uri] = UnreadableDocument(
                f"{error}; it is fetched again", stage="fetch", kind="transient"
            )
    if not documents:
        return [Outcome(task.source_uri, failed[task.source_uri]) for task in tasks]
    chunk = reader.read_chunk(_Watched(documents, places, tell))
    tell(None)
    for row in chunk.failures.iter_rows(named=True):
        failed[row["source_uri"]] = _failure(row["error"], row["stage"], row["kind"])
    if "documents" not in chunk.frames:
        raise BrokenContract("the reader gave no frame documents")
    read = dict(chunk.frames["documents"].select("source_uri", "language").iter_rows())
    if read:
        write(chunk.frames, draft)
    return [_outcome(task, read, failed) for task in tasks]


def _failure(message: str, stage: Stage, kind: FailureKind) -> UnreadableDocument:
    return UnreadableDocument(message, stage=stage, kind=kind)


def _outcome(task: Task, read: Mapping[str, str], failed: Mapping[str, UnreadableDocument]) -> Outcome:
    if task.source_uri in failed:
        return Outcome(task.source_uri, failed[task.source_uri])
    if task.source_uri in read:
        return Outcome(task.source_uri, language=read[task.source_uri])
    raise BrokenContract(f"the reader gave neither facts nor a failure for {task.source_uri}")
