"""Keys: what is folded, and that a text can be squeezed character by character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.registry import LANGUAGES, fold, name_forms, name_key
from sederunt.registry.keys import normal_words

SCRIPTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.characters(min_codepoint=0x300, max_codepoint=0x36F),
        st.characters(min_codepoint=0x400, max_codepoint=0x4FF),
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFC),
    )
)


@given(SCRIPTS)
def test_key_is_folded_character_by_character(words: str) -> None:
    assert name_key(words) == "".join(fold(char) for char in words)


@given(SCRIPTS)
def test_key_does_not_depend_on_composition(words: str) -> None:
    assert name_key(unicodedata.normalize("NFC", words)) == name_key(unicodedata.normalize("NFD", words))


@given(SCRIPTS)
def test_key_of_a_key_is_the_key(words: str) -> None:
    assert name_key(name_key(words)) == name_key(words)


@given(SCRIPTS)
def test_key_has_letters_and_digits_only(words: str) -> None:
    assert all(unicodedata.category(char)[0] in "LN" for char in name_key(words))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Côte d’Ivoire", "COTE D'IVOIRE"),
        ("l ’Équateur", "l'Equateur"),
        ("Guinée-\nBissau", "Guinée Bissau"),
        ("Cur\u00adaçao", "Curaçao"),
        ("Straße", "strasse"),
        ("œuvre", "oeuvre"),
        ("Королёв", "Королев"),
        ("Бахрейн", "Бахреи\u0306н"),
        ("الأُردُن", "الاردن"),
        ("إســـواتيني", "اسواتيني"),
        ("سورية", "سوريه"),
        ("ﻻتفيا", "لاتفيا"),
        ("٧٧", "77"),
        ("（", ""),
    ],
)
def test_same_key(left: str, right: str) -> None:
    assert name_key(left) == name_key(right)


@pytest.mark.parametrize(
    ("left", "right"), [("Niger", "Nigeria"), ("Iran", "Iraq"), ("多米尼克", "多米尼加"), ("Мали", "Малави")]
)
def test_other_key(left: str, right: str) -> None:
    assert name_key(left) != name_key(right)


def test_normal_words_ignore_apostrophes_spaces_and_composition_only() -> None:
    assert normal_words("Co\u0302te  d’Ivoire\n") == normal_words("Côte\u00a0d'Ivoire")
    assert normal_words("France") != normal_words("FRANCE")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_has_a_key(language: str) -> None:
    assert [form.words for form in name_forms(language) if not name_key(form.words)] == []
