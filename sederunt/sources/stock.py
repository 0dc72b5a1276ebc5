"""Taking stock of a collection: which documents are new, changed, gone; the new bytes are taken into the store.

What belongs here: comparing the folder with the ledger. What does not: sources on the web (``web/arrivals.py``),
reading the documents (``batches.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sederunt.documents.formats import formats
from sederunt.errors import UnreadableDocument
from sederunt.sources.collections import Collection
from sederunt.sources.folder import FoundFile, UnreadablePlace, fetch, walk
from sederunt.sources.home import Home
from sederunt.sources.ledger import Entry, Ledger

#: A file that was compared so soon after its last change may have changed once more within one tick of the clock.
_SETTLED = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Stock:
    """What was found in one collection. ``n_documents`` counts all, the next four are among them or have left them.

    The last three are of documents that come over HTTP: how many were asked for, of how many the bytes that we have
    still hold, and how many the source does not have.
    """

    n_documents: int
    n_new: int
    n_changed: int
    n_gone: int
    n_unreadable: int
    n_asked: int = 0
    n_unchanged: int = 0
    n_missing: int = 0

    @property
    def has_news(self) -> bool:
        return bool(self.n_new or self.n_changed or self.n_gone)


def take_stock(home: Home, collection: Collection, advance: Callable[[int], None] = lambda number: None) -> Stock:
    """Compare the collection's folder with its ledger, take new bytes in, and bring the ledger up to date.

    ``advance`` is told the number of files looked at so far. Raises ``WrongUse`` where the folder cannot be read: then
    the ledger is as it was.
    """
    if collection.folder is None:
        raise ValueError(f"collection {collection.name} has no folder")
    ledger = Ledger.load(home.ledger(collection.name))
    before = {entry.source_uri: entry for entry in ledger}
    out_of_sight: list[str] = []
    seen: set[str] = set()
    for number, found in enumerate(walk(collection.folder), start=1):
        seen.add(found.source_uri)
        if isinstance(found, UnreadablePlace):
            if found.is_folder:
                out_of_sight.append(f"{found.source_uri}/")
            ledger.put(_unreadable_place(found, before.get(found.source_uri)))
        else:
            ledger.put(_look_at(home, collection, found, before.get(found.source_uri)))
        advance(number)
    for entry in before.values():
        if entry.source_uri not in seen and not entry.source_uri.startswith(tuple(out_of_sight)):
            ledger.put(replace(entry.mended(), is_present=False, shard=None))
    if any(ledger.get(entry.source_uri) != before.get(entry.source_uri) for entry in ledger):
        ledger.save()
    return count_changes(before, ledger)


def count_changes(before: Mapping[str, Entry], ledger: Ledger) -> Stock:
    """What has changed in a ledger since its entries, by address, were ``before``."""
    was = {address: entry for address, entry in before.items() if entry.is_present}
    now = {entry.source_uri: entry for entry in ledger.present()}
    return Stock(
        n_documents=len(now),
        n_new=len(now.keys() - was.keys()),
        n_changed=sum(now[address].sha256 != was[address].sha256 for address in now.keys() & was.keys()),
        n_gone=len(was.keys() - now.keys()),
        n_unreadable=sum(entry.sha256 is None or entry.stage == "fetch" for entry in now.values()),
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _look_at(home: Home, collection: Collection, found: FoundFile, known: Entry | None) -> Entry:
    """The entry of a file: the known one where nothing has changed, else with its present bytes taken in."""
    if known is not None and _is_unchanged(home, found, known):
        return known
    base = known or Entry(found.source_uri, found.format.media_type, _now())
    try:
        document = fetch(found, collection.name)
    except UnreadableDocument as failure:
        return replace(base, is_present=True, checked_at=_now()).failed(failure, _now())
    base = replace(
        base,
        media_type=found.format.media_type,
        size=found.size,
        mtime_ns=found.mtime_ns,
        checked_at=document.fetched_at,
        is_present=True,
    )
    if document.sha256 == base.sha256 and home.store.has(document.sha256, len(document.data)):
        return base.mended() if base.stage == "fetch" else base
    home.store.put(document.data)
    same = document.sha256 == base.sha256  # then only the store had lost it
    return replace(
        base.mended(),
        sha256=document.sha256,
        fetched_at=document.fetched_at,
        reader_version=base.reader_version if same else None,
        shard=base.shard if same else None,
    )


def _is_unchanged(home: Home, found: FoundFile, known: Entry) -> bool:
    """Whether size and time say that these are the bytes that we have, without opening the file."""
    if not known.is_present or known.sha256 is None or known.stage == "fetch":
        return False
    changed_at = datetime.fromtimestamp(found.mtime_ns / 1e9, UTC).replace(tzinfo=None)
    return (
        (known.size, known.mtime_ns) == (found.size, found.mtime_ns)
        and known.checked_at - changed_at > _SETTLED
        and home.store.has(known.sha256, found.size)
    )


def _unreadable_place(found: UnreadablePlace, known: Entry | None) -> Entry:
    kind = None if found.is_folder else formats().of(Path(found.path).name)
    media_type = "inode/directory" if kind is None else kind.media_type
    base = known or Entry(found.source_uri, media_type, _now())
    return replace(base, is_present=True, checked_at=_now()).failed(found.failure, _now())
