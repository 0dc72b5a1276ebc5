"""How new symbols of a series are found: page after page, since the last time, and on from where it broke off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.sources.web.catalogue import Catalogue
from sederunt.sources.web.client import Answer, Client, NoAnswer
from sederunt.sources.web.marc import Record, WrongAnswer, oai_page, search_page
from sederunt.sources.web.settings import Network
from standin.library import Library
from standin.pages import PAGE, oai, search
from standin.server import StandIn

N = 3 * PAGE + 2


@pytest.fixture
def server() -> Iterator[StandIn]:
    """A library of four pages of records."""
    library = Library()
    for number in range(N):
        library.put(f"WAVES/{2000 + number}/1", "en", {"txt": b"words"}, "Report & more <1>", f"{2000 + number}-05-01")
    library.put("OTHER/1", "en", {"txt": b"words"}, "Report")
    with StandIn(library).running() as running:
        yield running


@pytest.fixture
def client(settings: Network, tmp_path: Path) -> Iterator[Client]:
    with Client(settings, tmp_path / "state") as client:
        yield client


class Notes(list[tuple[str, str, str | None]]):
    def __call__(self, answer: Answer, outcome: str, error: str | None) -> None:
        self.append((answer.address.rpartition("/")[2], outcome, error))


def update(folder: Path, client: Client, settings: Network, *series: str) -> tuple[list[Record], Notes]:
    """One run's look at the library."""
    catalogue, notes = Catalogue(folder), Notes()
    catalogue.update(client, settings, series, notes)
    return Catalogue(folder).records(series), notes


@pytest.mark.parametrize("way", ["oai", "search"])
def test_all_records_of_a_series_are_found(
    client: Client, settings: Network, tmp_path: Path, server: StandIn, way: str
) -> None:
    settings = replace(settings, discovery=(way,), records_a_page=10)
    found, _ = update(tmp_path, client, settings, "WAVES/*")
    assert [record.symbols[0] for record in found] == [f"WAVES/{2000 + number}/1" for number in range(N)]
    assert found[0] == Record(
        found[0].identifier, ("WAVES/2000/1",), ("en",), "Report & more <1> : invented", "2000-05-01"
    )
    assert len(server.requests("oai2d" if way == "oai" else "search")) == 4
    server.seen.clear()
    assert update(tmp_path, client, settings, "WAVES/*")[0] == found
    since = ("from=", "resumptionToken=")  # of that day, and the pages behind that question
    if way == "oai":
        assert all(any(word in one.path for word in since) for one in server.requests())
    else:
        assert server.requests("jrec=31")[0].is_conditional


def test_only_what_is_new_is_asked_for(client: Client, settings: Network, tmp_path: Path, server: StandIn) -> None:
    update(tmp_path, client, settings, "WAVES/*")
    server.seen.clear()
    server.library.put("WAVES/1999/1", "fr", {"txt": b"words"}, "Rapport")
    found, notes = update(tmp_path, client, settings, "WAVES/*")
    assert len(found) == N + 1
    assert all("from=" in one.path or "resumptionToken=" in one.path for one in server.requests())
    assert ("oai2d?verb=ListRecords", "new", None) in notes


def test_a_new_series_looks_through_all_of_it(
    client: Client, settings: Network, tmp_path: Path, server: StandIn
) -> None:
    update(tmp_path, client, settings, "WAVES/*")
    server.seen.clear()
    found, _ = update(tmp_path, client, settings, "WAVES/*", "OTHER/*")
    assert len(found) == N + 1
    assert not any("from=" in one.path for one in server.requests())


def test_a_record_that_was_deleted_leaves(client: Client, settings: Network, tmp_path: Path, server: StandIn) -> None:
    update(tmp_path, client, settings, "WAVES/*")
    server.library.remove("WAVES/2000/1", "en")
    assert len(update(tmp_path, client, settings, "WAVES/*")[0]) == N - 1


def test_a_harvest_that_was_broken_off_goes_on(
    client: Client, settings: Network, tmp_path: Path, server: StandIn
) -> None:
    server.faults.set("error", f"resumptionToken={2 * PAGE}")
    with pytest.raises(NoAnswer, match="answered 500"):
        update(tmp_path, client, settings, "WAVES/*")
    assert len(Catalogue(tmp_path).records(["WAVES/*"])) == 2 * PAGE
    server.faults.clear()
    server.seen.clear()
    assert len(update(tmp_path, client, settings, "WAVES/*")[0]) == N
    assert f"resumptionToken={2 * PAGE}" in server.requests("oai2d")[0].path


def test_a_harvest_that_is_too_long_for_one_run_goes_on(client: Client, settings: Network, tmp_path: Path) -> None:
    short = replace(settings, pages_max=1)
    assert [len(update(tmp_path, client, short, "WAVES/*")[0]) for _ in range(4)] == [PAGE, 2 * PAGE, 3 * PAGE, N]


def test_a_token_that_has_expired_begins_anew(
    client: Client, settings: Network, tmp_path: Path, server: StandIn
) -> None:
    update(tmp_path, client, replace(settings, pages_max=1), "WAVES/*")
    state = (tmp_path / "catalogue.json").read_text()
    (tmp_path / "catalogue.json").write_text(state.replace('"token": "', '"token": "expired'))
    assert len(update(tmp_path, client, settings, "WAVES/*")[0]) == N


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"state": {"other": 1}, "records": []}'])
def test_a_catalogue_that_is_not_understood_is_begun_anew(
    client: Client, settings: Network, tmp_path: Path, words: str
) -> None:
    (tmp_path / "catalogue.json").write_text(words)
    assert len(update(tmp_path, client, settings, "WAVES/*")[0]) == N


def test_a_way_that_is_closed_leads_to_the_next(
    client: Client, settings: Network, tmp_path: Path, server: StandIn
) -> None:
    server.faults.set("challenge", "oai2d")
    both = replace(settings, discovery=("oai", "search"), records_a_page=50)
    found, notes = update(tmp_path, client, both, "WAVES/*")
    assert len(found) == N
    assert notes[0][1] == "failed"
    assert "wants to see a browser" in str(notes[0][2])


def test_no_day_stands_in_what_is_recorded(client: Client, settings: Network, tmp_path: Path, server: StandIn) -> None:
    """Else a library that is down would say something else every day."""
    update(tmp_path, client, settings, "WAVES/*")
    server.faults.set("error", "oai2d")
    catalogue, notes = Catalogue(tmp_path), Notes()
    with pytest.raises(NoAnswer):
        catalogue.update(client, settings, ["WAVES/*"], notes)
    ((address, outcome, error),) = notes
    assert (address, outcome) == ("oai2d?verb=ListRecords", "failed")
    assert "from=" not in str(error)
    assert str(error).endswith("answered 500")


@pytest.mark.parametrize("data", [b"", b"<html>", b"<html/>", b"{}", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])
def test_what_is_no_page_of_records_is_told(data: bytes) -> None:
    for read in (oai_page, search_page):
        with pytest.raises(WrongAnswer):
            read(data)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading_of_records(data: bytes) -> None:
    for read in (oai_page, search_page):
        with pytest.raises(WrongAnswer):
            read(data)


def test_records_may_name_several_symbols_and_languages() -> None:
    library = Library()
    library.put("A/1", "en", {"txt": b"x"})
    library.put("A/1", "zh", {"txt": b"x"})
    (record,) = search_page(search(library, "symbol:A/*", 1, 10).encode()).records
    assert record.languages == ("en", "zh")
    both = '<subfield code="a">A/1</subfield></datafield><datafield tag="191"><subfield code="a"> B/2 </subfield>'
    text = oai(library, {"verb": "ListRecords", "metadataPrefix": "marcxml"})
    (record,) = oai_page(text.replace('<subfield code="a">A/1</subfield>', both).encode()).records
    assert record.symbols == ("A/1", "B/2")
