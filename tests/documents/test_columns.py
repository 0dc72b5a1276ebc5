"""Lists in columns are read down; tables and running text are left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sederunt.documents.columns import columns

LIST = """\
   Albania                    Egypt                  Lesotho
   Bolivia (Plurinational     El Salvador            Mali
    State of)                 Gabon
   Chad                       Ghana"""
TABLE = """\
   A/HRC/43/1      1      Agenda and annotations
   A/HRC/43/2      1      Report of the Council
   A/HRC/43/3      2      Annual report"""
PROSE = """\
   The Committee held its fifth session in Vienna, where it
   considered the items before it and adopted a report that
   is annexed to the present document in full."""


def words(text: str) -> list[list[str]] | None:
    found = columns(text.split("\n"))
    return None if found is None else [[cell.words for cell in column] for column in found]


def test_a_list_is_read_down() -> None:
    assert words(LIST) == [
        ["Albania", "Bolivia (Plurinational", "State of)", "Chad"],
        ["Egypt", "El Salvador", "Gabon", "Ghana"],
        ["Lesotho", "Mali"],
    ]


def test_a_wrapped_entry_is_indented_in_its_column() -> None:
    found = columns(LIST.split("\n"))
    assert found is not None
    assert [cell.indent for cell in found[0]] == [0, 0, 1, 0]


def test_a_table_and_running_text_are_no_lists() -> None:
    assert words(TABLE) is None
    assert words(PROSE) is None


NAMES = st.text(st.sampled_from("ABCDEFGabcdefg"), min_size=2, max_size=12).map(str.capitalize)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=3, max_size=12), st.integers(3, 9))
def test_two_columns_are_read_whole(rows: list[tuple[str, str]], gutter: int) -> None:
    width = max(len(left) for left, _ in rows) + gutter
    assert words("\n".join(left.ljust(width) + right for left, right in rows)) == [
        list(c) for c in zip(*rows, strict=True)
    ]
