"""What a home needs to go on elsewhere, kept on an object store: ``$SEDERUNT_REMOTE`` (``s3://bucket/prefix``).

What belongs here: bringing what a run has made there, and from there what this machine does not have. What does not:
the bytes of the documents, which stand there too and are never brought as a whole (``objects.py``).

::

    <address>/collections.toml, network.toml
    <address>/ledger/<collection>.parquet          the same files as in the home
    <address>/manifest/<collection>.parquet
    <address>/catalogue/…, reference/…
    <address>/facts/<collection>/<shard>/<table>.parquet
    <address>/store/<aa>/<sha256>                  unless $SEDERUNT_STORE names another place

Shards never change under one name. So the home's ``facts/`` is at the same time what DuckDB reads and a copy of what
stands there: a run brings what is new, and nothing else. The ledger follows its shards, so that what it names is always
there whole; what it does not name is taken away after it. One machine at a time works on a home, here as well.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sederunt.sources.files import write_atomically
from sederunt.sources.home import REMOTE_VARIABLE, Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.objects import reached

#: What stands beside the facts: files, and folders of files.
_FILES = ("collections.toml", "network.toml")
_FOLDERS = ("ledger", "manifest", "catalogue", "reference")
#: Of a shard's files the last to be brought there: a shard without it was brought half, and is brought again.
_LAST = "documents.parquet"


def mirror_of(home: Home) -> Mirror | None:
    """The far side of a home, where ``$SEDERUNT_REMOTE`` names one."""
    address = os.environ.get(REMOTE_VARIABLE)
    return Mirror(home, address) if address else None


@dataclass(frozen=True)
class Mirror:
    """The far side of a home; ``address`` as fsspec understands it."""

    home: Home
    address: str

    @cached_property
    def _files(self) -> tuple[Any, str]:
        return reached(self.address)

    def bring_home(self) -> int:
        """Fetch what the home lacks; returns the number of files. Call it with the home locked, before a run."""
        n_files = 0
        for name in self._settings_and_books():
            n_files += self._fetch(name)
        for path in sorted(self.home.ledgers.glob("*.parquet")):
            for shard in Ledger.load(path).shards():
                n_files += sum(self._fetch(name) for name in self._names(f"facts/{path.stem}/{shard}"))
        return n_files

    def take_away(self, collection: str) -> int:
        """Bring there what a run has made of a collection: the shards, then the books that name them; then remove the
        shards that are named no more. Returns the number of files that were written.
        """
        facts = self.home.facts(collection)
        held = Ledger.load(self.home.ledger(collection)).shards()
        names = [name.split("/")[2:] for name in self._names(f"facts/{collection}")]
        whole = {shard for shard, file in names if file == _LAST}
        n_files = 0
        for shard in sorted(held.keys() - whole):
            for path in sorted((facts / shard).iterdir(), key=lambda path: (path.name == _LAST, path.name)):
                n_files += self._send(path)
        books = [self.home.ledger(collection), self.home.manifest(collection)]
        books += [path for folder in (self.home.catalogue, self.home.reference) for path in folder.rglob("*")]
        for path in [*books, *(self.home.path / name for name in _FILES)]:
            if path.is_file():
                n_files += self._send(path)
        files, root = self._files
        for shard in sorted({shard for shard, _ in names} - held.keys()):
            files.rm(f"{root}/facts/{collection}/{shard}", recursive=True)
        return n_files

    def _settings_and_books(self) -> Iterator[str]:
        yield from _FILES
        for folder in _FOLDERS:
            yield from self._names(folder)

    def _names(self, folder: str) -> list[str]:
        """The files below a folder there, by their names in the home."""
        files, root = self._files
        files.invalidate_cache()
        return sorted(str(name)[len(root) :].lstrip("/") for name in files.find(f"{root}/{folder}"))

    def _fetch(self, name: str) -> bool:
        """Whether a file had to be fetched: where it is here it is the newer one."""
        files, root = self._files
        here = self.home.path / name
        if here.is_file() or not files.exists(f"{root}/{name}"):
            return False
        here.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(here, bytes(files.cat_file(f"{root}/{name}")))
        return True

    def _send(self, path: Path) -> bool:
        files, root = self._files
        name = path.relative_to(self.home.path).as_posix()
        there = f"{root}/{name}"
        files.makedirs(there.rpartition("/")[0], exist_ok=True)
        files.pipe_file(there, path.read_bytes())
        return True
