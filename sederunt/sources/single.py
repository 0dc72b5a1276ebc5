"""Reading one file within the limits of time and memory, for a person who waits for it.

What belongs here: one document, and what is told where reading it had to be ended. What does not: collections of them
(``batches.py``), the watching itself (``workers.py``).
"""

from __future__ import annotations

from collections import deque
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from sederunt.errors import UnreadableDocument
from sederunt.sources.limits import limits
from sederunt.sources.workers import Tell, WorkerEnded, spread

if TYPE_CHECKING:
    from sederunt.report import Report


def read_within_limits(path: Path) -> Report:
    """Read a report in a process that is ended where it takes too long or too much memory, or dies of the document.

    Raises ``UnreadableDocument``.
    """
    # What the facts are made of is loaded here while the other process loads and reads: neither waits for the other.
    Thread(target=import_module, args=("sederunt.report",), daemon=True).start()
    for _, result in spread(_read, deque([path]), 1, limits()):
        if isinstance(result, UnreadableDocument):
            raise result
        if isinstance(result, Exception):
            raise failure_of(str(path), result) from result
        return result
    raise AssertionError("a job ended without an outcome")


def _read(path: Path, tell: Tell) -> Report:
    from sederunt.report import read

    tell(0)
    return read(path)


def failure_of(where: str, error: Exception) -> UnreadableDocument:
    """The failure to be recorded for a document that ended its process, or on which the reader raised an error."""
    from sederunt.report import TOO_MUCH_MEMORY

    if isinstance(error, WorkerEnded):
        words = f"{error.reason}: it may be damaged, or a trap; else allow more (docs/operations.md, limits)"
    elif isinstance(error, MemoryError):
        words = TOO_MUCH_MEMORY
    else:
        told = f"{type(error).__name__}: {error}".replace("\n", " ")
        words = f"the reader failed on it, which is an error of the program, please report it ({told})"
    return UnreadableDocument(f"{where}: {words}", stage="read")
