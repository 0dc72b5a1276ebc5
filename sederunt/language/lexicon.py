"""What a report says, as data: the terms, cues and headings of one language, read from ``data/<language>/``.

What belongs here: loading and checking those files. What does not: finding the words in a text (``scanner.py``), dates
and numerals (``basics.py``), names (``registry/``).

A *term* is a word or phrase of one kind (a connective, a capacity, an office …) with a value. A *cue* announces a fact,
or that there is none: its words may hold gaps (``statements … made by``), and its example is its test. Words of
either may be written once for all their forms (``inflection.py``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

from sederunt.language.inflection import forms

#: What a gap is written as in a cue.
GAP = "…"

Fact = Literal[
    "attendance", "statement", "none", "officer", "agenda", "documents", "adoption", "opening", "recommendations",
    "credentials", "meeting",
]  # fmt: skip
FACTS: frozenset[str] = frozenset(Fact.__args__)  # type: ignore[attr-defined]
#: Where the names of a cue stand: ``after`` it; ``before`` it; ``either`` (after, where the sentence goes on with a
#: colon, else
#: before); where the ``subject`` of its verb stands (after, where that follows, else before); in the ``list`` that
#: follows; before it and behind a word for a speaker (``anchored``); in the ``parenthesis`` after it; ``within`` its
#: gap, between verb and object (Arabic "أدلى … ببيان"); there too and behind a word for a speaker (``retold``; without
#: a gap: right behind the verb).
SIDES: frozenset[str] = frozenset(
    {"after", "before", "either", "subject", "list", "anchored", "parenthesis", "within", "retold"}
)
#: Kinds of terms; a file may hold no other, so that a misspelt table is found at once.
TERM_KINDS: frozenset[str] = frozenset(
    {
        "abbreviation", "about", "adverb", "again", "agenda_word", "anchor", "and", "article", "auxiliary",
        "bare_quantifier", "body", "body_end", "body_word", "determiner", "distribution", "following", "format",
        "future", "in_capacity", "incomplete", "item", "joint", "kind", "modal", "namely", "negation", "oblique",
        "office",
        "only", "opener", "organization", "other_event", "other_paper", "other_word", "outgoing", "party",
        "person_title", "place", "place_end", "plenary", "post", "present", "principal", "pronoun", "quantifier",
        "recommends", "same", "secretariat", "session", "sitting", "states", "subject", "subordinator", "through",
        "title_of", "trailing", "verb", "working_groups",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """Words of one kind; ``value`` is what they stand for (a capacity, an office in English, a quantifier …), ``base``
    the form in which the language file has them.
    """

    kind: str
    value: str
    words: str
    base: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that announce a fact. ``side`` (one of ``SIDES``) says where its names stand. ``fact`` ``none`` announces
    that the names around it are not the fact.
    """

    parts: tuple[str, ...]
    fact: str
    side: str
    kind: str
    capacity: str
    example: str

    @property
    def words(self) -> str:
        return f" {GAP} ".join(self.parts)


@dataclass(frozen=True)
class Lexicon:
    """All that the reader knows of one language."""

    language: str
    terms: tuple[Term, ...]
    cues: tuple[Cue, ...]
    headings: Mapping[str, tuple[str, ...]]  # role → the words that give it

    def of(self, kind: str) -> tuple[Term, ...]:
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Term, ...]]:
        kinds = {term.kind for term in self.terms}
        return {kind: tuple(term for term in self.terms if term.kind == kind) for kind in kinds}


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language. Raises ``ValueError`` where a file is wrong, naming file and entry."""
    return Lexicon(language, _terms(language), _cues(language), _headings(language))


@cache
def read_languages() -> tuple[str, ...]:
    """The languages that have a lexicon, and can therefore be read."""
    data = files("sederunt.language").joinpath("data")
    return tuple(sorted(entry.name for entry in data.iterdir() if entry.joinpath("cues.toml").is_file()))


@cache
def words_of(language: str, *kinds: str) -> str:
    """A regular expression for any of the words of these kinds, the longest first; one that never matches for none.

    White space in them is any white space; a word that ends in an apostrophe needs none behind it.
    """
    words = sorted({term.words for kind in kinds for term in lexicon(language).of(kind)}, key=lambda w: (-len(w), w))
    return "|".join(_flexible(phrase) for phrase in words) or r"(?!)"


def _flexible(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]")


def _load(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads(files("sederunt.language").joinpath("data", language, name).read_text("utf-8"))


def _terms(language: str) -> tuple[Term, ...]:
    terms: list[Term] = []
    for kind, values in _load(language, "terms.toml").items():
        if kind not in TERM_KINDS:
            raise ValueError(f"{language}/terms.toml: the kind [{kind}] is not known")
        for value, phrases in values.items():
            known: set[str] = set()
            for phrase in phrases:
                every = forms(phrase, language)
                # Genders share their plural: a form that another phrase of this value has is not taken twice.
                own = [words for words in every if len(every) == 1 or words.casefold() not in known]
                terms += [Term(kind, value, words, every[0]) for words in own]
                known |= {words.casefold() for words in every}
    return tuple(terms)


def _cues(language: str) -> tuple[Cue, ...]:
    cues: list[Cue] = []
    for entry in _load(language, "cues.toml")["cue"]:
        fact, side = entry["fact"], entry.get("side", "either")
        if fact not in FACTS or side not in SIDES:
            raise ValueError(f"{language}/cues.toml: {entry['words']!r} has the fact {fact!r} and the side {side!r}")
        words = entry["words"]
        phrases = words if isinstance(words, list) else [words]
        for every in dict.fromkeys(form for phrase in phrases for form in forms(phrase, language)):
            parts = tuple(part.strip() for part in every.split(GAP))
            cues.append(
                Cue(parts, fact, side, entry.get("kind", ""), entry.get("capacity", ""), entry.get("example", ""))
            )
    return tuple(cues)


def _headings(language: str) -> Mapping[str, tuple[str, ...]]:
    entries = _load(language, "headings.toml").items()
    return {role: tuple(form for phrase in phrases for form in forms(phrase, language)) for role, phrases in entries}
