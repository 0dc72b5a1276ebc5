"""The byte store on an object store, or anything else that fsspec reaches: S3, a share, another machine.

What belongs here: the same three calls as ``store.py``, elsewhere. What does not: which store a home has (``home.py``).

The address stands in ``$SEDERUNT_STORE`` (``s3://bucket/prefix``); who may write there is told to fsspec's backend by
its own variables, never by us. The backend is installed by whoever uses it: that of ``sederunt[objects]`` speaks to S3.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sederunt.sources.errors import WrongUse
from sederunt.sources.store import DamagedBytes


def reached(address: str) -> tuple[Any, str]:
    """The file system behind an address, and the root in it. Raises ``WrongUse`` where no backend is installed."""
    from fsspec.core import url_to_fs

    try:
        files, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        words = f"{shown(address)}: there is no backend of fsspec for it; pip install 'sederunt[objects]'"
        raise WrongUse(words) from error
    return files, str(root).rstrip("/")


def shown(address: str) -> str:
    """An address as it may be told: without a user or a password that somebody has written into it."""
    scheme, mark, rest = address.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


@dataclass(frozen=True)
class ObjectStore:
    """``<address>/<aa>/<sha256>``. An object store shows an object whole or not at all: nothing is renamed."""

    address: str

    @cached_property
    def _files(self) -> tuple[Any, str]:
        return reached(self.address)

    def __getstate__(self) -> dict[str, str]:
        # Connections do not go to worker processes; each makes its own.
        return {"address": self.address}

    @property
    def shown(self) -> str:
        """The address as it may be told."""
        return shown(self.address)

    def path(self, sha256: str) -> str:
        return f"{self._files[1]}/{sha256[:2]}/{sha256}"

    def has(self, sha256: str, size: int) -> bool:
        """Whether these bytes are there, by their size."""
        files, _ = self._files
        try:
            return bool(files.info(self.path(sha256))["size"] == size)
        except FileNotFoundError:
            return False

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256, hexadecimal. What is there already is not written again."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.has(sha256, len(data)):
            files, _ = self._files
            path = self.path(sha256)
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
            files.pipe_file(path, data)
            if not self.has(sha256, len(data)):
                raise OSError(f"{path} was not kept whole by the store {self.shown}")
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises ``DamagedBytes`` where they are missing or are others, which are then removed."""
        files, _ = self._files
        path = self.path(sha256)
        try:
            data = bytes(files.cat_file(path))
        except OSError as error:
            raise DamagedBytes(f"{path} cannot be read from the store {self.shown} ({type(error).__name__})") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            files.rm_file(path)
            raise DamagedBytes(f"{path} was damaged: its bytes no longer had the hash that is its name")
        return data
