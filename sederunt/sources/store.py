"""The byte store: every document that came in, under the hash of its bytes, so that it can be read again at any time.

What belongs here: putting bytes in and taking them out. What does not: what they are or where they came from
(``ledger.py``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sederunt.sources.files import write_atomically


class Store(Protocol):
    """What keeps bytes under their SHA-256: a folder (``ByteStore``), or what fsspec reaches (``objects.py``)."""

    def has(self, sha256: str, size: int) -> bool: ...
    def put(self, data: bytes) -> str: ...
    def get(self, sha256: str) -> bytes: ...


class DamagedBytes(Exception):
    """What stands in the store under a hash is missing or no longer has that hash."""


@dataclass(frozen=True, slots=True)
class ByteStore:
    """``<folder>/<aa>/<sha256>``, ``aa`` being the first two hex digits. A file appears whole or not at all."""

    folder: Path

    def path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str, size: int) -> bool:
        """Whether these bytes are there; the size tells a file that a full disk or a crash left short."""
        try:
            return self.path(sha256).stat().st_size == size
        except FileNotFoundError:
            return False

    def put(self, data: bytes) -> str:
        """Keep the bytes; returns their SHA-256, hexadecimal. What is there already is not written again."""
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.has(sha256, len(data)):
            path = self.path(sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
            path.chmod(0o444)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes. Raises ``DamagedBytes`` where they are missing or are others, which are then removed."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DamagedBytes(f"{path} cannot be read from the store: {error.strerror}") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            path.unlink(missing_ok=True)
            raise DamagedBytes(f"{path} was damaged: its bytes no longer had the hash that is its name")
        return data
