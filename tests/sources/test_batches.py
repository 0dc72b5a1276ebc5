"""What is read, what is read again, and what becomes of documents that break the reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl
import pytest

from sederunt.sources import batches, shards
from sederunt.sources.batches import Readings, read_news
from sederunt.sources.files import subfolders
from sederunt.sources.home import Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.reader import Reader
from sederunt.sources.register import Collection
from sederunt.sources.stock import take_stock
from sederunt.sources.store import ByteStore
from tests.sources import invented
from tests.sources.invented import reader, text_of, write


def read(home: Home, collection: Collection, version: str = "invented-1") -> Readings:
    take_stock(home, collection)
    return read_news(home, collection.name, reader(version))


def facts(home: Home, collection: Collection, table: str = "documents") -> pl.DataFrame:
    """The facts that the warehouse would be built from."""
    ledger = Ledger.load(home.ledger(collection.name))
    paths = [home.facts(collection.name) / shard / f"{table}.parquet" for shard in ledger.shards()]
    return pl.concat(pl.read_parquet(path) for path in paths) if paths else pl.DataFrame()


def documents(home: Home, collection: Collection) -> list[str]:
    frame = facts(home, collection)
    return [] if frame.is_empty() else sorted(uri.rpartition("/")[2] for uri in frame["source_uri"])


def failures(home: Home, collection: Collection) -> dict[str, str]:
    frame = Ledger.load(home.ledger(collection.name)).failures()
    return {row["source_uri"].rpartition("/")[2]: row["error"] for row in frame.iter_rows(named=True)}


def test_what_is_new_is_read_once(home: Home, tides: Collection) -> None:
    assert read(home, tides) == Readings(n_read=2, n_failed=0, n_in_collection=2, n_failed_in_collection=0)
    assert documents(home, tides) == ["a.txt", "b.txt"]
    assert facts(home, tides, "attendance").height == 4
    before = {path: path.stat().st_mtime_ns for path in home.path.rglob("*")}
    assert read(home, tides) == Readings(n_read=0, n_failed=0, n_in_collection=2, n_failed_in_collection=0)
    assert {path: path.stat().st_mtime_ns for path in home.path.rglob("*")} == before


def test_a_changed_document_replaces_its_older_reading(home: Home, tides: Collection) -> None:
    read(home, tides)
    write(tides.folder, a=text_of("tides", 7))
    assert read(home, tides).n_read == 1
    assert documents(home, tides) == ["a.txt", "b.txt"]
    assert sorted(facts(home, tides, "meetings")["ordinal"]) == [2, 7]


def test_a_document_that_has_gone_leaves_the_facts(home: Home, tides: Collection) -> None:
    read(home, tides)
    (tides.folder / "a.txt").unlink()
    assert read(home, tides).n_in_collection == 1
    assert documents(home, tides) == ["b.txt"]
    (tides.folder / "b.txt").unlink()
    assert read(home, tides).n_in_collection == 0
    assert list(subfolders(home.facts("tides"))) == []


def test_a_document_that_was_moved_is_known_by_its_new_place(home: Home, tides: Collection) -> None:
    read(home, tides)
    (tides.folder / "a.txt").rename(tides.folder / "c.txt")
    read(home, tides)
    assert documents(home, tides) == ["b.txt", "c.txt"]


def test_the_same_bytes_are_one_document(home: Home, tides: Collection) -> None:
    write(tides.folder, c=text_of(), d=text_of())
    assert read(home, tides).n_read == 2
    (tides.folder / "a.txt").unlink()
    assert read(home, tides).n_read == 1
    assert documents(home, tides) == ["b.txt", "c.txt"]


def test_another_version_of_the_reader_reads_all_again(home: Home, tides: Collection) -> None:
    write(tides.folder, c="UNREADABLE")
    assert read(home, tides).n_failed == 1
    assert read(home, tides).n_failed == 0
    assert read(home, tides, "invented-2") == Readings(2, 1, 2, 1)
    assert documents(home, tides) == ["a.txt", "b.txt"]
    assert len(list(subfolders(home.facts("tides")))) == 1


def test_a_document_that_cannot_be_read_stops_alone(home: Home, tides: Collection) -> None:
    write(tides.folder, c="UNREADABLE", d="RAISE")
    assert read(home, tides) == Readings(n_read=2, n_failed=2, n_in_collection=2, n_failed_in_collection=2)
    assert documents(home, tides) == ["a.txt", "b.txt"]
    told = failures(home, tides)
    assert told["c.txt"] == "this is no report"
    assert "RuntimeError: an invented error" in told["d.txt"]
    assert "\n" not in told["d.txt"]


def test_a_failure_ends_with_the_bytes_that_caused_it(home: Home, tides: Collection) -> None:
    write(tides.folder, c="UNREADABLE")
    read(home, tides)
    write(tides.folder, c=text_of("tides", 3))
    assert read(home, tides) == Readings(1, 0, 3, 0)


def test_facts_that_were_lost_are_read_again(home: Home, tides: Collection) -> None:
    read(home, tides)
    (shard,) = subfolders(home.facts("tides"))
    (shard / "statements.parquet").unlink()
    assert read(home, tides).n_read == 2
    assert documents(home, tides) == ["a.txt", "b.txt"]


def test_bytes_that_were_damaged_are_fetched_again(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    path = ByteStore(home.path / "store").path(str(next(iter(Ledger.load(home.ledger("tides")).present())).sha256))
    path.chmod(0o644)
    path.write_bytes(b"x" * path.stat().st_size)
    assert read_news(home, "tides", reader()).n_failed == 1
    assert "was damaged" in failures(home, tides)["a.txt"]
    assert read(home, tides) == Readings(1, 0, 2, 0)


def test_a_shard_that_was_not_recorded_is_dropped(home: Home, tides: Collection) -> None:
    """As after a kill between the shard's rename and the ledger's."""
    take_stock(home, tides)
    ledger = home.ledger("tides").read_bytes()
    read_news(home, "tides", reader())
    home.ledger("tides").write_bytes(ledger)
    assert read_news(home, "tides", reader()).n_read == 2
    assert len(list(subfolders(home.facts("tides")))) == 1


def test_a_reader_that_forgets_a_document_is_found_out(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    read_news(home, "tides", Reader("invented-1", invented.read_all_but_the_last))
    assert all("neither facts nor a failure" in words for words in failures(home, tides).values())


def test_frames_of_another_schema_are_found_out(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    read_news(home, "tides", Reader("invented-1", invented.read_misspelt))
    assert all("BrokenContract" in words for words in failures(home, tides).values())
    assert documents(home, tides) == []


def test_many_small_shards_are_merged(home: Home, tides: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MANY", 3)
    for number in range(3, 7):
        write(tides.folder, **{f"c{number}": text_of("tides", number)})
        read(home, tides)
    assert len(list(subfolders(home.facts("tides")))) <= 3
    assert len(documents(home, tides)) == 6
    assert read(home, tides).n_read == 0


def test_progress_is_told(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    told: list[tuple[int, int]] = []
    read_news(home, "tides", reader(), lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


@pytest.fixture
def many(tides: Collection) -> Collection:
    """More documents than are read in this process."""
    write(tides.folder, **{f"c{number:02}": text_of("tides", 10 + number) for number in range(batches.FEW + 12)})
    return tides


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 4)
    yield


@pytest.mark.usefixtures("small_batches")
@pytest.mark.slow
def test_many_documents_are_read_by_worker_processes(home: Home, many: Collection) -> None:
    write(many.folder, d="UNREADABLE", e="RAISE")
    assert read(home, many) == Readings(n_read=22, n_failed=2, n_in_collection=22, n_failed_in_collection=2)
    assert facts(home, many, "attendance").height == 44


@pytest.mark.usefixtures("small_batches")
@pytest.mark.slow
def test_a_document_that_kills_its_process_is_marked_alone(home: Home, many: Collection) -> None:
    write(many.folder, c05=text_of("tides", 99, "2024-03-04", "DIE"))
    assert read(home, many) == Readings(n_read=21, n_failed=1, n_in_collection=21, n_failed_in_collection=1)
    assert "the process that read it died" in failures(home, many)["c05.txt"]
    assert read(home, many).n_failed == 0


def test_a_change_that_concerns_one_language_reads_its_documents_alone(home: Home, tides: Collection) -> None:
    take_stock(home, tides)
    before = replace(invented.reader("1"), by_language={"en": "1.en-a", "fr": "1.fr-a"})
    assert read_news(home, "tides", before).n_read == 2  # both in English
    elsewhere = replace(invented.reader("2"), by_language={"en": "1.en-a", "fr": "1.fr-b"})
    assert read_news(home, "tides", elsewhere).n_read == 0
    concerned = replace(invented.reader("3"), by_language={"en": "1.en-b", "fr": "1.fr-b"})
    assert read_news(home, "tides", concerned).n_read == 2
    assert {entry.reader_version for entry in Ledger.load(home.ledger("tides")).present()} == {"1.en-b"}
