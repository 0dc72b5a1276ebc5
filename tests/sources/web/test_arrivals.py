"""What comes over HTTP into the store and the ledger: new, changed, vanished, and whatever else a server can do."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sederunt.sources.batches import read_news
from sederunt.sources.collections import Collection
from sederunt.sources.home import Home
from sederunt.sources.ledger import Entry, Ledger
from sederunt.sources.stock import Stock
from sederunt.sources.store import ByteStore
from sederunt.sources.web import arrivals, undocuments
from sederunt.sources.web.arrivals import Tools, take_web_stock
from sederunt.sources.web.manifest import Manifest
from sederunt.sources.web.session import Session
from sederunt.sources.web.settings import Network
from sederunt.sources.web.wanted import SYMBOL
from standin.faults import KINDS, ON_THE_WAY
from standin.library import docx
from standin.server import StandIn
from tests.sources.invented import reader, text_of
from tests.sources.web.conftest import point

WANTED = {("TIDES/2024/1", "en"), ("TIDES/2025/1", "en"), ("TIDES/2025/1", "fr"), ("TIDES/2026/1", "en")}


def visit(home: Home, collection: Collection) -> Stock:
    """One run's look at a collection."""
    with Session(home) as session:
        return session.take_stock(collection)


def present(home: Home) -> dict[tuple[str | None, str | None], Entry]:
    return {(one.symbol, one.language): one for one in Ledger.load(home.ledger("tides")).present()}


def errors(home: Home) -> list[str]:
    return sorted(row["error"] for row in Ledger.load(home.ledger("tides")).failures().iter_rows(named=True))


def manifest(home: Home) -> list[tuple[str, str, int | None]]:
    """What was asked for and what came of it, in the order in which it was recorded."""
    rows = Manifest.load(home.manifest("tides")).frame().iter_rows(named=True)
    return [(row["symbol"] or row["purpose"], row["outcome"], row["status"]) for row in rows]


def stored(home: Home) -> set[str]:
    """The hashes in the store, each of which is that of its bytes."""
    found = {path.name: path.read_bytes() for path in (home.path / "store").rglob("*") if path.is_file()}
    assert all(hashlib.sha256(data).hexdigest() == name for name, data in found.items())
    return set(found)


def served(server: StandIn) -> set[str]:
    return {
        hashlib.sha256(data).hexdigest()
        for symbol, items in server.library.records()
        for item in items
        for data in item.files.values()
    }


@pytest.fixture(params=["api", "resolver"])
def way(request: pytest.FixtureRequest, home: Home, server: StandIn) -> Network:
    """Either way to a document: the document API, or the page of the public resolver in front of it."""
    return point(home, server, way=request.param)


@pytest.mark.usefixtures("way")
def test_a_series_comes_in_and_then_nothing_does(home: Home, server: StandIn, tides_series: Collection) -> None:
    assert visit(home, tides_series) == Stock(4, 4, 0, 0, 0, n_asked=4, n_unchanged=0, n_missing=0)
    assert present(home).keys() == WANTED
    assert stored(home) <= served(server)
    visit(home, tides_series)  # from here on the library is asked for what is new since the day of the first visit
    files = {path: path.stat().st_mtime_ns for path in home.path.rglob("*") if path.is_file()}
    server.seen.clear()
    again = visit(home, tides_series)
    assert (again.has_news, again.n_unchanged) == (False, 4)
    assert all(one.is_conditional or "&from=" in one.path for one in server.requests())
    assert {path: path.stat().st_mtime_ns for path in home.path.rglob("*") if path.is_file()} == files


@pytest.mark.usefixtures("settings")
def test_what_is_in_the_ledger_can_be_read_again(home: Home, tides_series: Collection) -> None:
    visit(home, tides_series)
    for entry in present(home).values():
        assert entry.sha256 is not None
        assert home.store.get(entry.sha256).startswith(b"MEETING tides")
        assert entry.media_type == "text/plain"
    assert read_news(home, "tides", reader()).n_read == 4
    rows = Manifest.load(home.manifest("tides")).frame()
    documents = rows.filter(rows["purpose"] == "document")
    assert set(documents["sha256"].drop_nulls()) == {entry.sha256 for entry in present(home).values()}
    assert documents["final_address"].drop_nulls().str.contains("/doc/undoc/gen/").any()
    assert documents["headers"].drop_nulls().str.contains('"etag"').any()


@pytest.mark.usefixtures("settings")
def test_a_changed_report_replaces_its_older_issue(home: Home, server: StandIn, tides_series: Collection) -> None:
    visit(home, tides_series)
    read_news(home, "tides", reader())
    before = present(home)["TIDES/2024/1", "en"]
    server.library.change("TIDES/2024/1", "en", {"txt": text_of("tides", 9).encode()})
    assert visit(home, tides_series).n_changed == 1
    after = present(home)["TIDES/2024/1", "en"]
    assert after.sha256 != before.sha256
    assert after.shard is None
    assert stored(home) >= {str(before.sha256), str(after.sha256)}
    assert ("TIDES/2024/1", "changed", 200) in manifest(home)
    assert read_news(home, "tides", reader()).n_read == 1


@pytest.mark.usefixtures("settings")
def test_a_vanished_document_is_told_and_kept(home: Home, server: StandIn, tides_series: Collection) -> None:
    visit(home, tides_series)
    read_news(home, "tides", reader())
    server.library.remove("TIDES/2024/1", "en")
    for _ in range(2):
        found = visit(home, tides_series)
        assert (found.n_documents, found.n_gone, found.n_missing) == (4, 0, 1)
        assert read_news(home, "tides", reader()).n_in_collection == 4
        (error,) = errors(home)
        assert error.startswith("TIDES/2024/1 (en) is no longer to be had at its source; its bytes of")
    assert [outcome for name, outcome, _ in manifest(home) if name == "TIDES/2024/1"] == ["missing", "new", "vanished"]
    server.library.put("TIDES/2024/1", "en", {"txt": text_of().encode()}, "Report")
    visit(home, tides_series)
    assert errors(home) == []


@pytest.mark.usefixtures("settings")
def test_a_new_report_of_the_series_is_found(home: Home, server: StandIn, tides_series: Collection) -> None:
    visit(home, tides_series)
    server.library.put("TIDES/2027/1", "en", {"txt": text_of("tides", 7).encode()}, "Report of the tides")
    server.library.put("TIDES/2027/2", "en", {"txt": text_of("tides", 8).encode()}, "Provisional agenda")
    assert visit(home, tides_series).n_new == 1


@pytest.mark.usefixtures("settings")
def test_a_missing_document_is_asked_for_again_after_some_days(home: Home, server: StandIn) -> None:
    home.register.write_text(
        "[tides]\nsymbols = ['TIDES/2030/1', 'TIDES/2024/1']\nlanguages = ['ru']\nformats = ['pdf', 'txt']"
    )
    with Session(home) as session:
        (collection,) = session.collections()
        assert session.take_stock(collection).n_missing == 2
        assert len(errors(home)) == 2
        server.seen.clear()
        session.take_stock(collection)
        assert server.requests() == []
        later = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=8)
        tools = Tools(session.client, session.network, session.catalogue, lambda: later)
        server.library.put("TIDES/2030/1", "ru", {"txt": text_of().encode()})
        assert take_web_stock(home, collection, tools).n_missing == 1
    assert present(home)["TIDES/2030/1", "ru"].sha256 is not None
    assert len(errors(home)) == 1


@pytest.mark.usefixtures("settings")
def test_what_came_long_ago_is_asked_for_once_a_week(home: Home, server: StandIn, tides_series: Collection) -> None:
    with Session(home) as session:
        session.take_stock(tides_series)
        asked = []
        for day in range(70, 77):
            server.seen.clear()
            later = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=day)
            tools = Tools(session.client, session.network, session.catalogue, lambda later=later: later)
            assert take_web_stock(home, tides_series, tools).n_documents == 4
            asked += [one.path for one in server.requests("access")]
    assert len(asked) == len(set(asked)) == 4


def test_the_first_format_that_there_is_comes(home: Home, server: StandIn, settings: Network) -> None:
    server.library.put("TIDES/2031/1", "en", {"txt": b"words", "docx": docx("First.\n\nSecond.")}, "Report")
    home.register.write_text("[tides]\nsymbols = ['TIDES/2031/1', 'TIDES/2024/1']\nformats = ['docx', 'txt']")
    with Session(home) as session:
        session.take_stock(session.collections()[0])
    kinds = {symbol: entry.media_type.rpartition(".")[2] for (symbol, _), entry in present(home).items()}
    assert kinds == {"TIDES/2031/1": "document", "TIDES/2024/1": "text/plain"}


@pytest.mark.usefixtures("settings")
def test_what_is_no_longer_wanted_leaves(home: Home, tides_series: Collection) -> None:
    visit(home, tides_series)
    assert tides_series.web is not None
    english = replace(tides_series, web=replace(tides_series.web, languages=("en",), first_year=2025))
    assert visit(home, english).n_gone == 2
    assert len(stored(home)) == 4


@pytest.mark.parametrize("fault", sorted(KINDS))
def test_no_fault_brings_wrong_bytes_in_and_the_next_run_mends_it(
    home: Home, server: StandIn, tides_series: Collection, fault: str
) -> None:
    point(home, server, attempts=1, bytes_max=200_000)
    text = text_of("tides", 1, "2024-03-04", *(f"# {n}" for n in range(200)))
    for symbol, language in WANTED:
        server.library.change(symbol, language, {"docx": docx(f"{symbol}\n\n{language}\n\n{text}")})
    where = r"^/doc/.*docx" if fault in ON_THE_WAY else "access.*docx"
    server.faults.set(fault, where, seconds={"slow": 0.1, "too-many": 0.01, "unavailable": 0}.get(fault, 3))
    found = visit(home, tides_series)
    assert found.n_documents == 4
    assert stored(home) <= served(server)
    failed = [one for one in present(home).values() if one.is_failed]
    assert len(failed) == (0 if fault == "wrong-label" else 4)
    assert all(one.stage == "fetch" and one.kind in ("transient", "permanent") and one.sha256 is None for one in failed)
    assert all("\n" not in error and error for error in errors(home))
    server.faults.clear()
    mend(home, tides_series)
    assert errors(home) == []
    assert stored(home) == served(server) - {digest(server, "REEFS/2025/3")}
    assert len({one.sha256 for one in present(home).values()}) == 4


def mend(home: Home, collection: Collection) -> None:
    """A run some days later, when what was refused for good is asked for again."""
    later = datetime.now(UTC).replace(tzinfo=None) + timedelta(days=8)
    with Session(home) as session:
        take_web_stock(home, collection, Tools(session.client, session.network, session.catalogue, lambda: later))


def digest(server: StandIn, symbol: str) -> str:
    item = server.library.get(symbol, "en")
    assert item is not None
    return hashlib.sha256(next(iter(item.files.values()))).hexdigest()


@pytest.mark.parametrize("fault", sorted(set(KINDS) - {"wrong-label"}))
def test_a_fault_costs_nothing_that_was_there(
    home: Home, server: StandIn, tides_series: Collection, fault: str
) -> None:
    point(home, server, attempts=1, bytes_max=100_000)
    for symbol, language in WANTED:
        server.library.change(symbol, language, {"docx": docx(f"{symbol} {language}")})
    visit(home, tides_series)
    before = {key: entry.sha256 for key, entry in present(home).items()}
    is_on_the_way = fault in ON_THE_WAY
    if is_on_the_way:  # there have to be new bytes to be struck
        for symbol, language in WANTED:
            server.library.change(symbol, language, {"docx": docx(f"{symbol} {language} once more")})
    seconds = {"slow": 0.3, "too-many": 0.01, "unavailable": 0}.get(fault, 3)
    server.faults.set(fault, "^/doc/" if is_on_the_way else "access", seconds=seconds)
    assert visit(home, tides_series).n_gone == 0
    assert {key: entry.sha256 for key, entry in present(home).items()} == before
    assert all(home.store.get(str(sha256)) for sha256 in before.values())
    assert len(errors(home)) == 4


@pytest.mark.usefixtures("settings")
def test_a_source_that_is_down_costs_nothing(home: Home, server: StandIn, tides_series: Collection) -> None:
    visit(home, tides_series)
    read_news(home, "tides", reader())
    server.faults.set("silent")
    server.seen.clear()
    found = visit(home, tides_series)
    assert (found.n_documents, found.n_gone, found.has_news) == (4, 0, False)
    assert read_news(home, "tides", reader()).n_in_collection == 4
    assert len(server.requests()) <= 3 * 3  # three addresses, three times each, then the host is left alone
    ledger, rows = home.ledger("tides").read_bytes(), manifest(home)
    visit(home, tides_series)
    assert (home.ledger("tides").read_bytes(), manifest(home)) == (ledger, rows)
    server.faults.clear()
    assert visit(home, tides_series).n_unchanged == 4
    assert errors(home) == []


@pytest.mark.usefixtures("settings")
def test_retries_are_not_written_to_the_terminal(
    home: Home, server: StandIn, tides_series: Collection, capfd: pytest.CaptureFixture[str]
) -> None:
    server.faults.set("error", times=1)
    visit(home, tides_series)
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("settings")
def test_a_visit_that_is_broken_off_goes_on(
    home: Home, server: StandIn, tides_series: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill: what was made durable is not sent again."""
    monkeypatch.setattr(arrivals, "_SAVED_EVERY", 1)
    asked = 0

    def break_off(*arguments: object) -> undocuments.Came:
        nonlocal asked
        asked += 1
        if asked > 2 + 2:  # docx and txt of two documents
            raise KeyboardInterrupt
        return undocuments.fetch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(arrivals, "fetch", break_off)
    with pytest.raises(KeyboardInterrupt):
        visit(home, tides_series)
    assert len(present(home)) == 2
    monkeypatch.undo()
    server.seen.clear()
    visit(home, tides_series)
    assert present(home).keys() == WANTED
    held = [one for one in server.requests("^/doc/") if one.is_conditional]
    assert len(held) == 2


@pytest.mark.usefixtures("settings")
def test_bytes_that_the_store_has_lost_come_once_more(home: Home, tides_series: Collection) -> None:
    visit(home, tides_series)
    sha256 = str(present(home)["TIDES/2024/1", "en"].sha256)
    ByteStore(home.path / "store").path(sha256).unlink()
    assert visit(home, tides_series).has_news is False
    assert home.store.get(sha256)


@pytest.mark.parametrize(
    "symbol", ["A/../../etc/passwd", "../A/1", "A//1", "A/.", "A/1\nHost: x", "/A/1", "A/" + "1" * 200]
)
def test_a_symbol_that_would_move_about_is_none(symbol: str) -> None:
    assert not SYMBOL.fullmatch(symbol)


@pytest.mark.usefixtures("settings")
def test_no_name_from_outside_becomes_a_path(home: Home, server: StandIn, tmp_path: Path) -> None:
    odd = "A/1 (Part I)/Add.1*"
    server.library.put(odd, "en", {"txt": text_of().encode()}, "Report")
    home.register.write_text("[tides]\nseries = ['A/*']\nformats = ['txt']\n")
    with Session(home) as session:
        session.take_stock(session.collections()[0])
    assert present(home)[odd, "en"].sha256 is not None
    written = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert not any("Part" in name or "Add" in name for name in written)
