from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.documents.symbols import Symbol, find_symbols, parse


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"][:50])
def test_symbols_of_the_table(row: dict[str, str]) -> None:
    text = row["text"].replace(r"\n", "\n")
    mentions = find_symbols(text)
    assert [text[mention.start : mention.end] for mention in mentions] == [
        words.replace(r"\n", "\n") for words in row["words"].split("; ") if words
    ]
    symbols = [symbol for mention in mentions for symbol in mention.symbols]
    assert "; ".join(symbol.text for symbol in symbols) == row["symbols"]
    assert "; ".join(symbol.series for symbol in symbols) == row["series"]


def test_issues_of_one_work() -> None:
    assert parse("A/HRC/43/64/Add.1/Corr.1*") == Symbol(
        text="A/HRC/43/64/Add.1/Corr.1",
        base="A/HRC/43/64",
        work="A/HRC/43/64/Add.1",
        issue=("Add.1", "Corr.1"),
        series="A/HRC",
        reissue=1,
    )
    assert parse("TPNW/MSP/2025/11/Rev.1").work == parse("TPNW/MSP/2025/11").work
    assert parse("A/80/15 (Part I)").work == "A/80/15 (Part I)" != parse("A/80/15 (Part II)").work


@pytest.mark.parametrize("words", ["", "and/or", "24/25", "A/80/15 and A/80/16", "E/2025/28-E/CN.7/2024/15", "A/80"])
def test_what_is_not_one_symbol_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is not one document symbol"):
        parse(words)


parts = st.one_of(
    st.integers(1, 9999).map(str),
    st.builds(
        "{}.{}".format, st.sampled_from(["WG", "CN", "AC", "C", "CONF", "L", "CRP", "SR", "INF"]), st.integers(1, 300)
    ),
    st.sampled_from(["COP", "HRC", "MSP", "NGO", "INF", "C", "S-32", "ES-10"]),
)
symbols = st.builds(
    "{}/{}/{}{}".format,
    st.sampled_from(["A", "E", "S", "CTOC", "CAC", "TPNW", "CEDAW", "ICC-ASP", "TD"]),
    st.lists(parts, min_size=1, max_size=4).map("/".join),
    st.integers(1, 999),
    st.sampled_from(["", "/Rev.1", "/Add.2", "/Corr.1", "/Add.1/Rev.2"]),
)


@given(members=st.lists(symbols, min_size=1, max_size=3), gap=st.sampled_from(["", " ", "\n", "\n\n"]))
def test_symbols_broken_over_lines_are_read_whole(members: list[str], gap: str) -> None:
    text = "(see " + f"-{gap}".join(members).replace("/", f"/{gap}") + ")."
    (mention,) = find_symbols(text)
    assert (mention.start, mention.end) == (5, len(text) - 2)
    assert [symbol.text for symbol in mention.symbols] == members
    for symbol in mention.symbols:
        assert parse(symbol.text) == symbol
        assert symbol.work.startswith(symbol.base)
        assert symbol.base.startswith(symbol.series)
