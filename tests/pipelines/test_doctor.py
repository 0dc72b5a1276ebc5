"""What the doctor finds, and that it changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.doctor import Finding, examine
from sederunt.sources.home import Home, locked
from sederunt.sources.register import register
from sederunt.sources.stock import take_stock
from standin.library import Library
from standin.server import StandIn
from tests.sources.invented import text_of, write
from tests.sources.web.conftest import point


def findings(home: Home, what: str = "") -> list[Finding]:
    return [one for one in examine(home) if what in one.what]


def test_a_new_home_is_no_reason_to_worry(tmp_path: Path) -> None:
    (found,) = findings(Home(tmp_path / "nowhere"))
    assert (found.state, "`sederunt run` makes it" in found.words) == ("look", True)
    assert not (tmp_path / "nowhere").exists()


def test_what_is_well_is_told_and_nothing_is_changed(home: Home, tmp_path: Path) -> None:
    (collection,) = register(home, [write(tmp_path / "tides", a=text_of(), b="UNREADABLE")])
    take_stock(home, collection)
    before = {path: path.stat().st_mtime_ns for path in home.path.rglob("*") if path.name != ".lock"}
    states = {one.what: one.state for one in findings(home)}
    assert states["home"] == states["collections"] == states["store"] == states["network settings"] == "well"
    assert states["collection tides"] == "well"
    assert states["published file"] == states["runs"] == "look"
    assert {path: path.stat().st_mtime_ns for path in home.path.rglob("*") if path.name != ".lock"} == before


def test_what_is_wrong_says_what_to_do(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "tides", a=text_of())
    register(home, [folder])
    shutil.rmtree(folder)
    (home.path / "network.toml").write_text("[client]\nrequests_a_second = 0\n[retry]\nattempt = 3\n")
    monkeypatch.setenv("SEDERUNT_STORE", "nonsense://user:secret@bucket")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 8, 1))
    bad = {one.what: one.words for one in findings(home) if one.state == "bad"}
    assert "there is no folder" in bad["collection tides"]
    assert "nonsense://bucket cannot be reached" in bad["store"]
    assert "make room, or move the home" in bad["space"]
    lines = [one.words for one in findings(home, "network settings")]
    assert [line.partition("network.toml: ")[2][:30] for line in lines] == [
        "[client] requests_a_second: 0 ",
        "[retry] attempt: there is no s",
    ]


def test_a_home_in_use_is_told(home: Home) -> None:
    with locked(home):
        assert "another run" in findings(home, "home")[0].words


def test_sources_are_asked(home: Home, tmp_path: Path) -> None:
    home.register.write_text("[tides]\nseries = ['TIDES/*']\n")
    with StandIn(Library()).running() as server:
        point(home, server)
        assert [(one.state, one.words) for one in findings(home, "source")] == [("well", f"{server.address} answers")]
    (silent,) = findings(home, "source")
    assert (silent.state, "the connection failed" in silent.words) == ("look", True)
