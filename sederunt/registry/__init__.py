"""Who can be at a meeting, and which bodies meet: States, entities, organizations and groups, dated, in six languages.

What belongs here: the curated tables under ``data/`` and the rules by which words resolve to a participant. What does
not: where in a text a name stands (``facts/``), or what a report says about it.

Everything is loaded on first use, one language at a time; importing this package reads no file.
"""

from __future__ import annotations

from sederunt.registry.bodies import Body, BodyName, bodies, body_names, secretariat_of
from sederunt.registry.eligibility import Eligibility, Treaty, TreatyStatus, eligibility, treaties, treaty_status
from sederunt.registry.frames import frames
from sederunt.registry.groups import Group, Membership, group_members, groups
from sederunt.registry.keys import fold, name_key
from sederunt.registry.matching import Match, lookup, suggest
from sederunt.registry.names import LANGUAGES, NameForm, name_forms
from sederunt.registry.participants import Participant, participants
from sederunt.registry.successions import Succession, successions

__all__ = [
    "LANGUAGES",
    "Body",
    "BodyName",
    "Eligibility",
    "Group",
    "Match",
    "Membership",
    "NameForm",
    "Participant",
    "Succession",
    "Treaty",
    "TreatyStatus",
    "bodies",
    "body_names",
    "eligibility",
    "fold",
    "frames",
    "group_members",
    "groups",
    "lookup",
    "name_forms",
    "name_key",
    "participants",
    "secretariat_of",
    "successions",
    "suggest",
    "treaties",
    "treaty_status",
]
