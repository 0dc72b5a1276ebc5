"""The Secretariat in words for a speaker: "a representative of the Secretariat", "the secretariat of the Commission".

What belongs here: which of the words are its name, and whose it is. What does not: who else speaks (``lists.py``).
"""

from __future__ import annotations

import re
from functools import cache

from sederunt.facts.capacities import SECRETARIAT
from sederunt.facts.lexemes import Lexeme
from sederunt.facts.reading import Reading
from sederunt.language.lexicon import words_of
from sederunt.registry import secretariat_of


def own_secretariat(reading: Reading) -> tuple[str, str]:
    """Whose secretariat serves the meeting, and what that says of the capacity: the organization's own (IMO, WHO, FAO),
    which is what the organization is (``""``), else that of the United Nations.
    """
    identity = secretariat_of(reading.meetings[0].body_id) if reading.meetings else SECRETARIAT[0]
    return identity, "un_secretariat" if identity == SECRETARIAT[0] else ""


def secretariat_word(reading: Reading, mention: Lexeme) -> tuple[int, int]:
    """The Secretariat itself in "a representative of the Secretariat": what stands behind the words for a speaker."""
    start, end = mention.start, mention.end
    following = reading.mentions.any("body", end, end + 40)
    if following and re.fullmatch(r"\s(?:\w{1,3}['’]?\s?){0,2}", reading.words_at(end, following.start)):
        end = following.end  # "the secretariat of the Commission"
    for kind in ("anchor", "article"):
        if lead := _lead(reading.language, kind).match(reading.text.text, start, mention.end - 1):
            start = lead.end()
    return start, end


@cache
def _lead(language: str, kind: str) -> re.Pattern[str]:
    """A word of a kind before what it introduces."""
    return re.compile(rf"(?:{words_of(language, kind)})(?:\s+|(?<=['’]))", re.IGNORECASE)
