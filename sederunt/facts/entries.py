"""What a list of names is read into: its entries, and what of it is unaccounted for.

What belongs here: the forms of an entry, of a list that was read, and of what holds on while it is.
What does not: reading either (``lists.py``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: In lists of these a State's name is part of the organization's ("Association … of Peru").
ORGANIZATIONS = frozenset({"ngo", "igo", "nhri", "un_entity", "specialized_agency"})


@dataclass(frozen=True)
class Entry:
    """One entry of a list. ``start`` … ``end`` are the words that name it; ``participant_id`` is None where they name
    nobody known.

    ``capacity`` is what the words before it say (``observer`` where they say no more than that). ``office`` is set for
    an officer of the body, ``person`` for a named person, ``kind`` where a bracket says how the statement was made.
    """

    start: int
    end: int
    participant_id: str | None
    method: str = "unresolved"
    distance: int = 0
    capacity: str = ""
    office: str = ""
    person: str | None = None
    principals: tuple[str, ...] = ()
    kind: str = ""
    is_post: bool = False
    is_known: bool = True


@dataclass
class NameList:
    """A list that was read. ``unaccounted`` are spans of words that are neither names nor known words."""

    entries: list[Entry] = field(default_factory=list)
    unaccounted: list[tuple[int, int]] = field(default_factory=list)
    trailing_capacity: str = ""
    is_cut: bool = False
    n_accountable: int = 0

    @property
    def n_accounted(self) -> int:
        return self.n_accountable - sum(end - start for start, end in self.unaccounted)


@dataclass
class State:
    """What holds on from one entry of a list to the next: the capacity, and whether principals are being named."""

    capacity: str
    trailing: str = ""
    in_principal: bool = False
    parted_by: str = ""
