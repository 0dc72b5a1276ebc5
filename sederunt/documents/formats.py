"""The formats that documents come in, as ``formats.toml`` states them.

What belongs here: the declaration of a format, and which one a file's name promises. What does not: which one its bytes
are (``sniff.py``), reading them (a module a format).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``reader`` is ``module:function``; where it is None, ``unread`` says what to do with a document.

    ``starts`` are first bytes; ``container`` and ``members`` tell what an archive holds.
    """

    key: str
    name: str
    media_type: str
    endings: tuple[str, ...]
    reader: str | None
    unread: str
    starts: tuple[bytes, ...]
    container: Literal["zip", "ole"] | None
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Formats:
    """The known formats by key, and the patterns of names that are no documents."""

    by_key: Mapping[str, Format]
    by_ending: Mapping[str, Format]
    ignored: tuple[str, ...]

    def of(self, name: str) -> Format | None:
        """The format that the name of a file promises; None where it is no document."""
        if name.startswith(".") or any(fnmatchcase(name, pattern) for pattern in self.ignored):
            return None
        return self.by_ending.get(PurePath(name).suffix.removeprefix(".").casefold())

    def within(self, container: str) -> tuple[Format, ...]:
        """The formats that come in a container, in the order in which they are tried."""
        return tuple(one for one in self.by_key.values() if one.container == container)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost, in bytes; ``max_ratio`` is of unpacked to packed bytes, of parts of an archive that are
    larger than ``ratio_from_bytes``.
    """

    max_html_bytes: int
    max_html_depth: int
    max_text_bytes: int
    max_entries: int
    max_unpacked_bytes: int
    max_ratio: int
    ratio_from_bytes: int


@cache
def limits() -> Limits:
    """The limits of ``formats.toml``."""
    return Limits(**_source()["limits"])


@cache
def formats() -> Formats:
    """The formats of ``formats.toml``."""
    source = _source()
    known = {
        key: Format(
            key,
            entry["name"],
            entry["media_type"],
            tuple(entry["endings"]),
            entry.get("reader"),
            entry.get("unread", ""),
            tuple(start.encode("latin-1") for start in entry.get("starts", ())),
            entry.get("container"),
            tuple(entry.get("member", ())),
        )
        for key, entry in source["formats"].items()
    }
    by_ending = {ending: one for one in known.values() for ending in one.endings}
    return Formats(known, by_ending, tuple(source["ignored"]))


def _source() -> dict[str, Any]:
    return tomllib.loads((files("sederunt.documents") / "formats.toml").read_text("utf-8"))
