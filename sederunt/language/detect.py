"""The language of a document, among the six of the United Nations.

What belongs here: deciding by the script and, where several languages share it, by the commonest words. What does not:
the language of a cell or a name: those are too short to tell.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from sederunt.language.basics import LANGUAGES, basics
from sederunt.language.folding import fold

#: Below this many letters (Chinese signs counted three times, as a word has some) nothing is decided.
MIN_LETTERS = 20
#: Of the words of running text in a language, 25 to 45 % are in its list of common words; of a list of names, few.
MIN_SHARE = 0.04

_SCRIPTS: dict[str, tuple[re.Pattern[str], int]] = {
    "Latin": (re.compile("[A-Za-zÀ-ɏ]+"), 1),
    "Cyrillic": (re.compile("[Ѐ-ӿ]+"), 1),
    "Arabic": (re.compile("[ء-ۿﭐ-﷿ﹰ-ﻼ]+"), 1),
    "Han": (re.compile("[㐀-鿿]+"), 3),
}
_ASCII = re.compile("[\x00-\x7f]+")
_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())


def detect_language(text: str) -> str:
    """The language of a whole document, as ISO 639-1: by script counts, then by stop words.

    Raises ``ValueError`` where there is almost no text, or no language of the six shows in it.
    """
    others = _ASCII.sub("", text)  # few of what most texts are made of: counted as bytes
    letters = {
        script: weight * sum(map(len, expression.findall(others))) for script, (expression, weight) in _SCRIPTS.items()
    }
    letters["Latin"] += len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    script, n_letters = max(letters.items(), key=lambda entry: entry[1])
    if n_letters < MIN_LETTERS:
        raise ValueError(f"the text has too few letters to tell its language: {sum(letters.values())}")
    languages = _languages(script)
    if len(languages) == 1:
        return languages[0]
    found = _WORD.findall(fold(text).text)
    words, n_words = Counter(found), len(found)
    shares = {language: sum(words[word] for word in basics(language).stop_words) / n_words for language in languages}
    language, share = max(shares.items(), key=lambda entry: entry[1])
    if share < MIN_SHARE:
        raise ValueError(f"the text shows none of the languages {', '.join(LANGUAGES)}: too few of their common words")
    return language


_WORD = re.compile(r"[^\W\d_]+")


@cache
def _languages(script: str) -> tuple[str, ...]:
    return tuple(language for language in LANGUAGES if basics(language).script == script)
