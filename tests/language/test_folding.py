from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sederunt.language.folding import fold


def test_case_accents_digits_dashes_and_spaces() -> None:
    assert fold("Première 28–31 l’É\u00a0tat ٢٠١٥ （ё）").text == "premiere 28-31 l'e tat 2015 (е)"


def test_marks_left_out_stay_in_the_span() -> None:
    text = "المخدِّرات و"
    folded = fold(text)
    assert folded.text == "المخدرات و"
    assert text[slice(*folded.span(0, 8))] == "المخدِّرات"


@given(text=st.text())
def test_every_span_of_the_folded_text_has_one_in_the_original(text: str) -> None:
    folded = fold(text)
    assert folded.span(0, len(folded.text))[1] == len(text)
    for offset, character in enumerate(folded.text):
        start, end = folded.span(offset, offset + 1)
        assert fold(text[start:end]).text == character
