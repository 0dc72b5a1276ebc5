"""The sequence of numerals that number the paragraphs."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.facts.numbering import Numeral, running_numbers


def numerals(words: str) -> list[Numeral]:
    """``3`` is a paragraph, ``3h`` a heading (no whole sentence), ``3a`` an entry of a listed agenda; ``|`` begins a
    chapter.
    """
    found: list[Numeral] = []
    begins = True
    for word in words.split():
        if word == "|":
            begins = True
            continue
        found.append(Numeral(int(word.rstrip("ha")), not word.endswith("h"), begins, word.endswith("a")))
        begins = False
    return found


@pytest.mark.parametrize(
    ("written", "running"),
    [
        ("1 2 3 4", "1 2 3 4"),
        ("1 2 1h 2h 3h 3 4", "1 2 3 4"),
        ("1 2 1a 2a 3a 3 4", "1 2 3 4"),
        ("1 2 1a 2a 3 4", "1 2 3 4"),
        ("1 2 | 1 2 3 | 1 2", "1 2 1 2 3 1 2"),
        ("1 2 4 5", "1 2 4 5"),
        ("1 2 45 3 4", "1 2 3 4"),
        ("1h 2h 3h", ""),
        ("1 2 | 1a 2a 3a", "1 2"),
    ],
)
def test_running_numbers(written: str, running: str) -> None:
    found = numerals(written)
    chosen = [str(found[index].number) for index in sorted(running_numbers(found)) if found[index].is_whole]
    assert " ".join(chosen) == running


@given(st.lists(st.builds(Numeral, st.integers(1, 30), st.booleans(), st.booleans(), st.booleans()), max_size=40))
def test_a_sequence_only_counts_up_or_begins_anew(found: list[Numeral]) -> None:
    chosen = [found[index].number for index in sorted(running_numbers(found))]
    assert all(later > earlier or later == 1 for earlier, later in pairwise(chosen))


@given(st.integers(1, 200))
def test_an_unbroken_sequence_is_kept_whole(length: int) -> None:
    found = [Numeral(number, True) for number in range(1, length + 1)]
    assert running_numbers(found) == frozenset(range(length))
