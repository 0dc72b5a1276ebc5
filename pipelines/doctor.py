"""What is well with a home and what is not, and what to do about it: ``sederunt doctor``.

What belongs here: looking, without changing anything. What does not: the options of the command (``commands.py``).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from sederunt.sources.collections import Collection
from sederunt.sources.errors import HomeIsBusy, WrongUse
from sederunt.sources.folder import require_folder
from sederunt.sources.home import STORE_VARIABLE, Home, locked
from sederunt.sources.ledger import Ledger
from sederunt.sources.objects import ObjectStore
from sederunt.sources.register import collections
from sederunt.sources.web.client import Client, NoAnswer, log_retries
from sederunt.sources.web.settings import Network, network
from warehouse.publish import published_path

State = Literal["well", "look", "bad"]
#: Below this the next run may not end: a candidate is as large as what is published, and is built beside it.
_SPACE = 1 << 30
_STALE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """``state``: well; look, where a person may want to; bad, where the next run will suffer from it."""

    state: State
    what: str
    words: str


def examine(home: Home) -> Iterator[Finding]:
    """All findings, in the order in which they are worth reading."""
    yield _home(home)
    if not home.path.is_dir():
        return
    yield _space(home)
    known, settings = yield from _settings(home)
    yield _store(home)
    for collection in known:
        yield _collection(home, collection)
    if settings is not None:
        yield from _hosts(home, known, settings)
    yield _published(home)
    yield from _runs(home)


def _home(home: Home) -> Finding:
    if not home.path.exists():
        return Finding("look", "home", f"{home.path} is not there yet; `sederunt run` makes it")
    try:
        home.prepare()
        with locked(home):
            return Finding("well", "home", f"{home.path} can be written")
    except HomeIsBusy as error:
        return Finding("look", "home", str(error))
    except WrongUse as error:
        return Finding("bad", "home", str(error))


def _space(home: Home) -> Finding:
    free = shutil.disk_usage(home.path).free
    published = published_path(home.path)
    needed = max(_SPACE, 2 * published.stat().st_size if published.is_file() else 0)
    words = f"{free / 1e9:.1f} GB are free"
    if free < needed:
        return Finding("bad", "space", f"{words}; {needed / 1e9:.1f} GB are wanted: make room, or move the home")
    return Finding("well", "space", words)


def _settings(home: Home) -> Generator[Finding, None, tuple[tuple[Collection, ...], Network | None]]:
    """Both files of the home, and what they say."""
    known: tuple[Collection, ...] = ()
    settings: Network | None = None
    try:
        known = collections(home)
        yield Finding("well", "collections", f"{len(known)}: {', '.join(one.name for one in known)}")
    except WrongUse as error:
        for line in str(error).splitlines():
            yield Finding("bad", "collections", line)
    try:
        settings = network(home.path)
        yield Finding("well", "network settings", "network.toml is understood")
    except WrongUse as error:
        for line in str(error).splitlines():
            yield Finding("bad", "network settings", line)
    return known, settings


def _store(home: Home) -> Finding:
    address = os.environ.get(STORE_VARIABLE)
    place = ObjectStore(address).shown if address else str(home.path / "store")
    try:
        home.store.has("0" * 64, 0)
    except Exception as error:  # noqa: BLE001  a backend of fsspec raises what it likes
        # Its own words may hold the address, and so a password.
        words = f"{place} cannot be reached ({type(error).__name__}); is its backend of fsspec installed?"
        return Finding("bad", "store", words)
    return Finding("well", "store", f"{place} can be reached")


def _collection(home: Home, collection: Collection) -> Finding:
    what = f"collection {collection.name}"
    if collection.folder is not None:
        try:
            require_folder(collection.folder)
        except WrongUse as error:
            return Finding("bad", what, f"{error}; or take its entry out of {home.register}")
    ledger = Ledger.load(home.ledger(collection.name))
    present = ledger.present()
    failed = ledger.failures()
    words = f"{len(present)} documents, {sum(one.shard is not None for one in present)} with facts"
    if failed.height:
        stages = ", ".join(f"{n} {stage}" for stage, n in sorted(failed["stage"].value_counts().iter_rows()))
        return Finding("look", what, f"{words}, {failed.height} failed ({stages}): see quality.failures")
    return Finding("well", what, words)


def _hosts(home: Home, known: tuple[Collection, ...], settings: Network) -> Iterator[Finding]:
    """The hosts that the collections need are asked for their robots.txt; none where no collection is of the web."""
    sources = [one.web for one in known if one.web is not None]
    wanted = [settings.resolver if settings.way == "resolver" else settings.document] if sources else []
    if any(one.series for one in sources):
        wanted += [settings.oai if way == "oai" else settings.search for way in settings.discovery]
    log_retries()
    with Client(settings, home.catalogue) as client:
        for origin in dict.fromkeys(f"{urlsplit(one).scheme}://{urlsplit(one).netloc}" for one in wanted):
            try:
                client.ask(f"{origin}/robots.txt")
            except NoAnswer as failure:
                yield Finding("look", "source", f"{failure.message}; what it gave is kept, the next run asks again")
            else:
                yield Finding("well", "source", f"{origin} answers")


def _published(home: Home) -> Finding:
    path = published_path(home.path)
    if not path.is_file():
        return Finding("look", "published file", f"there is no {path} yet: `sederunt run` makes it")
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Finding("well", "published file", f"{path}, built {moment:%Y-%m-%d %H:%M} UTC")


def _runs(home: Home) -> Iterator[Finding]:
    """The last runs, as Dagster recorded them."""
    if not (home.instance / "dagster.yaml").exists():
        yield Finding("look", "runs", "there was none yet")
        return
    import dagster as dg

    from pipelines.instance import open_instance

    with open_instance(home) as instance:
        records = instance.get_run_records(limit=10)
    if not records:
        yield Finding("look", "runs", "there was none yet")
        return
    last = records[0]
    run = last.dagster_run
    words = f"the last began {last.create_timestamp:%Y-%m-%d %H:%M} UTC: {run.status.value.lower()}"
    n_failed = sum(one.dagster_run.status == dg.DagsterRunStatus.FAILURE for one in records)
    words += f"; of the last {len(records)} failed {n_failed}"
    if run.status == dg.DagsterRunStatus.FAILURE:
        yield Finding("bad", "runs", f"{words}; `sederunt ui` or {home.log} says why")
    elif datetime.now(UTC) - last.create_timestamp.replace(tzinfo=UTC) > _STALE:
        yield Finding("look", "runs", f"{words}; that is long ago: is the schedule switched on?")
    else:
        yield Finding("well", "runs", words)
