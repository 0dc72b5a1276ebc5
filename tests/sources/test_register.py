"""Which folders a home reads, and under which names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sederunt.sources import register as module
from sederunt.sources.collections import WebSource, is_of_these_years, ready_made
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.register import (
    collections,
    forget_others,
    register,
    register_ready_made,
    registered,
    slug,
)


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def test_folders_are_remembered(home: Home, tmp_path: Path) -> None:
    first, second = folder(tmp_path / "Reports of 2024"), folder(tmp_path / "other")
    assert [one.name for one in register(home, [first])] == ["reports-of-2024"]
    assert [one.name for one in register(home, [second, first, second])] == ["other", "reports-of-2024"]
    assert [(one.name, one.folder) for one in registered(home)] == [("reports-of-2024", first), ("other", second)]


def test_two_folders_of_one_name_have_two_names(home: Home, tmp_path: Path) -> None:
    folders = [folder(tmp_path / parent / "reports") for parent in ("a", "b")]
    assert [one.name for one in register(home, folders)] == ["reports", "b-reports"]


def test_any_name_can_be_registered(home: Home, tmp_path: Path) -> None:
    odd = folder(tmp_path / 'line\n"quoted" \\ 報告 🌊')
    register(home, [odd])
    assert registered(home)[0].folder == odd


@pytest.mark.parametrize(
    ("words", "expected"), [("Été 2024", "ete-2024"), ("a//b..c", "a-b-c"), ("報告", "collection"), ("", "collection")]
)
def test_slugs(words: str, expected: str) -> None:
    assert slug(words) == expected


def test_nothing_is_registered_when_one_folder_is_missing(home: Home, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="there is no folder"):
        register(home, [folder(tmp_path / "a"), tmp_path / "nowhere"])
    assert registered(home) == ()


def test_samples_are_read_until_there_is_something_else(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples = folder(tmp_path / "samples")
    monkeypatch.setattr(module, "samples_folder", lambda: samples)
    assert [(one.name, one.folder) for one in collections(home)] == [("samples", samples)]
    assert [one.name for one in register(home, [samples])] == ["samples"]
    assert registered(home) == ()
    register(home, [folder(tmp_path / "real")])
    assert [one.name for one in collections(home)] == ["real"]
    with pytest.raises(WrongUse, match="invented meetings"):
        register(home, [samples])


def test_without_samples_a_source_is_asked_for(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "samples_folder", lambda: tmp_path / "nowhere")
    with pytest.raises(WrongUse, match="give one with --source"):
        collections(home)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[a", "is not understood"),
        ("a = 1", "[a] is no table: write its keys below a line [name]"),
        ("[a]\nfoldr = 'x'", "[a] foldr: there is no such key; did you mean `folder`?"),
        ("[a]\nfolder = 1", "[a] folder: 1 is not understood; write a text in quotes"),
        ("[a]\nlanguages = ['en']", "[a] nothing says where its documents are; write folder, symbols,"),
        ("[a]\nfolder = 'x'\nyears = '2018-'", "[a] folder stands alone; take years out"),
        ("[a]\nseries = ['CTOC/COP/*']\nyears = 'since 2018'", "[a] years: 'since 2018' are no years; write"),
        ("[a]\nseries = ['CTOC/COP/*']\nyears = '2020-2018'", "[a] years: '2020-2018' are no years of ours"),
        ("[a]\nseries = ['../etc']", "[a] series: '../etc' is no series; write one as in"),
        ("[a]\nsymbols = ['A/../B']", "[a] symbols: 'A/../B' is no symbol"),
        ("[a]\nsymbols = ['A/1']\nlanguages = ['de']", "[a] languages: 'de' is no language of the United Nations"),
        ("[a]\nsymbols = ['A/1']\nformats = ['epub']", "[a] formats: 'epub' is no format that can be had"),
        ("[a]\nsymbols = []", "[a] symbols: [] is not understood; write a list of texts"),
        ("[a]\nready_made = 'nowhere'", "[a] ready_made: there is no 'nowhere'; known are untoc-cop"),
        ("[a]\nsymbols = ['A/1']\nmax_share_failed = 3", "[a] max_share_failed: 3 is no share"),
        ("['A B']\nfolder = 'x'", '[A B] "A B" is no name for a collection'),
    ],
)
def test_a_mistake_in_the_register_is_one_line(home: Home, words: str, expected: str) -> None:
    home.register.write_text(words)
    with pytest.raises(WrongUse) as error:
        registered(home)
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{home.register}")
    assert expected in line


def test_all_mistakes_are_told_at_once(home: Home) -> None:
    home.register.write_text("[a]\nfoldr = 'x'\nyears = 'y'\n[b]\nseries = 3\n")
    with pytest.raises(WrongUse) as error:
        registered(home)
    assert [line.split(": ")[1] for line in str(error.value).splitlines()] == ["[a] foldr", "[a] years", "[b] series"]


def test_a_series_is_understood(home: Home) -> None:
    home.register.write_text(
        "[wg]\nseries = ['CTOC/COP/WG.*']\nyears = '2018–'\nlanguages = ['en', 'fr']\n[one]\nsymbols = ['A/1']\n"
    )
    first, second = registered(home)
    assert first.folder is None
    assert first.web is not None
    assert (first.web.series, first.web.first_year, first.web.last_year) == (("CTOC/COP/WG.*",), 2018, None)
    assert first.web.languages == ("en", "fr")
    assert second.web is not None
    assert (second.web.symbols, second.web.formats) == (("A/1",), ("docx", "pdf"))


def test_ready_made_collections_are_in_order(home: Home) -> None:
    register_ready_made(home, list(ready_made()))
    known = registered(home)
    assert [one.name for one in known] == list(ready_made())
    assert len(known) >= 20
    assert all(one.web is not None and one.web.series and one.web.first_year for one in known)
    register_ready_made(home, ["cnd"])
    assert len(registered(home)) == len(known)
    with pytest.raises(WrongUse, match="there is no ready-made collection 'nowhere'"):
        register_ready_made(home, ["nowhere"])


def test_what_people_wrote_into_the_register_stays(home: Home, tmp_path: Path) -> None:
    home.register.write_text("# mine\n[wg]\nready_made = 'untoc-working-groups'  # and this\n")
    register(home, [folder(tmp_path / "real")])
    assert home.register.read_text().startswith("# mine\n[wg]\nready_made = 'untoc-working-groups'  # and this\n")
    assert [one.name for one in registered(home)] == ["wg", "real"]


@pytest.mark.parametrize(
    ("symbol", "published_on", "expected"),
    [
        ("CTOC/COP/WG.2/2018/4", "", True),
        ("CTOC/COP/WG.2/2017/4", "2018-01-15", False),
        ("CTOC/COP/WG.2/2021/4", "", False),
        ("A/80/15", "2019-03", True),
        ("A/80/15", "2017-03-02", False),
        ("A/80/15", "", True),
    ],
)
def test_years_are_those_of_the_symbol_or_of_the_date(symbol: str, published_on: str, expected: bool) -> None:
    source = WebSource(first_year=2018, last_year=2020)
    assert is_of_these_years(source, symbol, published_on) is expected


def test_what_is_no_longer_registered_leaves(home: Home) -> None:
    for name in ("kept", "gone"):
        Ledger(home.ledger(name)).save()
        home.facts(name).mkdir(parents=True)
    assert forget_others(home, ["kept"]) == ["gone"]
    assert forget_others(home, ["kept"]) == []
    assert not home.facts("gone").exists()
