"""Resolution: every form comes back to its participant: by date, behind articles, in brackets, damaged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sederunt.registry import LANGUAGES, Match, NameForm, lookup, name_forms, name_key, participants, suggest
from sederunt.registry.ambiguous import is_ambiguous

ALL_FORMS = [form for language in LANGUAGES for form in name_forms(language)]


def some_day_within(form: NameForm) -> st.SearchStrategy[date]:
    participant = participants()[form.participant_id]
    first = max(form.valid_from or date(1945, 10, 24), participant.valid_from or date.min)
    last = min(form.valid_to or date(2026, 11, 1), participant.valid_to or date.max)
    return st.dates(min(first, last), last)


@given(st.data())
def test_a_form_comes_back_to_its_participant(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(ALL_FORMS))
    on = data.draw(some_day_within(form))
    assume(not is_ambiguous(name_key(form.words), form.language, on))
    match = lookup(form.words, form.language, on)
    assert match is not None and match.participant_id == form.participant_id
    assert match.distance == 0 and match.method in ("exact", "inflected")


@given(st.data())
def test_damage_of_extraction_costs_nothing(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from([form for form in ALL_FORMS if form.form != "acronym"]))
    cut = data.draw(st.integers(1, max(1, len(form.words) - 1)))
    damaged = (
        form.words[:cut] + data.draw(st.sampled_from([" ", "\u00ad", "\ufffe\n", "-"])) + form.words[cut:]
    ).upper()
    on = data.draw(some_day_within(form))
    assume(not is_ambiguous(name_key(form.words), form.language, on))
    match = lookup(damaged, form.language, on)
    assert match is not None and match.participant_id == form.participant_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_resolves_without_a_date_unless_another_has_it_today(language: str) -> None:
    for form in name_forms(language):
        is_known = lookup(form.words, language) is not None
        assert is_known != is_ambiguous(name_key(form.words), language, None), form


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("Iran (République islamique d’)", "fr", Match("IRN", "exact")),
        ("la République islamique d’Iran", "fr", Match("IRN", "inflected")),
        ("l’Iran", "fr", Match("IRN", "inflected")),
        ("des Pays-Bas", "fr", Match("NLD", "inflected")),
        ("Pays-Bas (Royaume des)", "fr", Match("NLD", "exact")),
        ("the United States", "en", Match("USA", "inflected")),
        ("the Government of the United States", "en", Match("USA", "inflected")),
        ("Secretariat of the Economic Community of Central African States", "en", Match("org:eccas", "inflected")),
        ("le Gouvernement de la République islamique d’Iran", "fr", Match("IRN", "inflected")),
        ("Bahamas (The)", "en", Match("BHS", "squeezed")),
        ("VENEZUELA (BOLIVARIAN REPUBLIC OF)", "en", Match("VEN", "squeezed")),
        ("United Nations Development Programme(UNDP)", "en", Match("un:undp", "squeezed")),
        ("Алжира", "ru", Match("DZA", "inflected")),
        ("Соединенных Штатов Америки", "ru", Match("USA", "inflected")),
        ("للجزائر", "ar", Match("DZA", "inflected")),
        ("والجزائر", "ar", Match("DZA", "inflected")),
        ("中华人民共和国", "zh", Match("CHN", "exact")),
        ("República Bolivariana de Venezuela", "es", Match("VEN", "exact")),
        ("African Group", "en", Match("group:african-states", "exact")),
        ("Groupe des États d’Afrique", "fr", Match("group:african-states", "exact")),
        ("GRULAC", "fr", Match("group:latin-american-and-caribbean-states", "exact")),
        ("Secrétariat", "fr", Match("un:secretariat", "exact")),
        ("Comité international de la Croix-Rouge", "fr", Match("org:icrc", "exact")),
        ("Guinea", "en", Match("GIN", "exact")),
        ("Guinea-Bissau", "en", Match("GNB", "exact")),
        ("Dominican Republic", "en", Match("DOM", "exact")),
        ("République dominicaine", "fr", Match("DOM", "exact")),
        ("Union africaine", "fr", Match("org:african-union", "exact")),
    ],
)
def test_words_of_reports(words: str, language: str, expected: Match) -> None:
    assert lookup(words, language, date(2019, 6, 1)) == expected


@pytest.mark.parametrize(
    ("words", "year", "expected"),
    [
        ("Swaziland", 2010, "SWZ"),
        ("Swaziland", 2020, "SWZ"),
        ("Eswatini", 2010, "SWZ"),
        ("USSR", 1985, "SUHH"),
        ("Soviet Union", 1995, "SUHH"),
        ("Russian Federation", 1980, "RUS"),
        ("Russian Federation", 1995, "RUS"),
        ("Zaire", 1980, "COD"),
        ("Burma", 1975, "MMR"),
        ("Upper Volta", 1970, "BFA"),
        ("Czechoslovakia", 1980, "CSHH"),
        ("Czechia", 2020, "CZE"),
        ("Yugoslavia", 1985, "YUCS"),
        ("Serbia and Montenegro", 2005, "CSXX"),
        ("German Democratic Republic", 1980, "DDDE"),
        ("Germany, Federal Republic of", 1980, "DEU"),
        ("Democratic Yemen", 1980, "YDYE"),
        ("the former Yugoslav Republic of Macedonia", 2010, "MKD"),
        ("Turkey", 2010, "TUR"),
        ("Turkey", 2024, "TUR"),
        ("Libyan Arab Jamahiriya", 2005, "LBY"),
        ("Byelorussian SSR", 1980, "BLR"),
        ("Cape Verde", 2000, "CPV"),
        ("Palestine", 2000, "PSE"),
    ],
)
def test_names_of_their_time(words: str, year: int, expected: str) -> None:
    match = lookup(words, "en", date(year, 7, 1))
    assert match is not None and match.participant_id == expected


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("who", "en"),
        ("au", "fr"),
        ("réunion", "fr"),
        ("reunión", "es"),
        ("", "en"),
        ("(…)", "en"),
        ("Atlantis", "en"),
        ("Korea", "en"),
        ("République", "fr"),
        ("Ivoire", "fr"),
    ],
)
def test_words_that_name_nobody(words: str, language: str) -> None:
    assert lookup(words, language) is None


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no names in the language 'de'"):
        lookup("Frankreich", "de")


def test_suggestion_for_a_reviewer() -> None:
    assert lookup("Bolivarian Rep. of Venezuela", "en") is None
    assert suggest("Bolivarian Rep. of Venezuela", "en") == "VEN"
    assert suggest("France", "en") == "FRA"
    assert suggest("The quick brown fox", "en") is None
