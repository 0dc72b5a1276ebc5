"""The home: the folder in which a run keeps everything, and the lock that lets one run at a time work on it.

What belongs here: where things stand in the home, and who may write. What does not: what stands there (``store.py``,
``ledger.py``, ``shards.py``, ``warehouse/``).
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sederunt.sources.errors import HomeIsBusy, WrongUse
from sederunt.sources.objects import ObjectStore
from sederunt.sources.store import ByteStore, Store

VARIABLE = "SEDERUNT_HOME"
STORE_VARIABLE = "SEDERUNT_STORE"
REMOTE_VARIABLE = "SEDERUNT_REMOTE"
DEFAULT = "data"


def home_path(given: Path | None, environment: Mapping[str, str]) -> Path:
    """The home: what was given, else ``$SEDERUNT_HOME``, else ``data`` in the working folder; absolute."""
    return Path(given or environment.get(VARIABLE) or DEFAULT).expanduser().absolute()


@dataclass(frozen=True, slots=True)
class Home:
    """A home folder; nothing is written by naming it."""

    path: Path

    @property
    def store(self) -> Store:
        """The byte store: in the home, or where ``$SEDERUNT_STORE`` says (see ``objects.py``), or with the rest of the
        home on ``$SEDERUNT_REMOTE`` (see ``mirror.py``).
        """
        remote = os.environ.get(REMOTE_VARIABLE)
        address = os.environ.get(STORE_VARIABLE) or (f"{remote.rstrip('/')}/store" if remote else None)
        return ObjectStore(address) if address else ByteStore(self.path / "store")

    @property
    def register(self) -> Path:
        """The collections that were given: see ``register.py``."""
        return self.path / "collections.toml"

    @property
    def ledgers(self) -> Path:
        return self.path / "ledger"

    def ledger(self, collection: str) -> Path:
        return self.ledgers / f"{collection}.parquet"

    @property
    def manifests(self) -> Path:
        """What was asked over HTTP, a file a collection: see ``web/manifest.py``."""
        return self.path / "manifest"

    def manifest(self, collection: str) -> Path:
        return self.manifests / f"{collection}.parquet"

    @property
    def catalogue(self) -> Path:
        """What libraries and hosts have told about themselves: see ``web/catalogue.py``, ``web/robots.py``."""
        return self.path / "catalogue"

    def facts(self, collection: str) -> Path:
        """Where the shards of a collection stand, a folder each."""
        return self.path / "facts" / collection

    @property
    def reference(self) -> Path:
        return self.path / "reference"

    @property
    def warehouse(self) -> Path:
        return self.path / "warehouse"

    @property
    def instance(self) -> Path:
        """Dagster's own records."""
        return self.path / "dagster"

    @property
    def log(self) -> Path:
        return self.path / "sederunt.log"

    def prepare(self) -> None:
        """Make the folder. Raises ``WrongUse`` where it cannot be written."""
        probe = self.path / f".probe.{os.getpid()}.tmp"
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise WrongUse(
                f"the home {self.path} cannot be written: {error.strerror}; give another with --home or ${VARIABLE}"
            ) from error


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Hold the home for writing. Raises ``HomeIsBusy`` where another process holds it.

    The system takes the lock back when the process ends, however it ends: a killed run locks nobody out.
    """
    with (home.path / ".lock").open("a+", encoding="utf-8") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise WrongUse(f"the home {home.path} cannot be locked: {error.strerror}") from error
            raise HomeIsBusy(
                f"another run{_holder(stream)} works on the home {home.path}: "
                "wait until it has ended, or give another --home"
            ) from error
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield


def _holder(stream: TextIO) -> str:
    stream.seek(0)
    pid = stream.read().strip()
    return f" (process {pid})" if pid else ""
