"""Texts that have lost their capitals: telex copies, collections that were lowercased for training translators.

What belongs here: telling such a text, and giving names, acronyms, persons, months and document symbols their capitals
back, letter for letter, so that all offsets hold. What does not: accents, which nothing that reads looks at, or reading
names whose script has no capitals (``facts/caseless_*``).

A name that no registry knows stays as it is: nothing tells it from other words.
"""

from __future__ import annotations

import re
from functools import cache

from sederunt.language.basics import alternatives, basics
from sederunt.language.lexicon import lexicon, words_of
from sederunt.language.scanner import scan_words
from sederunt.language.squeeze import squeeze
from sederunt.registry import name_forms, name_key

#: A text with fewer capitals than one in so many letters has lost them; ordinary reports have more than one in forty.
_SPARSE = 400
#: Of a text that is shorter nothing can be told.
_MIN_LETTERS = 20
#: So many words behind a person's title may be the name.
_MAX_NAMES = 4
_WORD = re.compile(r"[^\W\d_][\w’'.-]*")
_SENTENCE = re.compile(r"(?:^|[.!?:]\s+)[\s\d.()–-]*(?P<first>[^\W\d_])")
_SYMBOL = re.compile(r"\b[a-z]{1,6}(?:/[\w.-]+){2,}")


def has_lost_capitals(text: str, language: str) -> bool:
    """Whether a text of a language with capitals has (nearly) none."""
    if not basics(language).has_capitals:
        return False
    n_upper = sum(map(str.isupper, text))
    return n_upper * _SPARSE < sum(map(str.islower, text)) and sum(map(str.islower, text)) >= _MIN_LETTERS


def with_capitals(text: str, language: str) -> str:
    """The text as long as before, with the capitals that can be told."""
    letters = list(text)

    def write(start: int, words: str) -> None:
        letters[start : start + len(words)] = words

    for match in _SENTENCE.finditer(text):
        write(match.start("first"), _raised(match["first"]))
    for match in _SYMBOL.finditer(text):
        write(match.start(), _upper(match[0]))
    for match in _months(language).finditer(text):
        write(match.start(), _raised(match[0]))
    for start, end in _persons(text, language):
        write(start, _titled(text[start:end], language))
    for mention in scan_words(text, squeeze(text), language, has_case=False).by_kind.get("name", ()):
        words = text[mention.start : mention.end]
        acronym = _acronyms(language).get(name_key(words))
        write(mention.start, acronym if acronym and len(acronym) == len(words) else _titled(words, language))
    return "".join(letters)


def _persons(text: str, language: str) -> list[tuple[int, int]]:
    """The words behind persons' titles that may be their names, and the titles themselves."""
    found = []
    for match in _titles(language).finditer(text):
        found.append(match.span())
        at = match.end()
        for _ in range(_MAX_NAMES):
            word = _WORD.match(text, at)
            if word is None or name_key(word[0]) in _small_words(language):
                break
            found.append(word.span())
            if (word[0].endswith(".") and len(word[0]) > 3) or text[word.end() : word.end() + 1] != " ":
                break
            at = word.end() + 1
    return found


@cache
def _titles(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_of(language, 'person_title')})(?<=\.)\s+", re.IGNORECASE)


@cache
def _small_words(language: str) -> frozenset[str]:
    """Words that are no part of a person's name: stop words, and those that join or go on."""
    terms = (term.words for kind in ("and", "auxiliary", "adverb", "verb") for term in lexicon(language).of(kind))
    return frozenset(map(name_key, (*basics(language).stop_words, *terms)))


@cache
def _months(language: str) -> re.Pattern[str]:
    month = alternatives(basics(language).dates.months)
    return re.compile(rf"(?<=\d\s)(?:{month})\b|\b(?:{month})(?=\s\d)")


@cache
def _acronyms(language: str) -> dict[str, str]:
    return {name_key(form.words): form.words for form in name_forms(language) if form.form == "acronym"}


def _titled(words: str, language: str) -> str:
    """Words with capitals at their heads, but for the small ones inside."""
    stop_words = basics(language).stop_words
    return _WORD.sub(
        lambda match: match[0] if match.start() and match[0] in stop_words else _raised(match[0][0]) + match[0][1:],
        words,
    )


def _raised(letter: str) -> str:
    """The first letter as a capital, if that is one letter ("ß" has none)."""
    upper = letter[0].upper()
    return (upper if len(upper) == 1 else letter[0]) + letter[1:]


def _upper(words: str) -> str:
    return "".join(map(_raised, words))
