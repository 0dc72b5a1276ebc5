"""Maps over whole texts give what ``str.translate`` gives, whatever the text is made of."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.characters import marked, replaced
from sederunt.registry.keys import fold, name_key

LETTERS = st.text(alphabet="aÉœß½ﻻж，。中 \ufffe\u0301٣", min_size=1, max_size=40)


class Widths(dict[int, int]):
    def __missing__(self, code: int) -> int:
        return len(fold(chr(code)))


class Doubled(dict[int, str | None]):
    def __missing__(self, code: int) -> str | None:
        return None if code % 3 == 0 else chr(code) * (1 + code % 2)


@settings(deadline=None)
@given(LETTERS, st.booleans())
def test_maps_are_those_of_translate(words: str, is_long: bool) -> None:
    text = words * (2_000 // len(words) + 1 if is_long else 1)
    assert replaced(text, Doubled()) == text.translate(Doubled())
    assert marked(text, Widths()) == bytes(len(fold(character)) for character in text)
    assert name_key(text) == "".join(map(fold, text))


def test_more_letters_than_bytes_are_told_apart() -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 2_000)))
    assert replaced(text, Doubled()) == text.translate(Doubled())
