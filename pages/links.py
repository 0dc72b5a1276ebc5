"""Where each page stands, and how one page names another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from urllib.parse import quote

#: A session of weeks has thousands of statements: more than that go to a page of their own, so that none is too heavy.
STATEMENTS_A_PART = 1000
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


def part_of(number: int) -> int:
    """On which part of the page of its meeting a statement stands, from 1."""
    return (number - 1) // STATEMENTS_A_PART + 1


class Links:
    """The addresses of pages, relative to a page one folder deep (``../``) or at the top (``""``)."""

    def __init__(self, bodies: Iterable[str], states: Iterable[str], meetings: Iterable[str]) -> None:
        self.bodies = {key: f"body/{name}" for key, name in file_names(bodies).items()}
        self.states = {key: f"state/{name}" for key, name in file_names(states).items()}
        self.meetings = {key: f"meeting/{name}" for key, name in file_names(meetings).items()}
        self._quoted = {
            key: quote(place) for places in (self.bodies, self.states, self.meetings) for key, place in places.items()
        }

    def statement(self, meeting_id: str, number: int, root: str) -> str:
        """The address of a statement, by its number at its meeting: the first thousand stand on the meeting's page."""
        part = part_of(number)
        return f"{self.part(self.to(meeting_id, root), part)}#s{number}"

    @staticmethod
    def part(address: str, part: int) -> str:
        """The address of a further part of a meeting's page; part 1 is the page itself."""
        return address if part == 1 else f"{address.removesuffix('.html')}-part-{part}.html"

    def to(self, identity: str, root: str) -> str:
        """The address of a page, from a page whose way to the top is ``root``; empty where there is no such page."""
        place = self._quoted.get(identity)
        return "" if place is None else root + place
