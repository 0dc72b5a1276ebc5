"""Typing errors: which key a misspelt key was meant to be, or that it cannot be told.

What belongs here: distances between keys and the thresholds (``data/spelling.toml``) that keep wrong answers out. What
does not: the names themselves. There is no spelling rule for Chinese, where one character makes another State.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA, DamerauLevenshtein

from sederunt.registry.keys import name_key


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds: ``limits`` holds (least length of a key, greatest distance), longest first."""

    margin: int
    limits: tuple[tuple[int, int], ...]
    organization_limits: tuple[tuple[int, int], ...]
    languages: frozenset[str]
    words: Mapping[str, frozenset[str]]
    demonym_endings: Mapping[str, tuple[str, ...]]

    def limit(self, length: int, is_state: bool) -> int:
        """Greatest distance at which a name whose key has that length may still be meant."""
        limits = self.limits if is_state else self.organization_limits
        return next((distance for least, distance in limits if length >= least), 0)

    def widest(self, length: int) -> int:
        """Greatest distance at which any name may be meant by a key of that length."""
        return max(self.limit(length + distance, is_state=True) for _, distance in ((0, 0), *self.limits))


@cache
def rules() -> Rules:
    """The thresholds, as stated in ``data/spelling.toml``."""
    source = tomllib.loads(files("sederunt.registry").joinpath("data", "spelling.toml").read_text("utf-8"))

    def limits(name: str) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(((least, distance) for least, distance in source[name]), reverse=True))

    return Rules(
        source["margin"],
        limits("limits"),
        limits("organization_limits"),
        frozenset(source["languages"]),
        {language: frozenset(map(name_key, words)) for language, words in source["words"].items()},
        {language: tuple(map(name_key, endings)) for language, endings in source["demonym_endings"].items()},
    )


def osa_distance(left: str, right: str, limit: int) -> int | None:
    """Optimal string alignment distance (insert, delete, replace, swap neighbours), or None above the limit."""
    distance = OSA.distance(left, right, score_cutoff=limit)
    return distance if distance <= limit else None


def damerau_distance(left: str, right: str) -> int:
    """Distance where swapped letters may be changed again: at most that of ``osa_distance``.

    ``nigear`` is two errors away from ``nigeria`` (a swap, and a letter left out between the two swapped), which the
    other distance counts as three.
    """
    return DamerauLevenshtein.distance(left, right)


def _letters(key: str) -> int:
    """The set of a key's letters, as bits: a cheap lower bound of the distance."""
    bits = 0
    for char in key:
        bits |= 1 << (ord(char) & 63)
    return bits


class Neighbours:
    """Keys among which the near ones are sought, grouped by length."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._by_length: dict[int, list[tuple[str, int]]] = {}
        for key in keys:
            self._by_length.setdefault(len(key), []).append((key, _letters(key)))

    def within(self, key: str, limit: int) -> Iterator[tuple[int, str]]:
        """Each key at most that far away, with its distance."""
        letters = _letters(key)
        for length in range(len(key) - limit, len(key) + limit + 1):
            for other, bits in self._by_length.get(length, ()):
                if (letters & ~bits).bit_count() > limit or (bits & ~letters).bit_count() > limit:
                    continue
                if (distance := osa_distance(key, other, limit)) is not None:
                    yield distance, other


def is_other_word(key: str, name: str, language: str) -> bool:
    """Whether a key near a name is no misspelling of it.

    It is not where it has other digits (``Group of 7``), is a word of its own (``while``), or is the word for a State's
    people or language (``algerien``).
    """
    if [char for char in key if char.isdigit()] != [char for char in name if char.isdigit()]:
        return True
    if key in rules().words.get(language, ()):
        return True
    for ending in rules().demonym_endings.get(language, ()):
        stem = key.removesuffix(ending)
        if stem != key and len(stem) >= 3 and name.startswith(stem[: len(stem) - 1]) and not name.endswith(ending):
            return True
    return False
