"""Bytes on an object store: the same three calls as in the home, also from worker processes."""

from __future__ import annotations

import pickle
import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from sederunt.sources.batches import read_news
from sederunt.sources.collections import Collection
from sederunt.sources.home import Home
from sederunt.sources.objects import ObjectStore
from sederunt.sources.stock import take_stock
from sederunt.sources.store import DamagedBytes
from tests.sources.invented import reader


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ObjectStore]:
    place = f"memory://{uuid.uuid4().hex}" if request.param == "memory" else f"file://{tmp_path}/objects"
    yield ObjectStore(place)


def test_bytes_are_kept_under_their_hash(store: ObjectStore) -> None:
    sha256 = store.put(b"words")
    assert store.path(sha256).endswith(f"/{sha256[:2]}/{sha256}")
    assert (store.get(sha256), store.put(b"words")) == (b"words", sha256)
    assert store.has(sha256, 5)
    assert not store.has(sha256, 4)
    assert not store.has("ab" * 32, 5)


def test_bytes_that_are_others_are_told_and_removed(store: ObjectStore) -> None:
    sha256 = store.put(b"words")
    files, _ = fsspec.core.url_to_fs(store.address)
    files.pipe_file(store.path(sha256), b"other")
    with pytest.raises(DamagedBytes, match="no longer had the hash"):
        store.get(sha256)
    with pytest.raises(DamagedBytes, match="cannot be read from the store"):
        store.get(sha256)


def test_it_can_be_sent_to_another_process(store: ObjectStore) -> None:
    sha256 = store.put(b"words")
    sent = pickle.loads(pickle.dumps(store))
    assert sent.get(sha256) == b"words"


def test_a_home_can_keep_its_bytes_elsewhere(
    home: Home, tides: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEDERUNT_STORE", f"file://{tmp_path}/elsewhere")
    take_stock(home, tides)
    assert read_news(home, "tides", reader()).n_read == 2
    assert not (home.path / "store").exists()
    assert len([path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()]) == 2
