"""A folder as a source of documents: which files stand in it, and their bytes.

What belongs here: walking and reading files. What does not: whether a file is new (``stock.py``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sederunt.documents.formats import Format, formats
from sederunt.documents.raw import RawDocument
from sederunt.errors import UnreadableDocument
from sederunt.sources.errors import WrongUse

#: A folder is known by device and inode, whatever path leads to it.
_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A document as it stands in the folder, not yet opened. ``mtime_ns``: nanoseconds since the epoch."""

    path: Path
    format: Format
    size: int
    mtime_ns: int

    @property
    def source_uri(self) -> str:
        return uri_of(self.path)


@dataclass(frozen=True, slots=True)
class UnreadablePlace:
    """A file or a folder below the source that the system does not let us look at; ``reason`` is the system's."""

    path: Path
    reason: str
    is_folder: bool

    @property
    def source_uri(self) -> str:
        return uri_of(self.path)

    @property
    def failure(self) -> UnreadableDocument:
        return _unreadable(self.path, self.reason, "folder" if self.is_folder else "file")


def uri_of(path: Path) -> str:
    r"""The address of a file: its path, absolute. Bytes in a name that are no UTF-8 are shown as ``\xNN``."""
    return os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")


def require_folder(path: Path) -> Path:
    """The folder, absolute. Raises ``WrongUse`` where it is not there, is no folder or cannot be read."""
    folder = path.expanduser().absolute()
    if not folder.exists():
        raise WrongUse(f"there is no folder {folder}")
    if not folder.is_dir():
        raise WrongUse(f"{folder} is not a folder: give the folder in which the reports stand")
    try:
        with os.scandir(folder):
            return folder
    except OSError as error:
        raise WrongUse(f"the folder {folder} cannot be read: {error.strerror}") from error


def walk(folder: Path) -> Iterator[FoundFile | UnreadablePlace]:
    """The documents in a folder and all folders below it, sorted by path.

    Hidden files and folders are left aside, and so is a link to a folder that has been walked already (loops). Raises
    ``WrongUse`` where the folder itself cannot be read: a failed look is not an empty folder.
    """
    root = require_folder(folder)
    status = root.stat()
    yield from _walk(root, {(status.st_dev, status.st_ino)})


def _walk(folder: Path, seen: set[_Identity]) -> Iterator[FoundFile | UnreadablePlace]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield UnreadablePlace(folder, _reason(error), is_folder=True)
        return
    for name in names:
        yield from _look_at(folder / name, seen)


def _look_at(path: Path, seen: set[_Identity]) -> Iterator[FoundFile | UnreadablePlace]:
    known = formats().of(path.name)
    try:
        status = path.stat()
        is_folder, is_file = path.is_dir(), path.is_file()
    except OSError as error:  # a link that leads nowhere, or a name that was removed meanwhile
        if known is not None:
            yield UnreadablePlace(path, _reason(error), is_folder=False)
        return
    identity = (status.st_dev, status.st_ino)
    if is_folder and identity not in seen:
        seen.add(identity)
        yield from _walk(path, seen)
    elif is_file and known is not None:
        yield FoundFile(path, known, status.st_size, status.st_mtime_ns)


def fetch(found: FoundFile, collection: str) -> RawDocument:
    """The bytes of a file. Raises ``UnreadableDocument`` (stage fetch, transient) where it cannot be read."""
    try:
        data = found.path.read_bytes()
    except OSError as error:
        raise _unreadable(found.path, _reason(error), "file") from error
    return RawDocument(
        data, found.source_uri, collection, datetime.now(UTC).replace(tzinfo=None), found.format.media_type
    )


def _unreadable(path: Path, reason: str, what: str) -> UnreadableDocument:
    return UnreadableDocument(f"the {what} {uri_of(path)} cannot be read: {reason}", stage="fetch", kind="transient")


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
