"""Files in TOML that people write for us, held against what they may say: every mistake is one line, and all are told.

What belongs here: the check of one table of such a file against its declared keys. What does not: which keys a file has
(``collections.py``, ``web/settings.py``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sederunt.sources.errors import WrongUse

#: What a value of each type looks like, for the person who has to write one.
_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "text": ((str,), 'a text in quotes ("…")'),
    "texts": ((list,), 'a list of texts (["…", "…"])'),
    "integer": ((int,), "a whole number"),
    "number": ((int, float), "a number"),
    "boolean": ((bool,), "true or false"),
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key that a table may have. ``check`` says what is wrong with a value of the right type and what to write."""

    type: str
    check: Callable[[Any], str | None] = lambda value: None


def read_toml(path: Path) -> Mapping[str, Any]:
    """The content of a file; empty where there is none. Raises ``WrongUse`` where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise WrongUse(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path} is not understood ({error}): mend it") from error


def mistakes(table: Any, keys: Mapping[str, Key]) -> list[str]:
    """What is wrong with a table: one line each, which names the key and says what to write."""
    if not isinstance(table, dict):
        return ["is no table: write its keys below a line [name]"]
    found = []
    for name, value in table.items():
        key = keys.get(name)
        if key is None:
            near = get_close_matches(name, keys, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(keys)}"
            found.append(f"{name}: there is no such key; {hint}")
        elif wrong := _mistake(value, key):
            found.append(f"{name}: {wrong}")
    return found


def _mistake(value: Any, key: Key) -> str | None:
    types, words = _TYPES[key.type]
    is_of_type = isinstance(value, types) and (key.type == "boolean" or not isinstance(value, bool))
    if key.type == "texts" and is_of_type:
        is_of_type = bool(value) and all(isinstance(one, str) and one for one in value)
    if not is_of_type:
        return f"{value!r} is not understood; write {words}"
    return key.check(value)


def refuse(lines: Sequence[str]) -> None:
    """Raise ``WrongUse`` with all lines, where there are any."""
    if lines:
        raise WrongUse("\n".join(lines))
