"""The words with which the head of a document describes it: distribution, original language, session, reissue.

What belongs here: loading ``data/<language>/masthead.toml`` and making expressions of it. What does not: finding the
head of a document and what stands in it (``facts/masthead.py``), dates and ordinals (``basics.py``).

Documents in Arabic, Chinese and Russian print these words in English: those of English hold in every language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sederunt.language.folding import fold

#: The language whose words stand in documents of every language.
EVERYWHERE = "en"
#: Between the words of a phrase, and between a label and what it names.
_GAP = r"[\s.:：]*"
#: Between two languages in which a document was written.
_AND = r"\s*[,/&、]\s*|\s+(?:and|et|y|e|и)\s+|\s+و\s*|和"
#: The letter by which the secretariat names a language: 25-04776 (E) 100425.
LETTERS: Mapping[str, str] = {"A": "ar", "C": "zh", "E": "en", "F": "fr", "R": "ru", "S": "es"}


@dataclass(frozen=True)
class MastheadWords:
    """Expressions over folded text (``folding.fold``). ``distribution`` has a group for each class, ``original`` the
    group ``languages``; ``alone`` fits a line that is the name of a language.
    """

    distribution: re.Pattern[str]
    original: re.Pattern[str]
    language: re.Pattern[str]
    alone: re.Pattern[str]
    session: re.Pattern[str]
    reissued: re.Pattern[str]
    other: re.Pattern[str]
    codes: Mapping[str, str]

    def languages_of(self, words: str) -> tuple[str, ...]:
        """The languages (ISO 639-1) that folded words name, in their order."""
        return tuple(dict.fromkeys(self.codes[_key(match[0])] for match in self.language.finditer(words)))


@cache
def masthead_words(language: str) -> MastheadWords:
    """The words of a language (ISO 639-1), with those of English. Raises ``KeyError`` for a file without a table."""
    sources = [_load(name) for name in dict.fromkeys((language, EVERYWHERE))]
    codes = {
        _key(fold(word).text): code
        for source in sources
        for code, words in source["languages"].items()
        for word in words
    }
    names = _phrases(word for source in sources for words in source["languages"].values() for word in words)
    only = _phrases(word for source in sources for word in source["only"]["words"])
    classes = {
        name: _phrases(word for source in sources for word in source["distribution"][name])
        for name in sources[0]["distribution"]
    }
    distribution = "|".join(rf"(?P<{name}>{phrases})" for name, phrases in classes.items())
    original = _phrases(word for source in sources for word in source["original"]["words"])
    return MastheadWords(
        distribution=re.compile(rf"(?<!\w)(?:{distribution})(?!\w)"),
        original=re.compile(rf"(?<!\w)(?:{original})\s*[:：]?\s*(?P<languages>(?:{names})(?:(?:{_AND})(?:{names}))*)"),
        language=re.compile(rf"(?:{names})"),
        alone=re.compile(rf"[\[(]?(?:{names})(?:(?:{_AND})(?:{names}))*(?:\s*(?:{only}))?[\])]?"),
        session=re.compile(_phrases(word for source in sources for word in source["session"]["words"])),
        reissued=re.compile(_phrases(word for source in sources for word in source["reissued"]["words"])),
        other=re.compile(rf"(?:{_phrases(word for source in sources for word in source['other']['words'])})(?!\w)"),
        codes=codes,
    )


def _load(language: str) -> Mapping[str, Mapping[str, list[str]]]:
    source: Mapping[str, Mapping[str, list[str]]] = tomllib.loads(
        files("sederunt.language").joinpath("data", language, "masthead.toml").read_text("utf-8")
    )
    return source


def _phrases(phrases: Iterable[str]) -> str:
    """Any of the phrases, folded, the longest first."""
    folded = {fold(phrase).text for phrase in phrases}
    return "|".join(
        _GAP.join(map(re.escape, re.split(r"[\s.:：]+", phrase.rstrip("."))))
        for phrase in sorted(folded, key=len, reverse=True)
    )


def _key(words: str) -> str:
    return " ".join(words.split())
