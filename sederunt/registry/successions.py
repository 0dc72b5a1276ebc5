"""Which State or territory came after which.

What belongs here: dated successions. What does not: new names of one State (``names``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from sederunt.registry.files import day, read_rows, required


@dataclass(frozen=True, slots=True)
class Succession:
    """``kind`` is one of ``succession_kind`` in ``tables.toml``; ``happened_on`` the successor's first day."""

    predecessor_id: str
    successor_id: str
    happened_on: date
    kind: str
    source: str


@cache
def successions() -> tuple[Succession, ...]:
    """All successions, as curated. Raises ``ValueError`` for one without a day."""
    found: list[Succession] = []
    for row in read_rows("successions.tsv"):
        if (happened_on := day(row["happened_on"])) is None:
            raise ValueError(f"registry/data/successions.tsv: no day in the row {row}")
        found.append(
            Succession(
                required(row, "predecessor_id"),
                required(row, "successor_id"),
                happened_on,
                required(row, "kind"),
                required(row, "source"),
            )
        )
    return tuple(found)
