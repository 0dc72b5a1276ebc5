"""Reading what is new in a collection: in batches, on all cores when there is enough of it, each batch durable at once.

What belongs here: batches, what to do when one fails, the ledger's account of it. What does not: a batch itself
(``reader.py``), processes (``workers.py``), what is new (``stock.py``).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sederunt.sources import shards
from sederunt.sources.cluster import VARIABLE, spread_over_nodes
from sederunt.sources.files import remove, temporary
from sederunt.sources.home import Home
from sederunt.sources.ledger import Entry, Ledger
from sederunt.sources.limits import Limits, limits
from sederunt.sources.reader import Outcome, Reader, Task, read_batch
from sederunt.sources.single import failure_of
from sederunt.sources.store import Store
from sederunt.sources.workers import Tell, WorkerEnded, n_workers, spread, without_main

#: A batch is closed at this number of documents or bytes: enough to be worth a shard, little enough for the memory.
BATCH_DOCUMENTS = 64
BATCH_BYTES = 8_000_000
#: Up to this number of documents, one process reads them all: another would not be worth its start.
FEW = 8


@dataclass(frozen=True, slots=True)
class Readings:
    """What reading a collection's news came to, and how it stands with the collection as a whole.

    ``n_without_facts``: the documents that should have given facts and gave none, since they could not be had or read.
    What turned out to be no report is not among them: that was read. ``share_accounted``: see ``shards.py``.
    """

    n_read: int
    n_failed: int
    n_in_collection: int
    n_failed_in_collection: int
    n_without_facts: int = field(default=0, compare=False)
    share_accounted: float | None = field(default=None, compare=False)

    @property
    def n_expected(self) -> int:
        """The documents that should have given facts."""
        return self.n_in_collection + self.n_without_facts

    @property
    def share_failed(self) -> float:
        """The share of them that gave none, 0 to 1; 0 where there are none."""
        return self.n_without_facts / self.n_expected if self.n_expected else 0.0


@dataclass(frozen=True, slots=True)
class _Batch:
    """What goes to a worker process."""

    reader: Reader
    store: Store
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
    allowed = limits()
    bounded = allowed.bounded(reader.version)
    pending = ledger.pending({*reader.versions, bounded})
    done = n_failed = 0
    for draft, outcomes in _outcomes(home, collection, reader, pending, allowed):
        _record(ledger, folder, draft, outcomes, reader, bounded)
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
        n_without_facts=sum(
            entry.is_failed and entry.shard is None and entry.stage != "recognise" for entry in ledger.present()
        ),
        share_accounted=shards.share_accounted(folder, ledger),
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
    home: Home, collection: str, reader: Reader, pending: Sequence[Entry], allowed: Limits
) -> Iterator[tuple[Path, list[Outcome]]]:
    """The outcomes of batch after batch, each with the draft of its shard (which is not there where none was read).

    When a batch fails as a whole, the document at fault is marked and the others are read in batches of their own;
    where nobody can tell which one it is, each is read alone.
    """
    jobs = deque(
        _Batch(reader, home.store, tuple(_task(entry, collection) for entry in entries), _new_draft(home, collection))
        for entries in _divide(pending)
    )
    for batch, result in _spread(jobs, allowed):
        if not isinstance(result, Exception):
            yield batch.draft, result
            continue
        remove(batch.draft)
        at = result.at if isinstance(result, WorkerEnded) else None
        if at is None and len(batch.tasks) == 1:
            at = 0
        if at is not None:
            yield _new_draft(home, collection), [_crashed(batch.tasks[at], result)]
        for tasks in _others(batch.tasks, at):
            jobs.append(replace(batch, tasks=tasks, draft=_new_draft(home, collection)))


def _spread(jobs: deque[_Batch], allowed: Limits) -> Iterator[tuple[_Batch, list[Outcome] | Exception]]:
    """Do batches on this machine, or on the cluster that ``$SEDERUNT_RAY`` names."""
    address = os.environ.get(VARIABLE)
    if not address:
        yield from spread(_work, jobs, min(n_workers(), len(jobs)), allowed)
        return
    for batch, result in spread_over_nodes(_work_on_node, jobs, allowed, address):
        if isinstance(result, Exception):
            yield batch, result
            continue
        outcomes, shard = result
        if shard:
            batch.draft.mkdir(parents=True)
            for name, data in shard.items():
                (batch.draft / name).write_bytes(data)
        yield batch, outcomes


def _work_on_node(batch: _Batch, allowed: Limits) -> tuple[list[Outcome], dict[str, bytes]]:
    """On a node: the batch, read in a process that is watched as on one machine, and its shard as files by name.

    The home is not there: only who started the run writes to it.
    """
    with TemporaryDirectory() as folder, without_main():
        here = replace(batch, draft=Path(folder, "shard"))
        for _, result in spread(_work, deque([here]), 1, allowed):
            if isinstance(result, Exception):
                raise result
            files = here.draft.iterdir() if here.draft.is_dir() else ()
            return result, {path.name: path.read_bytes() for path in files}
    raise AssertionError("a batch ended without an outcome")


def _work(batch: _Batch, tell: Tell) -> list[Outcome]:
    return read_batch(batch.reader, batch.store, batch.tasks, batch.draft, tell)


def _others(tasks: tuple[Task, ...], at: int | None) -> list[tuple[Task, ...]]:
    """The documents before the one at fault and those behind it; each alone where it is unknown."""
    if at is None:
        return [(task,) for task in tasks]
    return [part for part in (tasks[:at], tasks[at + 1 :]) if part]


def _crashed(task: Task, error: Exception) -> Outcome:
    return Outcome(task.source_uri, failure_of(task.source_uri, error))


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


def _record(
    ledger: Ledger, folder: Path, draft: Path, outcomes: Sequence[Outcome], reader: Reader, bounded: str
) -> None:
    """Commit a batch's shard, then the ledger that names it. What the reader failed on is tried again under other
    limits: ``bounded`` is the version with those of this run.
    """
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
            # That its source can no longer be read, or has it no more, is true still when its bytes have been read.
            kept = entry if entry.stage == "fetch" else entry.mended()
            ledger.put(replace(kept, shard=shard, reader_version=reader.version_for(outcome.language)))
        else:
            tried_by = bounded if outcome.failure.stage == "read" else reader.version
            ledger.put(replace(entry, shard=None, reader_version=tried_by).failed(outcome.failure, now))
    ledger.save()
