"""Writing files and folders so that a kill at any moment leaves the old one or the new one, never half of one.

What belongs here: temporary names, renaming, removing what killed runs have left. What does not: what is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

#: Ends every name that is not final; a run removes those that it finds, since a home has one writer at a time.
TEMPORARY = ".tmp"


def temporary(path: Path) -> Path:
    """The name under which ``path`` is written before it is renamed: in the same folder, of this process alone."""
    return path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole: under a temporary name, on to the disk, then renamed. The folder must be there."""
    draft = temporary(path)
    with draft.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)


def remove_temporary(folder: Path) -> list[Path]:
    """Remove every temporary file and folder below ``folder``; returns what was removed."""
    removed = []
    for parent, folders, names in os.walk(folder):
        for name in [name for name in folders if name.endswith(TEMPORARY)]:
            folders.remove(name)
            removed.append(Path(parent, name))
        removed += [Path(parent, name) for name in names if name.endswith(TEMPORARY)]
    for path in removed:
        remove(path)
    return removed


def remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it; it need not be there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def subfolders(folder: Path) -> Iterator[Path]:
    """The folders in a folder that have their final names, sorted; none where it is not there."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.endswith(TEMPORARY))
