"""Words written once for all their forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sederunt.language.basics import LANGUAGES
from sederunt.language.inflection import classes, forms

CASES = {
    ("ru", "Комисси~я"): {"Комиссия", "Комиссии", "Комиссию", "Комиссией"},
    ("ru", "Рабоч~ая групп~а"): {"Рабочая группа", "Рабочей группы", "Рабочую группу", "Рабочей группой"},
    ("ru", "следующ~ие государств~о"): {"следующие государства", "следующих государств", "следующими государствами"},
    ("ru", "с заявлени~е … выступи~л"): {"с заявлением … выступил", "с заявлениями … выступили"},
    ("es", "formul~ó declaraciones"): {"formuló declaraciones", "formularon declaraciones", "formulan declaraciones"},
    ("es", "representante~s ~de"): {"representante de", "representantes del", "representantes de los"},
}  # fmt: skip


@pytest.mark.parametrize(("language", "words"), CASES)
def test_forms(language: str, words: str) -> None:
    assert CASES[language, words] <= set(forms(words, language))


def test_words_of_one_group_agree() -> None:
    found = forms("Рабоч~ая групп~а", "ru")
    assert found[0] == "Рабочая группа"
    assert "Рабочая группами" not in found
    assert "следующие государство" not in forms("следующ~ие государств~о", "ru")


def test_plain_words_have_one_form() -> None:
    assert forms("Committee", "en") == ("Committee",)


def test_a_class_that_is_not_declared_is_an_error() -> None:
    with pytest.raises(ValueError, match="'xyz'"):
        forms("комитет~xyz", "ru")


def declared() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        yield from ((language, name) for name in classes(language))


@pytest.mark.parametrize(("language", "name"), list(declared()))
def test_a_class_is_named_by_what_it_adds(language: str, name: str) -> None:
    """So that an entry reads as a dictionary has it: the name is one of the endings."""
    _, slots = classes(language)[name]
    assert name in {ending for slot in slots for ending in slot}
