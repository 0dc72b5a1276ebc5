"""SQL files that say what they are: a TOML header in the comment on top, then one query.

What belongs here: taking such a file apart. What does not: what a header may say, which is the business of those who
read it (``warehouse/models.py``, ``expectations/catalogue.py``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

_HEADER = re.compile(r"\A/\*\n(?P<header>.*?)\n\*/\n(?P<query>.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SqlFile:
    """One file: its stem, its header and its query, without the final semicolon."""

    name: str
    header: Mapping[str, Any]
    query: str


def read_sql_file(path: Traversable) -> SqlFile:
    """Read one file. Raises ``ValueError`` where it has no header or the header is no TOML."""
    match = _HEADER.match(path.read_text("utf-8"))
    if match is None:
        raise ValueError(f"{path.name}: the file must begin with a header, /* and */ on lines of their own")
    try:
        header = tomllib.loads(match["header"])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: the header is no TOML: {error}") from error
    return SqlFile(path.name.removesuffix(".sql"), header, match["query"].strip().removesuffix(";").rstrip())


def read_sql_folder(folder: Traversable) -> tuple[SqlFile, ...]:
    """All ``*.sql`` files of a folder, by name."""
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".sql")), key=lambda path: path.name)
    return tuple(read_sql_file(path) for path in paths)
