"""What a collection can be, as ``collections.toml`` says it: a folder, a list of symbols, a series with years.

What belongs here: the keys of an entry, what they may hold, the ready-made entries. What does not: the register of a
home (``register.py``), where the documents are had (``folder.py``, ``web/``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sederunt.sources.declared import Key, mistakes
from sederunt.sources.errors import WrongUse
from sederunt.sources.web.shape import COMES_AS
from sederunt.sources.web.wanted import SYMBOL
from sederunt.tables import allowed_values

#: `2018-`, `2018–2024`, `2018`; en dashes are what people copy out of documents.
_YEARS = re.compile(r"(\d{4})(?:\s*([-–])\s*(\d{4})?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@cache
def defaults() -> Mapping[str, Any]:
    """What holds where an entry says nothing: the keys of ``collections.toml`` beside this module."""
    source = tomllib.loads((files("sederunt.sources") / "collections.toml").read_text("utf-8"))
    return dict(source["defaults"])


@dataclass(frozen=True, slots=True)
class WebSource:
    """Documents of the United Nations' document system.

    ``symbols`` are asked for as they stand; ``series`` are patterns (``*`` is anything) of which the catalogue knows
    the symbols, of the years ``first_year`` to ``last_year`` (None: without end). Of each document every one of
    ``languages`` is wanted, in the first of ``formats`` that there is. A record whose title holds none of ``titles``
    is no report.
    """

    symbols: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """``name`` is a slug: lower case letters, digits and hyphens. It has a ``folder`` or a ``web`` source, not both.

    ``max_share_failed``: a run in which more of its documents fail than this share ends as failed.
    """

    name: str
    folder: Path | None = None
    web: WebSource | None = None
    max_share_failed: float = 1.0


def _languages(value: list[str]) -> str | None:
    known = allowed_values("language")
    unknown = [one for one in value if one not in known]
    return f"{unknown[0]!r} is no language of the United Nations; write some of {', '.join(known)}" if unknown else None


def _formats(value: list[str]) -> str | None:
    unknown = [one for one in value if one not in COMES_AS]
    return f"{unknown[0]!r} is no format that can be had; write some of {', '.join(COMES_AS)}" if unknown else None


def _symbols(value: list[str]) -> str | None:
    wrong = [one for one in value if not SYMBOL.fullmatch(one) or "*" in one]
    return f'{wrong[0]!r} is no symbol; write one as in ["CTOC/COP/2022/9"], without *' if wrong else None


def _series(value: list[str]) -> str | None:
    wrong = [one for one in value if not re.fullmatch(r"[A-Z][A-Za-z0-9./()*?\[\]!-]{1,118}", one)]
    return f'{wrong[0]!r} is no series; write one as in ["CTOC/COP/WG.*"]' if wrong else None


def _years(value: str) -> str | None:
    match = _YEARS.fullmatch(value.strip())
    if match is None:
        return f'{value!r} are no years; write "2018-", "2018-2024" or "2018"'
    first, last = int(match[1]), int(match[3] or match[1])
    if first < 1919 or last < first:
        return f"{value!r} are no years of ours: write the earlier one first, none before 1919"
    return None


def _share(value: float) -> str | None:
    return None if 0 <= value <= 1 else f"{value} is no share; write a number from 0 to 1"


KEYS: Mapping[str, Key] = {
    "folder": Key("text", lambda value: None if value.strip() else "the name is empty; write a folder"),
    "symbols": Key("texts", _symbols),
    "series": Key("texts", _series),
    "ready_made": Key("text"),
    "title": Key("text"),
    "years": Key("text", _years),
    "languages": Key("texts", _languages),
    "formats": Key("texts", _formats),
    "titles": Key("texts"),
    "max_share_failed": Key("number", _share),
}
#: What says where the documents are; a folder stands alone.
_WHERE = ("folder", "symbols", "series", "ready_made")
_WEB_ONLY = ("years", "languages", "formats", "titles")


@cache
def ready_made() -> Mapping[str, Mapping[str, Any]]:
    """The ready-made entries by name."""
    return tomllib.loads((files("sederunt.sources") / "ready_made.toml").read_text("utf-8"))


def collection_of(name: str, entry: Any) -> tuple[Collection | None, list[str]]:
    """The collection of an entry, or what is wrong with the entry: one line for each mistake, which names its key."""
    wrong = mistakes(entry, KEYS)
    if not _SLUG.fullmatch(name):
        wrong.append(f'"{name}" is no name for a collection; write lower-case letters, digits and hyphens')
    if not isinstance(entry, dict) or wrong:
        return None, wrong
    where = [key for key in _WHERE if key in entry]
    if not where:
        return None, ["nothing says where its documents are; write folder, symbols, series or ready_made"]
    filled = {**defaults(), **entry}
    if "folder" in where:
        if surplus := [key for key in (*where, *_WEB_ONLY) if key != "folder" and key in entry]:
            return None, [f"folder stands alone; take {', '.join(surplus)} out, or make it a collection of its own"]
        return Collection(name, Path(entry["folder"]), None, filled["max_share_failed"]), []
    if base := entry.get("ready_made"):
        if base not in ready_made():
            return None, [f"ready_made: there is no {base!r}; known are {', '.join(ready_made())}"]
        filled = {**defaults(), **ready_made()[base], **entry}
    return Collection(name, None, _web(filled), filled["max_share_failed"]), []


def _web(entry: Mapping[str, Any]) -> WebSource:
    match = _YEARS.fullmatch(entry["years"].strip()) if "years" in entry else None
    first = last = None
    if match is not None:
        first = int(match[1])
        last = first if match[2] is None else int(match[3]) if match[3] else None
    return WebSource(
        symbols=tuple(entry.get("symbols", ())),
        series=tuple(entry.get("series", ())),
        first_year=first,
        last_year=last,
        languages=tuple(entry["languages"]),
        formats=tuple(entry["formats"]),
        titles=tuple(title.casefold() for title in entry["titles"]),
    )


def is_of_these_years(source: WebSource, symbol: str, published_on: str) -> bool:
    """Whether a document is of the years of a source: by the year in its symbol, else by its date; else it is."""
    this_year = datetime.now(UTC).year
    in_symbol = [int(part) for part in re.findall(r"(?<=/)\d{4}(?=/|$)", symbol) if 1919 <= int(part) <= this_year + 1]
    dated = re.match(r"\d{4}", published_on)
    year = in_symbol[0] if in_symbol else int(dated[0]) if dated else None
    if year is None:
        return True
    return (source.first_year is None or year >= source.first_year) and (
        source.last_year is None or year <= source.last_year
    )


def require_ready_made(name: str) -> str:
    """The name of a ready-made collection. Raises ``WrongUse`` where there is none of that name."""
    if name not in ready_made():
        raise WrongUse(f"there is no ready-made collection {name!r}; known are {', '.join(ready_made())}")
    return name
