"""Which meetings of a work's expressions are the same: a body that is not registered has another slug in each language.

What belongs here: pairing the meetings of an expression with those of the document that speaks for the work, and
learning from such pairs which bodies are one. What does not: the choice of that document (``works.py``).

Meetings are paired by the first of these rules that leaves no doubt, and keep the id of the preferred expression:

* ``id``: both have the same id;
* ``ordinal``: the same number of a session;
* ``days``: the same first and last day;
* ``only``: each side has one meeting left, and neither number nor days contradict;
* ``order``: as many are left on both sides, and, taken in the order of the text, none contradict.

A body whose slug was paired with that of one other body, by number or days and in every work that exists in both
languages, is that body also in works that were read in its language alone: else a series would break where a session
has no report in the preferred language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

#: Rules by which a pair says that two names are one body's; that nothing else was left does not.
_CERTAIN = frozenset({"id", "ordinal", "days"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting as one reading states it, in the order of the text."""

    reading_id: str
    meeting_id: str
    body_id: str
    ordinal: int | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A meeting of a reading and the meeting of the preferred expression that it is; ``rule`` says why."""

    reading_id: str
    read_id: str
    meeting_id: str
    body_id: str
    rule: str


def align(preferred: Sequence[Meeting], other: Sequence[Meeting]) -> list[Pair]:
    """The meetings of another expression of the same work by those of the preferred one; what has no counterpart is
    left out.
    """
    left, right = list(preferred), list(other)
    pairs: list[Pair] = []

    def pair(rule: str, is_same: Callable[[Meeting, Meeting], bool]) -> None:
        for meeting in list(right):
            fitting = [one for one in left if is_same(one, meeting)]
            rivals = [one for one in right if any(is_same(found, one) for found in fitting)]
            if len(fitting) == 1 and len(rivals) == 1:
                take(rule, fitting[0], meeting)

    def take(rule: str, one: Meeting, meeting: Meeting) -> None:
        pairs.append(Pair(meeting.reading_id, meeting.meeting_id, one.meeting_id, one.body_id, rule))
        left.remove(one)
        right.remove(meeting)

    pair("id", lambda one, meeting: one.meeting_id == meeting.meeting_id)
    pair("ordinal", lambda one, meeting: one.ordinal is not None and one.ordinal == meeting.ordinal)
    pair("days", lambda one, meeting: one.starts_on is not None and _days(one) == _days(meeting))
    if len(left) == len(right) and all(map(_is_alike, left, right)):
        rule = "only" if len(left) == 1 else "order"
        for one, meeting in list(zip(left, right, strict=True)):
            take(rule, one, meeting)
    return pairs


def _days(meeting: Meeting) -> tuple[date | None, date | None]:
    return meeting.starts_on, meeting.ends_on


def _is_alike(one: Meeting, other: Meeting) -> bool:
    """Whether neither the numbers nor the days of two meetings contradict: what one leaves open does not."""
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return False
    if one.starts_on is None or other.starts_on is None:
        return True
    return one.starts_on <= (other.ends_on or other.starts_on) and other.starts_on <= (one.ends_on or one.starts_on)


def same_bodies(pairs: Iterable[Pair], bodies: Mapping[tuple[str, str], str], known: Collection[str]) -> dict[str, str]:
    """Slug → the body that it is, learned from paired meetings.

    ``bodies`` gives the body of a meeting as read, by (reading_id, meeting_id); slugs in ``known`` are not renamed:
    those of registered bodies, and those that say no more than "committee". A slug that was paired with two bodies is
    left alone, and so is one that other slugs lead to.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.rule in _CERTAIN:
            found[bodies[pair.reading_id, pair.read_id]].add(pair.body_id)
    learned = {
        slug: next(iter(identities))
        for slug, identities in found.items()
        if len(identities) == 1 and slug not in identities and slug not in known
    }
    return {slug: body for slug, body in learned.items() if body not in learned}


def renamed(meeting_id: str, body_id: str, canonical: str) -> str:
    """The id of a meeting under the canonical id of its body."""
    return canonical + meeting_id.removeprefix(body_id) if meeting_id.startswith(f"{body_id}:") else meeting_id
