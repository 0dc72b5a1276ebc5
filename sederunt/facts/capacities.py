"""The capacity in which somebody sat or spoke, where the words leave it to what the participant is.

What belongs here: the rule from kind of participant to capacity. What does not: the words that state a capacity
(``terms.toml``).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from sederunt.registry import participants


@cache
def specialized_agencies() -> frozenset[str]:
    """Ids of the specialized agencies of the UN (``registry/data/specialized_agencies.toml``)."""
    path = files("sederunt.registry").joinpath("data", "specialized_agencies.toml")
    return frozenset(tomllib.loads(path.read_text("utf-8"))["specialized_agencies"])


#: Of several capacities that introduce one list the first of these is meant: "signatory States … represented by
#: observers".
PRECEDENCE = (
    "un_entity", "specialized_agency", "igo", "ngo", "nhri", "observer_entity", "signatory", "observer_state",
    "associate_member", "state_party", "member", "expert", "other",
)  # fmt: skip
#: Who speaks for the Secretariat: a post of the United Nations without another organization is one of its.
SECRETARIAT = ("un:secretariat", "un:united-nations")
#: At the seat of which a State has a permanent mission.
SEAT = "un:united-nations"
#: Capacities of organizations.
_OF_ORGANIZATIONS = frozenset({"un_entity", "specialized_agency", "igo", "ngo", "nhri"})
_BY_KIND = {
    "state": "observer_state",
    "territory": "observer_entity",
    "observer_state": "observer_entity",
    "reio": "reio",
    "un_entity": "un_entity",
    "igo": "igo",
    "ngo": "ngo",
    "group": "other",
    "other": "other",
}


def observer_capacity(participant_id: str | None) -> str | None:
    """The capacity of an observer by what it is; None for one that is not known."""
    if participant_id is None:
        return None
    if participant_id in specialized_agencies():
        return "specialized_agency"
    participant = participants().get(participant_id)
    return _BY_KIND[participant.kind] if participant else None


def is_state_like(participant_id: str) -> bool:
    """Whether it sits among States: a State, the Holy See, the State of Palestine, a territory."""
    participant = participants().get(participant_id)
    return participant is not None and participant.kind in ("state", "observer_state", "territory")


def sits_as_party(participant_id: str) -> bool:
    """Whether it can be a party or member like a State: a State or what sits among them, or the European Union."""
    return is_state_like(participant_id) or observer_capacity(participant_id) == "reio"


def settle(stated: str, participant_id: str | None) -> str | None:
    """The capacity from the words (``""`` where they say none, ``observer`` where they say no more) and the
    participant.
    """
    known = observer_capacity(participant_id)
    if stated in _OF_ORGANIZATIONS and known == "observer_entity":
        return known  # "observers from FAO members, the Holy See and six specialized agencies"
    if stated in ("observer", "representative", ""):
        if stated == "observer":
            return known
        return known if participant_id is not None and not is_state_like(participant_id) else None
    if known == "reio" and stated in ("state_party", "member", "signatory"):
        return known
    if stated == "observer_state" and participant_id is not None and not is_state_like(participant_id):
        return known
    return stated
