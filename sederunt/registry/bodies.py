"""Bodies: the organs, conferences and committees that meet and report.

What belongs here: which bodies there are, their names and the symbols of their documents. What does not: their
meetings, which are facts of reports.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets; ``names`` holds by language its names as reports write them, the usual one first.

    ``symbol_series`` are the beginnings of its documents' symbols (``A/HRC``): the longest that fits a symbol wins.
    """

    body_id: str
    parent_id: str | None
    names: Mapping[str, tuple[str, ...]]
    symbol_series: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its usual name in English."""
        return self.names["en"][0]


@cache
def bodies() -> Mapping[str, Body]:
    """All bodies by id, a parent before its children."""
    text = files("sederunt.registry").joinpath("data", "bodies.toml").read_text("utf-8")
    found: dict[str, Body] = {}
    for body_id, entry in tomllib.loads(text).items():
        names = {language: tuple(words) for language, words in entry["names"].items()}
        found[body_id] = Body(body_id, entry.get("parent"), names, tuple(entry.get("series", ())))
    return found
