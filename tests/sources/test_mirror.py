"""A home on an object store: another machine goes on from there, with the same facts, and reads nothing again."""

from __future__ import annotations

import importlib.util
import urllib.request
import uuid
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sederunt.sources import shards
from sederunt.sources.batches import read_news
from sederunt.sources.collections import Collection
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import REMOTE_VARIABLE, Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.mirror import Mirror, mirror_of
from sederunt.sources.objects import ObjectStore
from sederunt.sources.stock import take_stock
from sederunt.tables import FACT_TABLES
from tests.sources.invented import reader, text_of, write

has_server = bool(importlib.util.find_spec("moto") and importlib.util.find_spec("flask"))
has_backend = bool(importlib.util.find_spec("s3fs"))
KEYS = {"AWS_ACCESS_KEY_ID": "invented", "AWS_SECRET_ACCESS_KEY": "invented", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A server on this machine that answers as S3 does, with a bucket; its address."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        address = f"http://{host}:{port}"
        urllib.request.urlopen(urllib.request.Request(f"{address}/reports", method="PUT")).close()
        yield address
    finally:
        server.stop()


@pytest.fixture(
    params=[
        "file",
        pytest.param("s3", marks=[
            pytest.mark.slow,
            pytest.mark.skipif(not has_server, reason="moto is not installed"),
            pytest.mark.skipif(not has_backend, reason="s3fs is not installed"),
        ]),
    ]
)  # fmt: skip
def remote(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the home is kept, which the environment names."""
    if request.param == "s3":
        endpoint = request.getfixturevalue("bucket")
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": endpoint, "AWS_ALLOW_HTTP": "true"}.items():
            monkeypatch.setenv(name, value)
        # Workers inherit the variables that the server of forks was started with, by an earlier test perhaps.
        forkserver._forkserver._stop()  # type: ignore[attr-defined]
        address = f"s3://reports/{uuid.uuid4().hex}"
    else:
        address = f"file://{tmp_path}/objects"
    monkeypatch.setenv(REMOTE_VARIABLE, address)
    return address


def bring_up_to_date(home: Home, folder: Path) -> int:
    """A run of what reads: the number of documents that were read."""
    home.prepare()
    mirror = mirror_of(home)
    assert mirror is not None
    mirror.bring_home()
    take_stock(home, Collection("tides", folder))
    n_read = read_news(home, "tides", reader()).n_read
    mirror.take_away("tides")
    return n_read


def facts_of(home: Home) -> dict[str, list[tuple[Any, ...]]]:
    held = Ledger.load(home.ledger("tides")).shards()
    return {
        name: sorted(
            pl.concat(pl.read_parquet(home.facts("tides") / shard / f"{name}.parquet") for shard in held).rows(),
            key=str,
        )
        for name in FACT_TABLES
    }


def test_another_machine_goes_on_from_there(tmp_path: Path, remote: str) -> None:
    folder = write(tmp_path / "tides", a=text_of("tides", 1), b=text_of("tides", 2), c="UNREADABLE")
    first, second = Home(tmp_path / "first"), Home(tmp_path / "second")
    assert bring_up_to_date(first, folder) == 2
    assert isinstance(first.store, ObjectStore) and not (first.path / "store").exists()
    assert bring_up_to_date(second, folder) == 0
    assert facts_of(second) == facts_of(first)
    write(folder, d=text_of("tides", 3))
    assert bring_up_to_date(second, folder) == 1
    assert len(facts_of(second)["documents"]) == 3
    third = Home(tmp_path / "third")
    assert bring_up_to_date(third, folder) == 0
    assert facts_of(third) == facts_of(second)


def test_only_what_is_new_goes_over_the_wire(tmp_path: Path, remote: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "tides", a=text_of("tides", 1))
    home = Home(tmp_path / "home")
    bring_up_to_date(home, folder)
    sent: list[str] = []
    send = Mirror._send
    monkeypatch.setattr(Mirror, "_send", lambda self, path: sent.append(path.name) or send(self, path))
    bring_up_to_date(home, folder)
    assert sent == ["tides.parquet"]  # the ledger
    write(folder, b=text_of("tides", 2))
    bring_up_to_date(home, folder)
    assert len(sent) == 1 + len(FACT_TABLES) + 1


def test_shards_that_were_merged_do_not_stay_there(
    tmp_path: Path, remote: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "MANY", 2)
    folder = tmp_path / "tides"
    home = Home(tmp_path / "home")
    for number in range(4):
        bring_up_to_date(home, write(folder, **{f"t{number}": text_of("tides", number)}))
    mirror = mirror_of(home)
    assert mirror is not None
    there = {name.split("/")[2] for name in mirror._names("facts/tides")}
    assert there == set(Ledger.load(home.ledger("tides")).shards())
    assert len(there) <= 2


def test_a_shard_that_was_brought_half_is_brought_again(tmp_path: Path, remote: str) -> None:
    folder = write(tmp_path / "tides", a=text_of("tides", 1))
    first = Home(tmp_path / "first")
    bring_up_to_date(first, folder)
    mirror = mirror_of(first)
    assert mirror is not None
    (documents,) = (name for name in mirror._names("facts/tides") if name.endswith("/documents.parquet"))
    files, root = mirror._files
    files.rm_file(f"{root}/{documents}")
    bring_up_to_date(first, folder)
    assert bring_up_to_date(Home(tmp_path / "second"), folder) == 0


def test_without_a_backend_it_is_told_what_to_install(home: Home) -> None:
    with pytest.raises(WrongUse, match=r"^nowhere://host/x: there is no backend of fsspec for it"):
        Mirror(home, "nowhere://me:secret@host/x").bring_home()
