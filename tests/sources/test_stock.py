"""What is new, changed and gone, and how cheaply that is known."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sederunt.sources import stock
from sederunt.sources.folder import FoundFile
from sederunt.sources.home import Home
from sederunt.sources.ledger import Entry, Ledger
from sederunt.sources.register import Collection
from sederunt.sources.stock import Stock, take_stock
from sederunt.sources.store import ByteStore
from tests.sources import invented


def entry(home: Home, collection: Collection, name: str) -> Entry:
    found = Ledger.load(home.ledger(collection.name)).get(str(collection.folder / name))
    assert found is not None
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose bytes were read."""
    names: list[str] = []
    fetch = stock.fetch

    def noted(found: FoundFile, collection: str) -> object:
        names.append(found.path.name)
        return fetch(found, collection)

    monkeypatch.setattr(stock, "fetch", noted)
    return names


def test_first_all_is_new_and_then_nothing_is(home: Home, tides: Collection, opened: list[str]) -> None:
    assert take_stock(home, tides) == Stock(n_documents=2, n_new=2, n_changed=0, n_gone=0, n_unreadable=0)
    ledger = home.ledger("tides").read_bytes()
    opened.clear()
    assert take_stock(home, tides) == Stock(n_documents=2, n_new=0, n_changed=0, n_gone=0, n_unreadable=0)
    assert opened == []
    assert home.ledger("tides").read_bytes() == ledger


def test_a_file_that_was_only_touched_is_not_changed(home: Home, tides: Collection, opened: list[str]) -> None:
    take_stock(home, tides)
    opened.clear()
    os.utime(tides.folder / "a.txt", (1_800_000_000, 1_600_000_000))
    assert take_stock(home, tides).n_changed == 0
    assert take_stock(home, tides).n_changed == 0
    assert opened == ["a.txt"]


def test_a_file_of_the_same_size_and_tick_is_opened(home: Home, tides: Collection) -> None:
    path = tides.folder / "a.txt"
    path.write_bytes(b"one")
    take_stock(home, tides)
    times = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert take_stock(home, tides).n_changed == 1


def test_a_changed_file_loses_its_facts(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    before = entry(home, tides, "a.txt")
    invented.write(tides.folder, a=invented.text_of("tides", 9))
    assert take_stock(home, tides).n_changed == 1
    after = entry(home, tides, "a.txt")
    assert after.sha256 != before.sha256
    assert (after.shard, after.reader_version) == (None, None)
    assert home.store.get(str(before.sha256)) != home.store.get(str(after.sha256))


def test_a_file_that_has_gone_leaves_and_may_come_back(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    path = tides.folder / "a.txt"
    path.rename(tides.folder / "a.bak")
    assert take_stock(home, tides).n_gone == 1
    assert not entry(home, tides, "a.txt").is_present
    assert take_stock(home, tides).n_gone == 0
    (tides.folder / "a.bak").rename(path)
    assert take_stock(home, tides).n_new == 1


def test_every_known_format_is_taken_in(home: Home, tides: Collection) -> None:
    """Whether it can be read is for the reader to say, who sees the bytes: an ending may be wrong."""
    (tides.folder / "c.wpd").write_bytes(b"\xffWPC")
    assert take_stock(home, tides) == Stock(n_documents=3, n_new=3, n_changed=0, n_gone=0, n_unreadable=0)
    taken = entry(home, tides, "c.wpd")
    assert taken.media_type == "application/vnd.wordperfect"
    assert home.store.get(str(taken.sha256)) == b"\xffWPC"


def test_a_file_that_cannot_be_read_any_more_keeps_its_facts(
    home: Home, tides: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_stock(home, tides)
    ledger = Ledger.load(home.ledger("tides"))
    path = tides.folder / "a.txt"
    path.unlink()
    path.symlink_to(tides.folder / "nowhere")
    take_stock(home, tides)
    ledger = Ledger.load(home.ledger("tides"))
    assert len(ledger.chosen()) == 2
    assert ledger.failures()["stage"].to_list() == ["fetch"]
    path.unlink()
    invented.write(tides.folder, a=invented.text_of())
    take_stock(home, tides)
    assert Ledger.load(home.ledger("tides")).failures().is_empty()


def test_what_stands_in_a_folder_that_cannot_be_read_is_not_gone(
    home: Home, tides: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    invented.write(tides.folder / "sub", c=invented.text_of("other"))
    take_stock(home, tides)
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "sub":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = take_stock(home, tides)
    assert (found.n_gone, found.n_unreadable) == (0, 1)
    assert entry(home, tides, "sub/c.txt").is_present
    monkeypatch.undo()
    assert take_stock(home, tides).n_unreadable == 0


def test_bytes_that_the_store_has_lost_are_taken_in_again(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    sha256 = str(entry(home, tides, "a.txt").sha256)
    ByteStore(home.path / "store").path(sha256).unlink()
    assert take_stock(home, tides).n_changed == 0
    assert home.store.get(sha256)


def test_a_damaged_ledger_is_begun_anew(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    home.ledger("tides").write_bytes(b"no parquet")
    assert take_stock(home, tides).n_new == 2
