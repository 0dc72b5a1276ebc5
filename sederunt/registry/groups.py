"""Groups of States: those that States speak for, and those by which they are counted.

What belongs here: groups and their dated membership. What does not: their names in documents (``names``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from sederunt.registry.files import day, read_rows, required
from sederunt.registry.participants import participants


@dataclass(frozen=True, slots=True)
class Group:
    """A group: its id is a participant id. ``kind`` is one of ``group_kind`` in ``tables.toml``, or None."""

    group_id: str
    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A participant in a group between two days, either of them None where it is not known or not over."""

    group_id: str
    participant_id: str
    valid_from: date | None
    valid_to: date | None
    source: str


@cache
def group_members() -> tuple[Membership, ...]:
    """All known memberships, by group and member."""
    found = [
        Membership(
            required(row, "group_id"),
            required(row, "participant_id"),
            day(row["valid_from"]),
            day(row["valid_to"]),
            required(row, "source"),
        )
        for row in read_rows("group_members.tsv")
    ]
    return tuple(
        sorted(found, key=lambda member: (member.group_id, member.participant_id, member.valid_from or date.min))
    )


@cache
def groups() -> tuple[Group, ...]:
    """Every participant of kind ``group``, and each organization whose members are known here."""
    known = participants()
    members = {member.group_id for member in group_members()}
    ids = [identity for identity, participant in known.items() if participant.kind == "group" or identity in members]
    kinds = {required(row, "group_id"): required(row, "kind") for row in read_rows("group_kinds.tsv")}
    return tuple(Group(identity, known[identity].name, kinds.get(identity)) for identity in ids)
