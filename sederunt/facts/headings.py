"""What headings a language has, and the role that words have as one.

What belongs here: the heading lexicon as it is asked, by the keys of words. What does not: which paragraph is a heading
(``outline.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sederunt.language.lexicon import Lexicon, lexicon
from sederunt.registry.keys import name_key

#: A phrase is looked for in so many characters for each of its own: there are signs and blanks between letters.
_SPACING = 8


class Headings:
    """The headings of a language by their keys."""

    def __init__(self, words: Lexicon) -> None:
        phrases = [(name_key(phrase), role) for role, phrases in words.headings.items() for phrase in phrases]
        self.keys = frozenset(key for key, _ in phrases)
        self._reach = _SPACING * max(map(len, self.keys), default=0)
        self._by_letter: dict[str, list[tuple[str, str]]] = {}  # by first letter, the longest first
        self._of: dict[str, list[str]] = {}
        for key, role in sorted(phrases, key=lambda item: -len(item[0])):
            self._by_letter.setdefault(key[:1], []).append((key, role))
            self._of.setdefault(role, []).append(key)

    def role(self, words: str) -> str:
        """The role of a heading by the words that it begins with; empty for none."""
        key = name_key(words[: self._reach])
        return next((role for phrase, role in self._by_letter.get(key[:1], ()) if key.startswith(phrase)), "")

    def of(self, role: str) -> Sequence[str]:
        """The keys of a role, the longest first."""
        return self._of.get(role, ())

    def opening(self, role: str, words: str) -> str:
        """The key of this role that words begin with; empty for none."""
        key = name_key(words[: self._reach])
        return next((phrase for phrase in self.of(role) if key.startswith(phrase)), "")


@cache
def headings(language: str) -> Headings:
    """The headings of a language."""
    return Headings(lexicon(language))
