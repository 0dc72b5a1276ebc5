"""The formats that documents come in, as ``formats.toml`` states them.

What belongs here: telling by its name whether a file is a document. What does not: decoding it (``documents/``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Format:
    """``extension`` is in lower case, without its dot; ``is_read`` is false where this version cannot read it yet."""

    extension: str
    media_type: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class Formats:
    """The known formats by extension, and the patterns of names that are no documents."""

    by_extension: Mapping[str, Format]
    ignored: tuple[str, ...]

    def of(self, name: str) -> Format | None:
        """The format of a file by its name; None where it is no document."""
        if name.startswith(".") or any(fnmatchcase(name, pattern) for pattern in self.ignored):
            return None
        return self.by_extension.get(PurePath(name).suffix.removeprefix(".").casefold())

    @property
    def read_extensions(self) -> tuple[str, ...]:
        """The extensions that this version reads."""
        return tuple(one.extension for one in self.by_extension.values() if one.is_read)


@cache
def formats() -> Formats:
    """The formats of ``formats.toml``."""
    source = tomllib.loads((files("sederunt.sources") / "formats.toml").read_text("utf-8"))
    known = {name: Format(name, entry["media_type"], entry["is_read"]) for name, entry in source["formats"].items()}
    return Formats(known, tuple(source["ignored"]))
