"""Typing errors: on simulated errors nothing is resolved to another participant, and most single errors are mended."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.registry import LANGUAGES, NameForm, lookup, name_forms, name_key, participants
from sederunt.registry.spelling import Neighbours, osa_distance

ON = date(2019, 6, 1)
WITH_SPELLING = [language for language in LANGUAGES if language != "zh"]


def one_error(words: str, letters: str, chance: random.Random) -> str:
    """Words with one letter left out, put in, replaced, or swapped with the next."""
    at = chance.randrange(len(words))
    letter = chance.choice(letters)
    return chance.choice(
        [
            words[:at] + words[at + 1 :],
            words[:at] + letter + words[at:],
            words[:at] + letter + words[at + 1 :],
            words[:at] + words[at + 1 : at + 2] + words[at : at + 1] + words[at + 2 :],
        ]
    )


def current_states(language: str) -> list[NameForm]:
    return [
        form
        for form in name_forms(language)
        if form.form != "acronym" and form.in_use_on(ON) and participants()[form.participant_id].kind == "state"
    ]


def errors(language: str, n_errors: int, sample: int) -> Iterator[tuple[NameForm, str]]:
    chance = random.Random(20190601)
    forms = current_states(language)
    letters = sorted({char for form in forms for char in name_key(form.words)})
    for _ in range(sample):
        form = chance.choice(forms)
        words = form.words
        for _ in range(n_errors):
            words = one_error(words, "".join(letters), chance)
        yield form, words


@pytest.mark.parametrize("n_errors", [1, 2])
@pytest.mark.parametrize("language", WITH_SPELLING)
def test_no_error_gives_another_participant(language: str, n_errors: int) -> None:
    for form, words in errors(language, n_errors, 250):
        match = lookup(words, language, ON)
        if match is not None and match.method == "spelling":
            assert match.participant_id == form.participant_id, (form.words, words, match)


@pytest.mark.parametrize("language", WITH_SPELLING)
def test_most_single_errors_are_mended(language: str) -> None:
    found = [
        lookup(words, language, ON) is not None
        for form, words in errors(language, 1, 250)
        if len(name_key(form.words)) >= 9
    ]
    assert sum(found) / len(found) > 0.85


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Nigerian", "en"),
        ("Algerian", "en"),
        ("Algerians", "en"),
        ("Indian", "en"),
        ("Ukrainian", "en"),
        ("algérien", "fr"),
        ("italien", "fr"),
        ("nigérienne", "fr"),
        ("colombiano", "es"),
        ("argelino", "es"),
        ("алжирец", "ru"),
        ("Austrlia", "en"),
        ("Nigera", "en"),
        ("Irna", "en"),
        ("while", "en"),
        ("Group of 78", "en"),
        ("faire", "fr"),
        ("أوروبا", "ar"),
        ("палестинской", "ru"),
        ("Republic of the Kongo and the Congo", "en"),
        ("多米尼", "zh"),
    ],
)
def test_what_must_not_be_mended(words: str, language: str) -> None:
    assert lookup(words, language, ON) is None


@pytest.mark.parametrize(
    ("words", "language", "expected", "distance"),
    [
        ("Venzuela", "en", "VEN", 1),
        ("Madagsacar", "fr", "MDG", 1),
        ("Liechtensetin", "en", "LIE", 1),
        ("Kazajtsan", "es", "KAZ", 1),
        ("Таджикстан", "ru", "TJK", 1),
        ("Boznia and Herzegovnia", "en", "BIH", 2),
    ],
)
def test_mended(words: str, language: str, expected: str, distance: int) -> None:
    match = lookup(words, language, ON)
    assert match is not None
    assert (match.participant_id, match.method, match.distance) == (expected, "spelling", distance)


WORDS = st.text("abc", max_size=7)


def plain_distance(left: str, right: str) -> int:
    """Optimal string alignment by its definition."""
    if not left or not right:
        return len(left) + len(right)
    found = min(
        plain_distance(left[:-1], right) + 1,
        plain_distance(left, right[:-1]) + 1,
        plain_distance(left[:-1], right[:-1]) + (left[-1] != right[-1]),
    )
    if len(left) > 1 and len(right) > 1 and left[-1] == right[-2] and left[-2] == right[-1]:
        found = min(found, plain_distance(left[:-2], right[:-2]) + 1)
    return found


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 5))
def test_distance_is_the_one_defined(left: str, right: str, limit: int) -> None:
    expected = plain_distance(left, right)
    assert osa_distance(left, right, limit) == (expected if expected <= limit else None)


@given(st.sets(WORDS, max_size=12), WORDS, st.integers(0, 3))
def test_neighbours_miss_none(keys: set[str], key: str, limit: int) -> None:
    expected = {(distance, other) for other in keys if (distance := osa_distance(key, other, limit)) is not None}
    assert set(Neighbours(keys).within(key, limit)) == expected
