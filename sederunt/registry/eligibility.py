"""Who could sit on a body when: parties and signatories of its treaty, members of its organization, elected members.

What belongs here: the dated status of participants, as curated. What does not: who came, which reports tell; the
rule of a body's membership (``bodies``).

Where a body has no row here, who was eligible is not known. Where it has rows, a participant without one on a day was
not eligible between ``known_from`` (None: ever since) and ``as_of``; before and after it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from sederunt.registry.bodies import bodies
from sederunt.registry.files import Row, day, read_rows, required


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty with parties; ``as_of`` is the last day up to which their status is known to be complete."""

    treaty_id: str
    title: str
    adopted_on: date
    in_force_on: date | None
    as_of: date


@dataclass(frozen=True, slots=True)
class TreatyStatus:
    """A participant's status under a treaty: ``party``, ``signatory`` (not yet party) or ``member``.

    ``valid_from`` is the day of its signature or instrument, whatever day the treaty came into force for it; ``act``
    says which (``accession``).
    """

    treaty_id: str
    participant_id: str
    status: str
    valid_from: date
    valid_to: date | None
    act: str
    source: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """A participant that could sit on a body between two days, in a status."""

    body_id: str
    participant_id: str
    status: str
    valid_from: date
    valid_to: date | None
    known_from: date | None
    as_of: date
    source: str


def _required_day(row: Row, column: str) -> date:
    return date.fromisoformat(required(row, column))


@cache
def treaties() -> tuple[Treaty, ...]:
    """The treaties behind the registered bodies, as far as the status of their participants is known."""
    return tuple(
        Treaty(
            required(row, "treaty_id"),
            required(row, "title"),
            _required_day(row, "adopted_on"),
            day(row["in_force_on"]),
            _required_day(row, "as_of"),
        )
        for row in read_rows("treaties.tsv")
    )


@cache
def treaty_status() -> tuple[TreatyStatus, ...]:
    """The status of participants under the treaties, by treaty and participant."""
    return tuple(
        TreatyStatus(
            required(row, "treaty_id"),
            required(row, "participant_id"),
            required(row, "status"),
            _required_day(row, "valid_from"),
            day(row["valid_to"]),
            required(row, "act"),
            required(row, "source"),
        )
        for row in read_rows("treaty_status.tsv")
    )


def _by_treaty() -> Iterator[Eligibility]:
    known_on = {treaty.treaty_id: treaty.as_of for treaty in treaties()}
    of_treaty: dict[str, list[TreatyStatus]] = {}
    for status in treaty_status():
        of_treaty.setdefault(status.treaty_id, []).append(status)
    for body in bodies().values():
        for status in of_treaty.get(body.treaty_id or "", ()):
            yield Eligibility(
                body.body_id,
                status.participant_id,
                status.status,
                status.valid_from,
                status.valid_to,
                None,
                known_on[status.treaty_id],
                status.source,
            )


def _elected() -> Iterator[Eligibility]:
    for row in read_rows("body_members.tsv"):
        yield Eligibility(
            required(row, "body_id"),
            required(row, "participant_id"),
            required(row, "status"),
            _required_day(row, "valid_from"),
            day(row["valid_to"]),
            day(row["known_from"]),
            _required_day(row, "as_of"),
            required(row, "source"),
        )


@cache
def eligibility() -> tuple[Eligibility, ...]:
    """Who was eligible for which body when: by its treaty, or as a member by the body's own list."""
    return (*_by_treaty(), *_elected())
