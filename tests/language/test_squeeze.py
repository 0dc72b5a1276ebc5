"""The squeezed text: each of its characters leads back to where it stands."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.language.squeeze import squeeze
from sederunt.registry.keys import fold

TEXTS = st.text(alphabet="ab œß1²½ﻻ…ﬃ, ’Éж和", max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 4)), max_size=3)


@settings(deadline=None)
@given(TEXTS, SPANS)
def test_characters_lead_back(text: str, spans: list[tuple[int, int]]) -> None:
    left_out = [(start, min(len(text), start + length)) for start, length in spans if start < len(text)]
    skipped = {offset for start, end in left_out for offset in range(start, end)}
    expected = [
        (letter, offset) for offset, character in enumerate(text) if offset not in skipped for letter in fold(character)
    ]
    squeezed = squeeze(text, left_out)
    assert list(zip(squeezed.text, squeezed.offsets, strict=True)) == expected


def test_spans_of_a_key() -> None:
    squeezed = squeeze("Co te d’Ivoire, Côte d'Ivoire")
    assert squeezed.spans("cotedivoire") == [(0, 14), (16, 29)]
    assert squeezed.spans("peru") == []
