"""When the warehouse is built anew, and what is recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from assets import candidate as candidates
from assets.candidate import Record, fingerprint, published_record, record_publication, write_candidate_record
from sederunt.errors import UnreadableDocument
from sederunt.sources.home import Home
from sederunt.sources.ledger import Entry, Ledger
from sederunt.sources.register import register

ENTRY = Entry("a.txt", "text/plain", datetime(2026, 1, 1), sha256="ab" * 32, reader_version="1", shard="one")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one collection of one document."""
    home = Home(tmp_path / "home")
    home.prepare()
    (tmp_path / "tides").mkdir()
    register(home, [tmp_path / "tides"])
    Ledger(home.ledger("tides"), [ENTRY]).save()
    return home


def test_the_fingerprint_stays_while_nothing_changes(home: Home) -> None:
    before = fingerprint(home, "1")
    Ledger(home.ledger("tides"), [replace(ENTRY, checked_at=datetime(2026, 2, 2))]).save()
    assert fingerprint(home, "1") == before


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: replace(entry, shard="two"),
        lambda entry: replace(entry, sha256="cd" * 32),
        lambda entry: replace(entry, is_present=False, shard=None),
        lambda entry: entry.failed(UnreadableDocument("gone", stage="fetch"), datetime(2026, 1, 1)),
    ],
)
def test_the_fingerprint_changes_with_the_facts(home: Home, change: Callable[[Entry], Entry]) -> None:
    before = fingerprint(home, "1")
    Ledger(home.ledger("tides"), [change(ENTRY)]).save()
    assert fingerprint(home, "1") != before


def test_the_fingerprint_changes_with_the_reader_and_the_code(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(home, "1")
    assert fingerprint(home, "2") != before
    monkeypatch.setattr(candidates, "_CODE", ("warehouse",))
    assert fingerprint(home, "1") != before


def test_nothing_is_published_at_first(home: Home) -> None:
    assert published_record(home) is None
    assert candidates.recorded_results(home, "run") is None
    assert candidates.results(home, "run", lambda done, total: None) is None


def test_a_record_holds_for_the_version_that_the_link_names(home: Home) -> None:
    candidate = home.warehouse / "candidate-run.duckdb"
    home.warehouse.mkdir()
    published = home.warehouse / "sederunt-1.duckdb"
    published.touch()
    (home.path / "sederunt.duckdb").symlink_to(published)
    write_candidate_record(candidate, Record("mark", {"attendance": 3}))
    candidate.with_name(f"{candidate.name}.validations.parquet").touch()
    expected = Record("mark", {"attendance": 3}, "sederunt-1.duckdb")
    assert record_publication(home, candidate, published) == expected
    assert published_record(home) == expected
    assert sorted(path.name for path in home.warehouse.iterdir()) == ["published.json", "sederunt-1.duckdb"]
    published.rename(home.warehouse / "sederunt-2.duckdb")
    assert published_record(home) is None


def test_failures_of_the_same_bytes_in_two_collections_are_one(home: Home, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    register(home, [tmp_path / "other"])
    failed = replace(ENTRY, shard=None).failed(UnreadableDocument("no report", stage="recognise"), datetime(2026, 1, 1))
    for name in ("tides", "other"):
        Ledger(home.ledger(name), [failed]).save()
    assert candidates.failures(home).height == 1
