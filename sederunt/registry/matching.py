"""From words to a participant: exactly, by key, without its article, or in spite of a typing error; by date.

What belongs here: the order of the rules and the choice by date. What does not: finding where a name stands in a text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from sederunt.registry.ambiguous import is_ambiguous
from sederunt.registry.keys import name_key, normal_words
from sederunt.registry.names import NameForm, name_forms
from sederunt.registry.participants import Participant, participants
from sederunt.registry.spelling import Neighbours, damerau_distance, is_other_word, rules

#: Kinds whose names follow the stricter limits for typing errors.
_ORGANIZATIONS = frozenset({"un_entity", "igo", "ngo", "group", "other"})

_BRACKET = re.compile(r"(?P<outer>.+?)\s*[(（](?P<inner>[^()（）]+)[)）]\s*")
#: A word of fewer letters says nothing about whom a misspelt name means.
_WORD = 4
#: Lists mark some names with asterisks, which stand for notes below them: "Holy See (the) *".
_NOTE_SIGNS = " *＊†‡"


@dataclass(frozen=True, slots=True)
class Match:
    """``method`` is one of ``match_method`` in ``tables.toml``; ``distance`` is above 0 for ``spelling`` only."""

    participant_id: str
    method: str
    distance: int = 0


class _Index:
    """The forms of one language by words and by key."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.by_words: dict[str, list[NameForm]] = {}
        self.by_key: dict[str, list[NameForm]] = {}
        for form in name_forms(language):
            self.by_words.setdefault(normal_words(form.words), []).append(form)
            if form.form != "acronym":
                self.by_key.setdefault(name_key(form.words), []).append(form)
        self._neighbours: Neighbours | None = None

    @property
    def neighbours(self) -> Neighbours:
        if self._neighbours is None:
            self._neighbours = Neighbours(key for key in self.by_key if key)
        return self._neighbours


@cache
def _index(language: str) -> _Index:
    return _Index(language)


@cache
def _articles() -> Mapping[str, tuple[str, ...]]:
    """By language, the articles and prepositions that may stand before a name, longest first."""
    source = tomllib.loads(files("sederunt.registry").joinpath("data", "articles.toml").read_text("utf-8"))
    return {language: tuple(sorted(words, key=len, reverse=True)) for language, words in source.items()}


def _days_away(first: date | None, last: date | None, on: date) -> int:
    """How many days lie between a day and a period: 0 within it."""
    if first is not None and on < first:
        return (first - on).days
    if last is not None and on > last:
        return (on - last).days
    return 0


def _distance_in_time(form: NameForm, participant: Participant, on: date | None) -> tuple[int, int]:
    """Sort key: first the form nearest to the day; without a day, the one in use longest towards the present."""
    if on is None:
        ends = [last for last in (form.valid_to, participant.valid_to) if last is not None]
        return (date.max - min(ends)).days if ends else 0, 0
    existence = _days_away(participant.valid_from, participant.valid_to, on)
    use = _days_away(form.valid_from, form.valid_to, on)
    return max(existence, use), existence


def _choose(forms: Iterable[NameForm], on: date | None) -> NameForm:
    """The form that was meant on that day: in use and its participant existing then, else the nearest in time."""
    known = participants()
    return min(forms, key=lambda form: _distance_in_time(form, known[form.participant_id], on))


def _listed(words: str, index: _Index, on: date | None) -> Match | None:
    """By the words themselves, else by their key."""
    if forms := index.by_words.get(normal_words(words)):
        form = _choose(forms, on)
        return Match(form.participant_id, "inflected" if form.form == "inflected" else "exact")
    if forms := index.by_key.get(name_key(words)):
        form = _choose(forms, on)
        return Match(form.participant_id, "inflected" if form.form == "inflected" else "squeezed")
    return None


def _is_article(words: str, language: str) -> bool:
    return normal_words(words).casefold() in {article.strip() for article in _articles().get(language, ())}


def _without_article(words: str, language: str, depth: int = 4) -> Iterator[str]:
    """The words without the articles and prepositions at their beginning: without one first, then without more."""
    text = normal_words(words)
    rests = [
        text[len(article) :]
        for article in _articles().get(language, ())
        if len(text) > len(article) and text[: len(article)].casefold() == article
    ]
    yield from rests
    if depth > 1:
        for rest in rests:
            yield from _without_article(rest, language, depth - 1)


def _bracketed(words: str, index: _Index, on: date | None) -> Match | None:
    """``UN Children’s Fund (UNICEF)``: a name, and in brackets its acronym, another name of it, or its article."""
    if (parts := _BRACKET.fullmatch(words)) is None:
        return None
    outer = _listed(parts["outer"], index, on)
    if outer is not None and _is_article(parts["inner"], index.language):
        return Match(outer.participant_id, "squeezed")
    inner = _listed(parts["inner"], index, on)
    if outer is None or inner is None or outer.participant_id != inner.participant_id:
        return None
    return Match(outer.participant_id, "squeezed")


def _nearest(key: str, limit: int, index: _Index, on: date | None) -> dict[str, tuple[int, str]]:
    """By participant, its nearest key within the limit, with the distance, among the names in use on that day."""
    known = participants()
    nearest: dict[str, tuple[int, str]] = {}
    for found in index.neighbours.within(key, limit):
        form = _choose(index.by_key[found[1]], on)
        identity = form.participant_id
        if _distance_in_time(form, known[identity], on) == (0, 0):
            nearest[identity] = min(nearest.get(identity, found), found)
    return nearest


def _is_near_another(key: str, limit: int, identity: str, index: _Index, on: date | None) -> bool:
    """Whether another participant has a name nearer than the limit, which is measured with care at the limit itself."""
    for other, (distance, name) in _nearest(key, limit, index, on).items():
        if other != identity and (distance < limit or damerau_distance(key, name) < limit):
            return True
    return False


def _names_another(words: str, name: str, identity: str, index: _Index, on: date | None) -> bool:
    """Whether a word among these, which the name has not, names somebody else: "Republic Iran" is no misspelt Iraq."""
    keys = {key for key in map(name_key, words.split()) if len(key) >= _WORD and key not in name}
    return any(_choose(index.by_key[key], on).participant_id != identity for key in keys & index.by_key.keys())


def _misspelt(words: str, index: _Index, on: date | None) -> Match | None:
    """The participant whose name this is but for a typing error, if no other is nearly as near."""
    key = name_key(words)
    if index.language not in rules().languages:
        return None
    nearest = _nearest(key, rules().widest(len(key)), index, on)
    if not nearest:
        return None
    (distance, name), identity = min((found, identity) for identity, found in nearest.items())
    if is_ambiguous(name, index.language, on) or _names_another(words, name, identity, index, on):
        return None
    is_state = participants()[identity].kind not in _ORGANIZATIONS
    if distance > rules().limit(len(name), is_state) or is_other_word(key, name, index.language):
        return None
    if _is_near_another(key, distance + rules().margin, identity, index, on):
        return None
    return Match(identity, "spelling", distance)


@lru_cache(maxsize=8192)
def lookup(words: str, language: str, on: date | None = None) -> Match | None:
    """The participant that these words name in a document of that language and day, or None.

    The rules, in order: the same words (``exact``); the same letters (``squeezed``), also of a name followed by its
    acronym or its article in brackets; a form that is inflected, or a name behind an article or preposition
    (``inflected``); a typing error in a name that was in use that day, if any other name is much further away
    (``spelling``, with its distance). Acronyms are only found letter by letter, capitals included: ``WHO`` is not
    ``who``.

    Where one form belongs to several participants, the one that existed and was so called on that day wins. A form out
    of its days still resolves if nothing else claims it then: of all claims the one nearest in time is taken, so that
    "Swaziland" in a report of 2020 is Eswatini, and "Soviet Union" in one of 1995 the Soviet Union. Without a day the
    present is assumed. Words that named two at once ("Congo" in 1965), by ``data/ambiguous.tsv``, name nobody.

    Raises ``ValueError`` for a language other than the six.
    """
    index = _index(language)
    words = words.rstrip(_NOTE_SIGNS)
    if not (key := name_key(words)) or is_ambiguous(key, language, on):
        return None
    if found := _listed(words, index, on) or _bracketed(words, index, on):
        return found
    for rest in _without_article(words, language):
        if is_ambiguous(name_key(rest), language, on):
            return None
        if found := _listed(rest, index, on) or _bracketed(rest, index, on):
            return Match(found.participant_id, "inflected")
    return _misspelt(words, index, on)


@lru_cache(maxsize=8192)
def suggest(words: str, language: str, on: date | None = None) -> str | None:
    """The participant whose name is nearest to these words, if no more than a quarter of their letters differ.

    It is a suggestion for a person who reviews unresolved names, never a resolution.
    """
    index = _index(language)
    if found := lookup(words, language, on):
        return found.participant_id
    key = name_key(words)
    limit = min(len(key) // 4, 6)
    near = sorted(index.neighbours.within(key, limit)) if limit else []
    return _choose(index.by_key[near[0][1]], on).participant_id if near else None
