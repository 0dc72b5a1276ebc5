"""What can be wrong with the answers of the stand-in.

What belongs here: the kinds of faults, and which request is struck by one. What does not: carrying them out
(``server.py``).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

#: What each fault does to an answer.
KINDS: Mapping[str, str] = {
    "too-many": "429 with Retry-After",
    "error": "500",
    "unavailable": "503 with Retry-After as a date",
    "silent": "the connection is closed without an answer",
    "stuck": "not a single byte comes",
    "slow": "a byte comes now and then",
    "cut": "the connection is closed in the middle of the body",
    "short-length": "Content-Length is smaller than the body",
    "long-length": "Content-Length is larger than the body",
    "cut-file": "the body is half a file, and its length says so",
    "wrong-type": "the bytes are a picture",
    "wrong-label": "the bytes are right, the Content-Type is not",
    "error-page": "a page of HTML that speaks of an error, with status 200",
    "challenge": "202 and a page that wants a browser",
    "empty": "200 and no bytes: how the real one answers symbols that are not published yet",
    "gone": "404",
    "loop": "a redirect to itself",
    "to-file": "a redirect to file:///etc/passwd",
    "to-private": "a redirect to an address of a private network",
    "huge": "a body that does not end",
}


#: These strike a file on its way; the others strike any request.
ON_THE_WAY = ("slow", "cut", "huge", "short-length", "long-length", "cut-file", "wrong-label")


@dataclass
class Fault:
    """Strikes requests whose path and query match ``where``: the next ``times`` of them, or all (None)."""

    kind: str
    where: str = ""
    times: int | None = None
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"there is no fault {self.kind!r}; known are {', '.join(KINDS)}")


class Faults:
    """The faults that are set, in order; the first that matches strikes."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def set(self, kind: str, where: str = "", times: int | None = None, seconds: float = 1.0) -> None:
        with self._lock:
            self._faults.append(Fault(kind, where, times, seconds))

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()

    def strike(self, path: str) -> Fault | None:
        """The fault that strikes this request."""
        with self._lock:
            for fault in self._faults:
                if re.search(fault.where, path) and fault.times != 0:
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None

    def shown(self) -> list[dict[str, Any]]:
        return [vars(fault) for fault in self._faults]
