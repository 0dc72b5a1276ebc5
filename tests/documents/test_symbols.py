from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.documents.symbols import Symbol, find_symbols, normalise, parse, render
from sederunt.documents.symbols_grammar import Style, grammar


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


#: What extraction makes of characters: look-alikes, full-width forms, hidden marks, blanks behind slashes and dots.
ALIKE = {
    "A": "AАΑＡ",
    "C": "CСＣ",
    "E": "EЕΕ",
    "1": "1１١",
    "-": "-–‑\ufffe",
    "/": ["/", "／", "/ ", "/\u200f", "/\n", " /"],
    ".": [".", ". ", ".\u00ad"],
}


def damaged(symbol: str, draw: st.DataObject) -> str:
    return "".join(draw.draw(st.sampled_from(list(ALIKE.get(letter, letter)))) for letter in symbol)


@given(members=st.lists(symbols, min_size=1, max_size=3), stars=st.integers(0, 2), data=st.data())
def test_damage_does_not_change_a_symbol(members: list[str], stars: int, data: st.DataObject) -> None:
    whole = "-".join(members) + "*" * stars
    printed = damaged(whole, data)
    assert normalise(printed) == whole
    assert normalise(whole) == whole
    (mention,) = find_symbols(printed)
    assert render(mention.symbols) == whole
    if len(members) == 1:
        assert render(parse(printed)) == normalise(printed)


@given(st.text(alphabet="AESCWGРев/.-() 0123456789,andl*\n\u200f", max_size=60))
def test_any_text_is_searched_and_what_is_found_stays_what_it_is(text: str) -> None:
    last = 0
    for mention in find_symbols(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.start >= last or mention.is_elliptical
        last = mention.start
        for symbol in mention.symbols:
            assert parse(render(symbol)) == symbol
            assert normalise(normalise(symbol.text)) == normalise(symbol.text) == symbol.text


@given(members=st.lists(symbols, min_size=1, max_size=2), first=st.integers(1, 40), others=st.lists(st.integers(1, 40)))
def test_what_is_left_of_a_symbol_is_made_whole(members: list[str], first: int, others: list[int]) -> None:
    bases = [parse(member).base for member in members]
    text = "-".join(bases) + f" and Add.{first}" + "".join(f", {number}" for number in others) + ")."
    numbers = [first, *others]
    assert [mention.symbol for mention in find_symbols(text)][1:] == [
        "-".join(f"{base}/Add.{number}" for base in bases) for number in numbers
    ]


@pytest.mark.parametrize("style", grammar().styles, ids=lambda style: style.name)
def test_series_with_blanks(style: Style) -> None:
    assert parse(style.example) == find_symbols(f"see {style.example}.")[0].symbols[0]
    assert parse(style.example).series == style.series
    assert normalise(style.example) == style.example


@pytest.mark.parametrize("words", ["A/", "A/1/", "A/80/1-", "A/80/1, ", "A/80/1 and Add.1, 2, ", "1/", "A (", "A.B."])
def test_long_runs_of_what_looks_like_symbols_are_gone_through(words: str) -> None:
    """Each of them took the square of its length at some time: 400,000 characters would take minutes."""
    for mention in find_symbols(words * (400_000 // len(words)) if len(words) < 4 else words * 2000):
        assert mention.end - mention.start < 400
