"""Where each page stands, and how one page names another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from urllib.parse import quote

_UNSAFE = re.compile(r"[^\w.-]+")


def file_names(identities: Iterable[str]) -> Mapping[str, str]:
    """A file name for every id: its letters and digits, in any script, the rest as ``.``; no two alike on any system.

    >>> file_names(["untoc-cop:11", "FRA"])
    {'untoc-cop:11': 'untoc-cop.11.html', 'FRA': 'FRA.html'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for identity in sorted(identities):
        stem = _UNSAFE.sub(".", identity).strip(".-") or "x"
        if stem.casefold() in taken or len(stem.encode()) > 180:
            stem = f"{stem[:40]}.{sha256(identity.encode()).hexdigest()[:8]}"
        taken.add(stem.casefold())
        names[identity] = f"{stem}.html"
    return names


class Links:
    """The addresses of pages, relative to a page one folder deep (``../``) or at the top (``""``)."""

    def __init__(self, bodies: Iterable[str], states: Iterable[str], meetings: Iterable[str]) -> None:
        self.bodies = {key: f"body/{name}" for key, name in file_names(bodies).items()}
        self.states = {key: f"state/{name}" for key, name in file_names(states).items()}
        self.meetings = {key: f"meeting/{name}" for key, name in file_names(meetings).items()}
        self._quoted = {
            key: quote(place) for places in (self.bodies, self.states, self.meetings) for key, place in places.items()
        }

    def to(self, identity: str, root: str) -> str:
        """The address of a page, from a page whose way to the top is ``root``; empty where there is no such page."""
        place = self._quoted.get(identity)
        return "" if place is None else root + place
