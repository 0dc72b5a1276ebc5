"""Some of the rows that are not as expected, by the query of the check itself.

What belongs here: showing them. What does not: the verdict and their number, which are Great Expectations'
(``suites.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from expectations.catalogue import Check

N_EXAMPLES = 5
#: An example is one line of a table that people read: longer values are cut.
VALUE_WIDTH = 80

#: Runs a query; gives the names of the columns, and the rows.
Fetch = Callable[[str], tuple[list[str], Sequence[tuple[Any, ...]]]]


def examples(check: Check, fetch: Fetch) -> list[str]:
    """Up to ``N_EXAMPLES`` unexpected rows as ``column=value, …``."""
    names, rows = fetch(f"SELECT * FROM ({check.sql()}) ORDER BY ALL LIMIT {N_EXAMPLES}")
    return [", ".join(map(_shown, names, row)) for row in rows]


def _shown(name: str, value: Any) -> str:
    words = "" if value is None else str(value).replace("\n", " ")
    return f"{name}={words if len(words) <= VALUE_WIDTH else words[: VALUE_WIDTH - 1] + '…'}"
