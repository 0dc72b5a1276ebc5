"""The asset of the documents: what it tells of a source, and when Dagster tries it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from assets.documents import source_files
from assets.keys import COLLECTIONS
from assets.progress import Progress
from sederunt.sources.home import Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.web.session import Session
from standin.library import Library
from standin.server import StandIn
from tests.sources.invented import text_of, write
from tests.sources.web.conftest import point


@pytest.fixture
def server() -> Iterator[StandIn]:
    library = Library()
    for number in range(1, 6):
        library.put(f"TIDES/{number}/1", "en", {"txt": text_of("tides", number).encode()}, "Report")
    with StandIn(library).running() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.prepare()
    folder = write(tmp_path / "reefs", a=text_of())
    home.register.write_text(f"[tides]\nseries = ['TIDES/*']\nformats = ['txt']\n[reefs]\nfolder = '{folder}'\n")
    return home


def materialize(home: Home, collection: str) -> dg.ExecuteInProcessResult:
    with dg.DagsterInstance.ephemeral() as instance, Session(home) as session:
        instance.add_dynamic_partitions(str(COLLECTIONS.name), ["tides", "reefs"])
        resources = {"home": home, "web": session, "progress": Progress()}
        return dg.materialize([source_files], partition_key=collection, instance=instance, resources=resources)


def told(result: dg.ExecuteInProcessResult) -> dict[str, object]:
    """What the last materialization says."""
    events = result.filter_events(lambda event: event.is_step_materialization)
    made = [event.step_materialization_data.materialization for event in events]
    return {name: value.value for name, value in made[-1].metadata.items()}


def n_retries(result: dg.ExecuteInProcessResult) -> int:
    return len(result.filter_events(lambda event: event.event_type == dg.DagsterEventType.STEP_UP_FOR_RETRY))


def test_a_collection_of_the_web_tells_what_was_asked(home: Home, server: StandIn) -> None:
    point(home, server)
    found = told(materialize(home, "tides"))
    assert (found["dagster/row_count"], found["new"], found["asked for"], found["unreadable"]) == (5, 5, 5, 0)
    assert found["requests"] == 12  # robots.txt, the library, and a redirect and a file each
    again = told(materialize(home, "tides"))
    assert (again["new"], again["still the same"]) == (0, 5)


def test_a_folder_asks_nobody(home: Home, server: StandIn) -> None:
    point(home, server)
    found = told(materialize(home, "reefs"))
    assert (found["dagster/row_count"], "requests" in found) == (1, False)
    assert server.seen == []


def test_a_source_that_is_silent_for_a_moment_is_tried_again(home: Home, server: StandIn) -> None:
    point(home, server, run_retries=2, run_wait_seconds=0.01, attempts=2, give_up_after=2)
    server.faults.set("silent", times=2)  # the library, twice
    result = materialize(home, "tides")
    assert (result.success, n_retries(result), told(result)["unreadable"]) == (True, 1, 0)
    assert len(Ledger.load(home.ledger("tides")).chosen()) == 5


def test_a_source_that_stays_silent_does_not_fail_the_step(home: Home, server: StandIn) -> None:
    point(home, server)
    materialize(home, "tides")
    point(home, server, run_retries=1, run_wait_seconds=0.01, attempts=1, give_up_after=2)
    server.faults.set("silent")
    result = materialize(home, "tides")
    assert (result.success, n_retries(result)) == (True, 1)
    assert told(result)["hosts that do not answer"] == server.address.removeprefix("http://")
    assert len(Ledger.load(home.ledger("tides")).chosen()) == 5


def test_what_a_document_does_wrong_is_not_tried_again(home: Home, server: StandIn) -> None:
    """Retries are for the network alone."""
    point(home, server, run_retries=2, run_wait_seconds=0.01)
    server.faults.set("error-page", "access")
    result = materialize(home, "tides")
    assert (result.success, n_retries(result), told(result)["unreadable"]) == (True, 0, 5)
