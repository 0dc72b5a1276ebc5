"""The registry as frames of the declared reference tables.

What belongs here: the way from the registry's objects to ``tables.toml``. What does not: writing them anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from sederunt.registry.bodies import bodies
from sederunt.registry.groups import group_members, groups
from sederunt.registry.participants import participants
from sederunt.tables import tables

if TYPE_CHECKING:
    import polars as pl


def frames() -> Mapping[str, pl.DataFrame]:
    """``participants``, ``bodies``, ``groups`` and ``group_members`` by table name, in their declared schemas."""
    rows = {
        "participants": [asdict(participant) for participant in participants().values()],
        "bodies": [
            {
                "body_id": body.body_id,
                "name": body.name,
                "parent_id": body.parent_id,
                "symbol_series": list(body.symbol_series),
            }
            for body in bodies().values()
        ],
        "groups": [asdict(group) for group in groups()],
        "group_members": [asdict(member) for member in group_members()],
    }
    declared = tables()
    return {name: declared[name].frame(entries) for name, entries in rows.items()}
