"""Taking stock of a collection that comes over HTTP: what is new there, changed, gone; new bytes go into the store.

What belongs here: comparing what a source has with the ledger. What does not: asking (``undocuments.py``), which
symbols there are (``catalogue.py``), reading the documents (``batches.py``).

Nothing that came once is lost: a document that its source no longer has keeps its bytes and its facts, and has a
failure beside them. What was found to be missing, or refused for good, is asked for again after some days only.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase

from sederunt.errors import FailureKind, UnreadableDocument
from sederunt.sources.collections import Collection, WebSource, is_of_these_years
from sederunt.sources.home import Home
from sederunt.sources.ledger import Entry, Ledger
from sederunt.sources.stock import Stock, count_changes
from sederunt.sources.web.catalogue import Catalogue
from sederunt.sources.web.client import Answer, Client, NoAnswer
from sederunt.sources.web.manifest import Manifest
from sederunt.sources.web.marc import Record
from sederunt.sources.web.settings import Network
from sederunt.sources.web.shape import media_type
from sederunt.sources.web.undocuments import Came, address, fetch
from sederunt.sources.web.wanted import SYMBOL, Wanted

#: After this number of documents ledger and manifest are made durable: what a kill costs at most is to be asked again.
_SAVED_EVERY = 20


@dataclass(frozen=True, slots=True)
class Tools:
    """What taking stock needs: the client and settings of the run, the catalogue of the home, the clock."""

    client: Client
    network: Network
    catalogue: Catalogue
    now: Callable[[], datetime] = lambda: datetime.now(UTC).replace(tzinfo=None)


def take_web_stock(
    home: Home, collection: Collection, tools: Tools, advance: Callable[[int, int | None], None] = lambda done, n: None
) -> Stock:
    """Ask the source of a collection for all that is wanted of it, and bring the ledger up to date.

    ``advance`` is told how many of how many documents have been dealt with.
    """
    ledger = Ledger.load(home.ledger(collection.name))
    manifest = Manifest.load(home.manifest(collection.name))
    before = {entry.source_uri: entry for entry in ledger}
    visit = _Visit(home, collection, tools, ledger, manifest)
    wanted = wanted_of(collection, tools.catalogue, before.values())
    for number, one in enumerate(wanted, start=1):
        visit.call(one)
        if number % _SAVED_EVERY == 0:
            visit.save()
        advance(number, len(wanted))
    visit.leave_out_others(wanted)
    visit.save()
    return replace(
        count_changes(before, ledger), n_asked=visit.n_asked, n_unchanged=visit.n_unchanged, n_missing=visit.n_missing
    )


def wanted_of(collection: Collection, catalogue: Catalogue, held: Iterable[Entry]) -> list[Wanted]:
    """The documents that a collection wants: those that it names, and those that are known of its series.

    What is held already stays wanted for as long as it belongs to the collection, even where the catalogue has lost it.
    """
    source = collection.web
    if source is None:
        raise ValueError(f"collection {collection.name} has no source on the web")
    found: dict[tuple[str, str], Wanted] = {}
    for symbol in source.symbols:
        for language in source.languages:
            found[symbol, language] = Wanted(symbol, language, source.formats)
    for record in catalogue.records(source.series):
        for symbol in record.symbols:
            if _is_wanted(source, symbol, record):
                for language in source.languages:
                    if not record.languages or language in record.languages:
                        found.setdefault((symbol, language), Wanted(symbol, language, source.formats))
    for entry in held:
        if entry.sha256 is not None and entry.symbol and entry.language in source.languages:
            is_named = entry.symbol in source.symbols or any(fnmatchcase(entry.symbol, one) for one in source.series)
            if is_named and is_of_these_years(source, entry.symbol, ""):
                key = (entry.symbol, entry.language)
                found.setdefault(key, Wanted(entry.symbol, entry.language, source.formats))
    return sorted(found.values(), key=lambda one: (one.symbol, one.language))


def _is_wanted(source: WebSource, symbol: str, record: Record) -> bool:
    title = record.title.casefold()
    return (
        bool(SYMBOL.fullmatch(symbol))
        and any(fnmatchcase(symbol, pattern) for pattern in source.series)
        and is_of_these_years(source, symbol, record.published_on)
        and (not title or any(word in title for word in source.titles))
    )


class _Visit:
    """One pass over what a collection wants."""

    def __init__(self, home: Home, collection: Collection, tools: Tools, ledger: Ledger, manifest: Manifest) -> None:
        self._home = home
        self._collection = collection
        self._tools = tools
        self._ledger = ledger
        self._manifest = manifest
        self._saved = {entry.source_uri: entry for entry in ledger}
        self.n_asked = self.n_unchanged = self.n_missing = 0

    def call(self, wanted: Wanted) -> None:
        """Ask for one document: for the format that we have, else for one after the other until one is there."""
        places = {address(self._tools.network, wanted, format_): format_ for format_ in reversed(wanted.formats)}
        places = dict(reversed(places.items()))  # the resolver has one place for all formats: it is that of the first
        known = [entry for place in places if (entry := self._ledger.get(place)) is not None]
        if any(self._is_settled(entry) for entry in known):
            return
        held = [entry for entry in known if entry.sha256 is not None]
        chosen = next((entry for entry in held if entry.is_present), held[0] if held else None)
        if chosen is not None and self._is_resting(chosen):
            return
        asked = [chosen] if chosen else [self._ledger.get(place) or self._new(wanted, place) for place in places]
        self.n_asked += 1
        failures: list[Entry] = []
        for entry in asked:
            came = self._ask(wanted, places[entry.source_uri], entry)
            if not came.is_failed or came.sha256 is not None:
                self._keep(came, places)
                return
            failures.append(came)
        # One failure for the document: the first that says more than that there is no such file.
        told = next((entry for entry in failures if entry.kind == "transient"), failures[0])
        self.n_missing += told.kind == "permanent"
        self._keep(told, places)

    def _new(self, wanted: Wanted, place: str) -> Entry:
        kind = media_type(wanted.formats[0])  # until bytes say what they are
        return Entry(place, kind, self._tools.now(), symbol=wanted.symbol, language=wanted.language)

    def _is_settled(self, entry: Entry) -> bool:
        """Whether it was found to be missing, or refused for good, too short a time ago to be asked for again."""
        again = entry.checked_at + timedelta(days=self._tools.network.ask_again_after_days)
        return (
            entry.sha256 is None
            and entry.is_present
            and entry.stage == "fetch"
            and entry.kind == "permanent"
            and self._tools.now() < again
        )

    def _is_resting(self, entry: Entry) -> bool:
        """Whether this is not the day on which a document is asked for that came long ago.

        The day follows from the address, so that no record has to be kept and each day has its share of the documents.
        """
        network, now = self._tools.network, self._tools.now()
        if entry.fetched_at is None or entry.is_failed or not entry.is_present:
            return False
        if not self._home.store.has(str(entry.sha256), entry.size or 0):
            return False
        age = now - entry.fetched_at
        turn = (now.toordinal() + zlib.crc32(entry.source_uri.encode())) % network.recheck_then_every_days
        return age > timedelta(days=network.recheck_each_run_for_days) and turn != 0

    def _keep(self, entry: Entry, places: Iterable[str]) -> None:
        """Record one entry for the document; those for its other formats have had their day."""
        self._ledger.put(entry)
        for place in places:
            other = self._ledger.get(place)
            if place != entry.source_uri and other is not None and other.is_present:
                self._ledger.put(replace(other.mended(), is_present=False, shard=None))

    def _ask(self, wanted: Wanted, format_: str, entry: Entry) -> Entry:
        """The entry after the question, with new bytes taken in or a failure."""
        has_bytes = entry.sha256 is not None and self._home.store.has(entry.sha256, entry.size or 0)
        etag, last_modified = (entry.etag, entry.last_modified) if has_bytes else (None, None)
        tools = self._tools
        try:
            came = fetch(tools.client, tools.network, wanted, format_, etag, last_modified)
        except NoAnswer as failure:
            if failure.answer.status or failure.answer.n_attempts:
                self._note(wanted, replace(failure.answer, address=entry.source_uri), "failed", error=failure.message)
            return self._failed(entry, failure.message, failure.kind)
        if came.answer.status == 304:
            self.n_unchanged += 1
            self._note(wanted, came.answer, "unchanged", sha256=entry.sha256)
            return replace(entry.mended() if entry.stage == "fetch" else entry, is_present=True)
        if came.answer.status != 200:
            return self._missing(wanted, entry, came)
        return self._arrived(wanted, entry, came)

    def _missing(self, wanted: Wanted, entry: Entry, came: Came) -> Entry:
        name = f"{wanted.symbol} ({wanted.language})"
        if entry.sha256 is not None:
            self.n_missing += 1
            self._note(wanted, came.answer, "vanished")
            on = "" if entry.fetched_at is None else f" of {entry.fetched_at:%Y-%m-%d}"
            return self._failed(
                entry, f"{name} is no longer to be had at its source; its bytes{on} are kept", "transient"
            )
        self._note(wanted, came.answer, "missing")
        days = self._tools.network.ask_again_after_days
        words = f"{name} is not to be had in this language; it is asked for again after {days:g} days"
        return self._failed(entry, words, "permanent")

    def _arrived(self, wanted: Wanted, entry: Entry, came: Came) -> Entry:
        sha256 = self._home.store.put(came.answer.data)
        now = self._tools.now()
        headers = came.answer.headers
        entry = replace(
            entry,
            media_type=media_type(came.format),
            size=len(came.answer.data),
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            is_present=True,
        )
        if sha256 == entry.sha256:
            self.n_unchanged += 1
            self._note(wanted, came.answer, "unchanged", sha256=sha256)
            return entry.mended() if entry.stage == "fetch" else entry
        self._note(wanted, came.answer, "new" if entry.sha256 is None else "changed", sha256=sha256)
        return replace(entry.mended(), sha256=sha256, fetched_at=now, checked_at=now, reader_version=None, shard=None)

    def _failed(self, entry: Entry, message: str, kind: FailureKind) -> Entry:
        now = self._tools.now()
        failure = UnreadableDocument(message.replace("\n", " "), stage="fetch", kind=kind)
        # Of a document that we have the time stays, so that a source that is down for long does not write every day.
        checked_at = entry.checked_at if entry.sha256 is not None else now
        return replace(entry, is_present=True, checked_at=checked_at).failed(failure, now)

    def _note(
        self, wanted: Wanted, answer: Answer, outcome: str, *, sha256: str | None = None, error: str | None = None
    ) -> None:
        self._manifest.note(
            self._collection.name,
            "document",
            answer,
            outcome,
            self._tools.now(),
            symbol=wanted.symbol,
            language=wanted.language,
            sha256=sha256,
            error=error,
        )

    def leave_out_others(self, wanted: list[Wanted]) -> None:
        """What the collection no longer asks for leaves its facts; the store keeps the bytes."""
        network = self._tools.network
        places = {address(network, one, format_) for one in wanted for format_ in one.formats}
        for entry in self._ledger:
            if entry.source_uri not in places and entry.is_present:
                self._ledger.put(replace(entry.mended(), is_present=False, shard=None))

    def save(self) -> None:
        """Make durable what has changed since the last time: the manifest first, since the ledger ends the matter."""
        self._manifest.save()
        present = {entry.source_uri: entry for entry in self._ledger}
        if present != self._saved:
            self._ledger.save()
            self._saved = present
