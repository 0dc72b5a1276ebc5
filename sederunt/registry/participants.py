"""Participants: who can be at a meeting, with the days between which it existed under its id.

What belongs here: identity. What does not: the names under which it is written (``names``), or membership (``groups``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sederunt.registry.files import Row, alternatives, day, read_rows, required


@dataclass(frozen=True, slots=True)
class Participant:
    """A State, entity, organization or group; ``kind`` is one of ``participant_kind`` in ``tables.toml``.

    ``valid_from`` and ``valid_to`` are its first and last day under this id, both None where they do not matter.
    """

    participant_id: str
    kind: str
    name: str
    iso_alpha2: str | None = None
    iso_alpha3: str | None = None
    m49: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None

    def exists_on(self, on: date) -> bool:
        """Whether it existed under this id on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def _state(row: Row) -> Participant:
    return Participant(
        required(row, "participant_id"),
        required(row, "kind"),
        required(row, "name"),
        row["iso_alpha2"],
        row["iso_alpha3"],
        row["m49"],
    )


def _named(row: Row) -> Participant:
    """An organization or a group: its name is the first in English."""
    return Participant(
        required(row, "participant_id"),
        required(row, "kind"),
        alternatives(required(row, "en"))[0],
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
        successor_id=row["successor_id"],
    )


@cache
def participants() -> Mapping[str, Participant]:
    """All participants by id: States and territories first, then withdrawn ones, organizations and groups."""
    found = {participant.participant_id: participant for participant in map(_state, read_rows("states.tsv"))}
    for participant in map(_state, read_rows("withdrawn_states.tsv")):
        found[participant.participant_id] = participant
    for row in read_rows("state_dates.tsv"):
        identity = required(row, "participant_id")
        found[identity] = replace(
            found[identity],
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            successor_id=row["successor_id"],
        )
    for name in ("organizations.tsv", "groups.tsv"):
        for participant in map(_named, read_rows(name)):
            found[participant.participant_id] = participant
    return found
