"""Organizations that no registry knows and that bear the name of a State: "Lake Chad Basin Commission".

What belongs here: telling from the words around a name in a list that it is a piece of a longer one. What does not:
organizations that are known (``registry/``), and posts (``lists.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

from sederunt.facts.capacities import is_state_like
from sederunt.facts.lexemes import Lexeme
from sederunt.facts.reading import Reading
from sederunt.language.basics import basics

#: What may stand between the head of an organization's name and the State at its end.
_INSIDE = ("word", "article", "name", "body")
#: With one of these in it an entry is a post.
_POSTS = ("post", "office", "person_title")


def organization_around(reading: Reading, head: Sequence[Lexeme], names: Sequence[Lexeme]) -> tuple[int, int] | None:
    """The span of an organization's name in one entry of a list that ends in the name of a State, or begins with it in
    a language that sets the noun last. None where the State stands for itself.
    """
    if not names or any(lexeme.kind in _POSTS for lexeme in head):
        return None
    match = reading.lookup(names[-1].start, names[-1].end)
    if basics(reading.language).is_head_final:
        return _before_noun(reading, head, names[0])
    if match is None or not is_state_like(match.participant_id):
        return None
    before = [lexeme for lexeme in head if lexeme.end <= names[-1].start]
    inside: list[Lexeme] = []
    while before and before[-1].kind in _INSIDE:
        inside.insert(0, before.pop())
    is_led = not before or before[-1].kind in ("anchor", "and", "again")
    bodies = [lexeme for lexeme in inside if lexeme.kind == "body"]
    if bodies:  # "Комиссии по бассейну озера | Чад"
        first = next(lexeme for lexeme in inside if lexeme.kind in ("word", "body"))
        return first.start, names[-1].end
    words = [lexeme for lexeme in inside if lexeme.kind == "word"]
    if words and inside[-1] is words[-1] and is_led and before and not basics(reading.language).has_capitals:
        return words[0].start, names[-1].end  # "ممثل | سلطة حوض النيجر"
    return None


def _before_noun(reading: Reading, head: Sequence[Lexeme], name: Lexeme) -> tuple[int, int] | None:
    """A name with the words right behind it, if they end as the names of organizations do: "古巴 | 妇女联合会"."""
    match = reading.lookup(name.start, name.end)
    if match is None or not is_state_like(match.participant_id):
        return None
    end = name.end
    for lexeme in head:
        if lexeme.start == end and lexeme.kind in ("word", "name", "body"):
            end = lexeme.end
    endings = reading.mentions.within("organization", name.end, end)
    return (name.start, end) if any(ending.end == end for ending in endings) else None
