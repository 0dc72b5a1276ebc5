"""Reading what is new in a collection: in batches, on all cores when there is enough of it, each batch durable at once.

What belongs here: batches, what to do when one fails, the ledger's account of it. What does not: a batch itself
(``reader.py``), processes (``workers.py``), what is new (``stock.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sederunt.errors import UnreadableDocument
from sederunt.sources import shards
from sederunt.sources.files import remove, temporary
from sederunt.sources.home import Home
from sederunt.sources.ledger import Entry, Ledger
from sederunt.sources.reader import Outcome, Reader, Task, read_batch
from sederunt.sources.store import ByteStore
from sederunt.sources.workers import WorkerDied, n_workers, spread

#: A batch is closed at this number of documents or bytes: enough to be worth a shard, little enough for the memory.
BATCH_DOCUMENTS = 64
BATCH_BYTES = 8_000_000
#: Up to this number of documents, starting processes costs more than it gains.
FEW = 8


@dataclass(frozen=True, slots=True)
class Readings:
    """What reading a collection's news came to, and how it stands with the collection as a whole."""

    n_read: int
    n_failed: int
    n_in_collection: int
    n_failed_in_collection: int


@dataclass(frozen=True, slots=True)
class _Batch:
    """What goes to a worker process."""

    reader: Reader
    store: ByteStore
    tasks: tuple[Task, ...]
    draft: Path


def read_news(
    home: Home, collection: str, reader: Reader, advance: Callable[[int, int], None] = lambda done, total: None
) -> Readings:
    """Read all documents of a collection that this reader has not read, and record what became of them.

    ``advance`` is told how many of how many have been dealt with. After a kill the next call goes on from there.
    """
    ledger = Ledger.load(home.ledger(collection))
    folder = home.facts(collection)
    _forget_lost_shards(folder, ledger)
    pending = ledger.pending(reader.version)
    done = n_failed = 0
    for draft, outcomes in _outcomes(home, collection, reader, pending):
        _record(ledger, folder, draft, outcomes, reader.version)
        done += len(outcomes)
        n_failed += sum(outcome.failure is not None for outcome in outcomes)
        advance(done, len(pending))
    shards.tidy(folder, ledger)
    chosen = ledger.chosen().values()
    return Readings(
        n_read=done - n_failed,
        n_failed=n_failed,
        n_in_collection=sum(entry.shard is not None for entry in chosen),
        n_failed_in_collection=ledger.failures().height,
    )


def _forget_lost_shards(folder: Path, ledger: Ledger) -> None:
    """Where the facts of a document are no longer there, it is read again."""
    gone = set(shards.lost(folder, ledger))
    for entry in ledger:
        if entry.shard in gone:
            ledger.put(replace(entry, shard=None, reader_version=None))
    if gone:
        ledger.save()


def _outcomes(
    home: Home, collection: str, reader: Reader, pending: Sequence[Entry]
) -> Iterator[tuple[Path, list[Outcome]]]:
    """The outcomes of batch after batch, each with the draft of its shard (which is not there where none was read)."""
    batches = [
        _Batch(reader, home.store, tuple(_task(entry, collection) for entry in entries), _new_draft(home, collection))
        for entries in _divide(pending)
    ]
    if len(pending) <= FEW:
        for batch in batches:
            try:
                yield batch.draft, _work(batch)
            except Exception as error:  # noqa: BLE001  whatever it is, it must not take the other documents along
                yield from _one_by_one(home, batch, error, in_processes=False)
        return
    for batch, result in spread(_work, batches, min(n_workers(), len(batches))):
        if isinstance(result, Exception):
            yield from _one_by_one(home, batch, result, in_processes=True)
        else:
            yield batch.draft, result


def _work(batch: _Batch) -> list[Outcome]:
    return read_batch(batch.reader, batch.store, batch.tasks, batch.draft)


def _one_by_one(
    home: Home, batch: _Batch, error: Exception, in_processes: bool
) -> Iterator[tuple[Path, list[Outcome]]]:
    """The documents of a batch that failed as a whole, each alone, so that only the one at fault is marked."""
    remove(batch.draft)
    if len(batch.tasks) == 1 and not isinstance(error, WorkerDied):
        yield batch.draft, [_crashed(batch.tasks[0], error)]
        return
    singles = [replace(batch, tasks=(task,), draft=_new_draft(home, task.collection)) for task in batch.tasks]
    if in_processes:
        for single, result in spread(_work, singles, 1):
            yield from _single(single, result)
        return
    for single in singles:
        try:
            yield from _single(single, _work(single))
        except Exception as crash:  # noqa: BLE001  as above
            yield from _single(single, crash)


def _single(batch: _Batch, result: list[Outcome] | Exception) -> Iterator[tuple[Path, list[Outcome]]]:
    if isinstance(result, Exception):
        remove(batch.draft)
        result = [_crashed(batch.tasks[0], result)]
    yield batch.draft, result


def _crashed(task: Task, error: Exception) -> Outcome:
    words = str(error).partition("\n")[0] if isinstance(error, WorkerDied) else f"{type(error).__name__}: {error}"
    message = (
        f"{task.source_uri}: the reader failed on it, which is an error of the program, please report it ({words})"
    )
    return Outcome(task.source_uri, UnreadableDocument(message.replace("\n", " "), stage="read"))


def _divide(pending: Sequence[Entry]) -> list[list[Entry]]:
    """Batches; with not many documents for the cores they are smaller, so that every core has one."""
    share = len(pending) if len(pending) <= FEW else -(-len(pending) // n_workers())
    limit = min(BATCH_DOCUMENTS, max(1, share))
    batches: list[list[Entry]] = []
    size = 0
    for entry in pending:
        if not batches or len(batches[-1]) >= limit or size + (entry.size or 0) > BATCH_BYTES:
            batches.append([])
            size = 0
        batches[-1].append(entry)
        size += entry.size or 0
    return batches


def _task(entry: Entry, collection: str) -> Task:
    if entry.sha256 is None or entry.fetched_at is None:
        raise ValueError(f"{entry.source_uri} is pending without bytes")
    return Task(entry.sha256, entry.source_uri, collection, entry.fetched_at, entry.media_type)


def _new_draft(home: Home, collection: str) -> Path:
    return temporary(home.facts(collection) / shards.new_name())


def _record(ledger: Ledger, folder: Path, draft: Path, outcomes: Sequence[Outcome], version: str) -> None:
    """Commit a batch's shard, then the ledger that names it."""
    shard: str | None = None
    if draft.is_dir():
        shard = draft.name.partition(".")[0]
        shards.commit(draft, folder / shard)
    now = datetime.now(UTC).replace(tzinfo=None)
    for outcome in outcomes:
        entry = ledger.get(outcome.source_uri)
        if entry is None:
            raise KeyError(outcome.source_uri)
        if outcome.failure is None:
            ledger.put(replace(entry.mended(), shard=shard, reader_version=version))
        else:
            ledger.put(replace(entry, shard=None, reader_version=version).failed(outcome.failure, now))
    ledger.save()
