"""The same batches on a Ray cluster of two simulated nodes: the same facts, also when one of them is killed."""

from __future__ import annotations

import importlib.util
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sederunt.sources import batches
from sederunt.sources.batches import read_news
from sederunt.sources.cluster import VARIABLE
from sederunt.sources.collections import Collection
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.stock import take_stock
from sederunt.tables import FACT_TABLES
from tests.sources.invented import reader, text_of, write

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow
needs_ray = pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="Ray is not installed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A head and a second node, a core each."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        head = {"num_cpus": 1, "object_store_memory": 80_000_000, "include_dashboard": False}
        cluster = Cluster(initialize_head=True, head_node_args=head)
        try:
            yield cluster
        finally:
            import ray

            ray.shutdown()
            cluster.shutdown()


@pytest.fixture
def second(cluster: Any) -> Iterator[Any]:
    node = cluster.add_node(num_cpus=1, object_store_memory=80_000_000)
    yield node
    if node in cluster.list_all_nodes():
        cluster.remove_node(node)


def texts(*lines: str) -> dict[str, str]:
    """Eight reports that can be read, and three that cannot, each in its own way."""
    readable = {f"t{number}": text_of("tides", number, "2024-03-04", *lines) for number in range(8)}
    return readable | {"u": "UNREADABLE", "d": text_of("reefs", 1) + "\nDIE", "r": text_of("reefs", 2) + "\nRAISE"}


def tables_of(folder: Path, home: Home) -> dict[str, list[tuple[Any, ...]]]:
    """All that reading a folder gives: rows by table, failures among them."""
    home.prepare()
    take_stock(home, Collection("reports", folder))
    read_news(home, "reports", reader())
    ledger = Ledger.load(home.ledger("reports"))
    found = {"failures": ledger.failures().drop("failed_at").sort(pl.all()).rows()}
    for name in FACT_TABLES:
        frames = [pl.read_parquet(home.facts("reports") / shard / f"{name}.parquet") for shard in ledger.shards()]
        frame = pl.concat(frames).select(pl.exclude("fetched_at"))
        found[name] = sorted(frame.rows(), key=str)
    return found


@pytest.fixture
def expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[tuple[Any, ...]]]:
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 2)
    found = tables_of(write(tmp_path / "reports", **texts("WAIT 0.3")), Home(tmp_path / "pool"))
    assert len(found["documents"]) == 8 and len(found["failures"]) == 3
    return found


@needs_ray
def test_a_cluster_gives_the_same_rows_as_the_pool_also_when_a_node_is_killed(
    tmp_path: Path, cluster: Any, second: Any, expected: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, cluster.address)
    assert tables_of(tmp_path / "reports", Home(tmp_path / "ray")) == expected

    home = Home(tmp_path / "killed")
    killed = threading.Event()

    def kill() -> None:
        """As soon as the first batch has come back: the second node has another one under way."""
        until = time.monotonic() + 120
        while time.monotonic() < until and not any(home.facts("reports").glob("*/documents.parquet")):
            time.sleep(0.02)
        cluster.remove_node(second, allow_graceful=False)
        killed.set()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        assert tables_of(tmp_path / "reports", home) == expected
    finally:
        killer.join()
    assert killed.is_set() and len(list(cluster.list_all_nodes())) == 1


@needs_ray
def test_a_cluster_that_does_not_answer_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    def refuse(**_: Any) -> None:
        raise ConnectionError("nobody is there\nat all")

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", refuse)
    monkeypatch.setenv(VARIABLE, "127.0.0.1:1")
    with pytest.raises(WrongUse, match=r"SEDERUNT_RAY=127.0.0.1:1: no cluster answers there \(nobody is there\)"):
        tables_of(write(tmp_path / "reports", a=text_of()), Home(tmp_path / "home"))


def test_without_ray_it_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    monkeypatch.setenv(VARIABLE, "auto")
    with pytest.raises(WrongUse, match=r"pip install 'sederunt\[ray\]'"):
        tables_of(write(tmp_path / "reports", a=text_of()), Home(tmp_path / "home"))
