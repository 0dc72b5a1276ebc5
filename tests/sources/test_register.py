"""Which folders a home reads, and under which names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sederunt.sources import register as module
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.register import collections, forget_others, register, registered, slug


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
    assert [(one.name, one.is_samples) for one in collections(home)] == [("samples", True)]
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


@pytest.mark.parametrize("words", ["[a", "[a]\nother = 1", "a = 1"])
def test_a_register_that_is_not_understood_is_told(home: Home, words: str) -> None:
    home.register.write_text(words)
    with pytest.raises(WrongUse, match="is not understood"):
        registered(home)


def test_what_is_no_longer_registered_leaves(home: Home) -> None:
    for name in ("kept", "gone"):
        Ledger(home.ledger(name)).save()
        home.facts(name).mkdir(parents=True)
    assert forget_others(home, ["kept"]) == ["gone"]
    assert forget_others(home, ["kept"]) == []
    assert not home.facts("gone").exists()
