"""How many rows are not as expected, and some of them, by the query of the check itself.

What belongs here: counting and showing. What does not: the verdict, which is Great Expectations' (``suites.py``).
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


def evidence(check: Check, fetch: Fetch) -> tuple[int, list[str]]:
    """The number of unexpected rows, and up to ``N_EXAMPLES`` of them as ``column=value, …``."""
    _, rows = fetch(f"SELECT count(*) FROM ({check.sql()})")
    names, examples = fetch(f"SELECT * FROM ({check.sql()}) ORDER BY ALL LIMIT {N_EXAMPLES}")
    return rows[0][0], [", ".join(map(_shown, names, example)) for example in examples]


def _shown(name: str, value: Any) -> str:
    words = "" if value is None else str(value).replace("\n", " ")
    return f"{name}={words if len(words) <= VALUE_WIDTH else words[: VALUE_WIDTH - 1] + '…'}"
