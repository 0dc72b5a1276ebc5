"""Words that are two things, and names inside the names of persons: settled by what stands beside them.

What belongs here: mentions, and what in a text without spaces takes one of them away. What does not: finding them
(``scanner.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from sederunt.language.basics import Basics, basics


class Mention(NamedTuple):
    """Words found at ``start`` … ``end`` of the text (end exclusive); ``value`` as in the term, cue or name."""

    start: int
    end: int
    kind: str
    value: str


#: Whom somebody can speak "on behalf of": 代表 before one of these is a verb.
_PRINCIPALS = ("name", "party", "states", "body")
#: The dot between the parts of a foreign name, and how far from it a name of a State can lie within.
_DOT = "·"
_REACH = 8
#: Footnote marks, which may stand between an owner and its 代表; and the signs that a clause begins behind.
_MARKS = "0123456789*"
_SIGNS = frozenset({"", "(", ","})


def settle(text: str, by_kind: dict[str, list[Mention]], language: str) -> None:
    """Take away the mentions that the words beside them show to be another thing."""
    if "name" in by_kind:
        known = sorted(m for kind in ("anchor", "and", "principal", "office", "post") for m in by_kind.get(kind, ()))
        by_kind["name"] = [m for m in by_kind["name"] if not _is_in_person(text, m, known)]
    _settle_principals(text, by_kind, basics(language))


def _is_in_person(text: str, name: Mention, known: Sequence[Mention]) -> bool:
    """Whether a name is part of a person's: "马里奥·罗德里格斯" names no 马里."""
    after = text.find(_DOT, name.end, name.end + _REACH)
    before = text.rfind(_DOT, max(0, name.start - _REACH), name.start)
    return (after >= 0 and _is_one_word(text, name.end, after, known)) or (
        before >= 0 and _is_one_word(text, before + 1, name.start, known)
    )


def _is_one_word(text: str, start: int, end: int, known: Sequence[Mention]) -> bool:
    if any(not character.isalpha() for character in text[start:end]):
        return False
    at = bisect_left(known, (start,))
    return not (at < len(known) and known[at].start < end)


def _settle_principals(text: str, by_kind: dict[str, list[Mention]], known: Basics) -> None:
    """Words that are both "representative" and "on behalf of" (代表): which of the two they are here."""
    anchors, principals = by_kind.get("anchor", []), by_kind.get("principal", [])
    spans = {(m.start, m.end) for m in principals}
    both = [m for m in anchors if (m.start, m.end) in spans]
    if not anchors or not principals:
        return
    starts = {m.start for kind in _PRINCIPALS for m in by_kind.get(kind, ())}
    anchor_ends = {m.end for m in anchors}
    verbs: set[tuple[int, int]] = set()
    for mention in both:
        before = mention.start
        while before and (text[before - 1] in known.possessive + _MARKS or text[before - 1].isspace()):
            before -= 1
        is_of = text[before : mention.start].strip() != ""  # 巴西的代表
        opens = text[before - 1 : before] in known.clause_openers | _SIGNS
        behind_anchor = before in anchor_ends
        leads = mention.end in starts
        if opens or behind_anchor or (leads and not is_of):
            verbs.add((mention.start, mention.end))
    by_kind["anchor"] = [m for m in anchors if (m.start, m.end) not in verbs]
    nouns = {(m.start, m.end) for m in both} - verbs
    longer = {m.start for m in anchors if (m.start, m.end) not in spans}  # 代表团
    by_kind["principal"] = [m for m in principals if (m.start, m.end) not in nouns and m.start not in longer]
