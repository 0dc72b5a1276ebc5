"""Tables in Markdown, for the dictionary and for the pages of a release.

What belongs here: how a value and a table are written. What does not: what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[Any]], longest: int | None = None) -> Iterator[str]:
    """A table; what is empty is a dash, numbers stand on the right, words longer than ``longest`` are cut."""
    shown = [list(row) for row in rows]
    sides = ["---:" if _is_number(shown, at) else "---" for at in range(len(header))]
    yield f"| {' | '.join(header)} |"
    yield f"|{'|'.join(sides)}|"
    for row in shown:
        yield f"| {' | '.join(cell(value, longest) for value in row)} |"


def _is_number(rows: Sequence[Sequence[Any]], at: int) -> bool:
    values = [row[at] for row in rows if row[at] is not None]
    return bool(values) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def cell(value: Any, longest: int | None = None) -> str:
    """A value in a table."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return ", ".join(cell(one, longest) for one in value) or "–"
    words = " ".join(str(value).split())
    if longest is not None and len(words) > longest:
        words = f"{words[: longest - 1].rstrip()}…"
    return words.replace("|", "\\|")
