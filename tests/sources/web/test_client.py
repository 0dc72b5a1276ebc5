"""One question and its answer: what is asked, how often, and how whatever comes ends."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import stamina
from hypothesis import given
from hypothesis import strategies as st

from sederunt.sources.web.client import Answer, Client, NoAnswer, seconds_of
from sederunt.sources.web.pace import Pace
from sederunt.sources.web.settings import Network
from standin.server import StandIn

WORDS = "/api/symbol/access?s=TIDES/2024/1&l=en&t=txt"


@pytest.fixture
def client(settings: Network, tmp_path: Path) -> Iterator[Client]:
    with Client(settings, tmp_path / "state") as client:
        yield client


@pytest.fixture
def waits() -> Iterator[list[float]]:
    """The seconds that were waited before an address was asked again."""
    found: list[float] = []
    stamina.instrumentation.set_on_retry_hooks([lambda details: found.append(details.wait_for)])
    yield found
    stamina.instrumentation.set_on_retry_hooks(None)


def fails(client: Client, address: str) -> NoAnswer:
    with pytest.raises(NoAnswer) as caught:
        client.ask(address)
    assert "\n" not in caught.value.message
    return caught.value


def test_redirects_end_in_the_bytes(client: Client, server: StandIn) -> None:
    answer = client.ask(server.address + WORDS)
    assert answer.status == 200
    assert answer.data.startswith(b"MEETING tides 1")
    assert answer.address == server.address + WORDS
    assert answer.final_address.endswith(".txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    agents = {one.headers["user-agent"] for one in server.seen}
    assert agents == {client._network.user_agent}
    assert agents.pop().startswith("Sederunt/")


def test_what_we_have_is_not_sent_again(client: Client, server: StandIn) -> None:
    first = client.ask(server.address + WORDS)
    again = client.ask(server.address + WORDS, first.headers["etag"], first.headers["last-modified"])
    assert (again.status, again.data) == (304, b"")
    by_date = client.ask(server.address + WORDS, None, first.headers["last-modified"])
    assert by_date.status == 304


def test_what_is_not_there_is_an_answer(client: Client, server: StandIn) -> None:
    assert client.ask(f"{server.address}/api/symbol/access?s=NOT/1&l=en&t=txt").status == 404
    assert client.ask(f"{server.address}/api/symbol/access?s=TIDES/2024/1&l=ru&t=txt").data == b""


@pytest.mark.parametrize(
    ("fault", "words", "kind"),
    [
        ("too-many", "answered 429 and asks for 0 s of patience", "transient"),
        ("error", "answered 500", "transient"),
        ("unavailable", "answered 503", "transient"),
        ("silent", "the connection failed", "transient"),
        ("stuck", "no byte came for 0.4 s", "transient"),
        ("slow", "took longer than 0.8 s", "transient"),
        ("cut", "the connection failed", "transient"),
        ("long-length", "the connection failed", "transient"),
        ("short-length", "bytes came that the head declares", "transient"),
        ("challenge", "wants to see a browser", "transient"),
        ("loop", "is redirected more than 5 times", "transient"),
        ("to-file", "redirects to another scheme (file:), which is refused", "permanent"),
        ("to-private", "is not public; allow_private in network.toml can permit it", "permanent"),
        ("huge", "is larger than 1000000 bytes", "permanent"),
    ],
)
def test_every_fault_has_a_typed_end(
    settings: Network, tmp_path: Path, server: StandIn, fault: str, words: str, kind: str
) -> None:
    seconds = {"too-many": 0.0, "unavailable": 0.0, "slow": 0.3}.get(fault, 3.0)
    server.faults.set(
        fault,
        r"\.txt" if fault in ("slow", "cut", "huge", "short-length", "long-length") else "access",
        seconds=seconds,
    )
    with Client(replace(settings, attempts=1, bytes_max=1_000_000), tmp_path) as client:
        failure = fails(client, server.address + WORDS)
        assert words in failure.message
        assert failure.kind == kind
        server.faults.clear()
        client.forgive()
        assert client.ask(server.address + WORDS).data.startswith(b"MEETING")


@pytest.mark.parametrize("fault", ["too-many", "error", "silent", "cut"])
def test_a_fault_that_passes_costs_a_moment(client: Client, server: StandIn, fault: str) -> None:
    server.faults.set(fault, r"\.txt" if fault == "cut" else "access", times=2, seconds=0)
    answer = client.ask(server.address + WORDS)
    assert answer.data.startswith(b"MEETING")
    assert answer.n_attempts == 3


def test_waits_are_as_the_settings_say(settings: Network, tmp_path: Path, server: StandIn, waits: list[float]) -> None:
    server.faults.set("error", "access")
    policy = replace(settings, attempts=5, wait_first_seconds=0.01, wait_factor=3, wait_max_seconds=0.1)
    with Client(policy, tmp_path) as client:
        assert fails(client, server.address + WORDS).answer.n_attempts == 5
    assert waits == pytest.approx([0.01, 0.03, 0.09, 0.1])
    waits.clear()
    with Client(replace(policy, attempts=3, jitter_seconds=0.02), tmp_path) as client:
        fails(client, server.address + WORDS)
    assert 0.01 <= waits[0] <= 0.03
    assert 0.03 <= waits[1] <= 0.05


def test_a_server_that_names_a_time_is_given_it(
    settings: Network, tmp_path: Path, server: StandIn, waits: list[float]
) -> None:
    server.faults.set("too-many", "access", times=1, seconds=1)
    with Client(settings, tmp_path) as client:
        assert client.ask(server.address + WORDS).n_attempts == 2
    assert waits == [1.0]
    assert len(server.requests("access")) == 2


def test_a_server_that_asks_for_too_much_is_left_alone(
    settings: Network, tmp_path: Path, server: StandIn, waits: list[float]
) -> None:
    server.faults.set("too-many", "access", seconds=3600)
    with Client(settings, tmp_path) as client:
        assert "asks for 3600 s of patience" in fails(client, server.address + WORDS).message
    assert waits == []


def test_a_host_that_is_down_is_given_up(settings: Network, tmp_path: Path, server: StandIn) -> None:
    server.faults.set("error", "access")
    with Client(replace(settings, attempts=1, give_up_after=3), tmp_path) as client:
        for _ in range(5):
            last = fails(client, server.address + WORDS)
        assert "is left alone until the next run" in last.message
        assert client.silent_hosts == [server.address.removeprefix("http://")]
        assert len(server.requests("access")) == 3
        server.faults.clear()
        client.forgive()
        assert client.ask(server.address + WORDS).status == 200


class Clock:
    """A clock that only waiting moves on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 9))
        self.now += seconds

    def pace(self, interval: float) -> Pace:
        return Pace(interval, lambda: self.now, self.sleep)


def test_the_pace_of_a_host_holds(settings: Network, tmp_path: Path, server: StandIn) -> None:
    clock = Clock()
    with Client(settings, tmp_path, clock.pace(20)) as client:
        for _ in range(3):
            client.ask(server.address + WORDS)
    assert len(server.seen) == 7  # robots.txt, and a redirect and a file each
    assert clock.waits == [20.0] * 6


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b"]), st.floats(0, 3)), max_size=30),
    st.floats(0.01, 2),
    st.floats(0, 4),
)
def test_two_requests_of_a_host_are_never_closer_than_its_interval(
    calls: list[tuple[str, float]], interval: float, slower: float
) -> None:
    clock = Clock()
    pace = clock.pace(interval)
    pace.slow_down("b", slower)
    times: dict[str, list[float]] = {"a": [], "b": []}
    for host, pause in calls:
        clock.now += pause
        pace.wait(host)
        times[host].append(clock.now)
    for host, least in (("a", interval), ("b", max(interval, slower))):
        gaps = [after - before for before, after in pairwise(times[host])]
        assert all(gap >= least - 1e-9 for gap in gaps)


def test_robots_are_obeyed_and_asked_once(settings: Network, tmp_path: Path, server: StandIn) -> None:
    server.robots = "User-agent: *\nDisallow: /api/\n\nUser-agent: Sederunt\nDisallow: /search\nCrawl-delay: 7\n"
    clock = Clock()
    with Client(settings, tmp_path, clock.pace(1)) as client:
        assert client.ask(server.address + WORDS).status == 200
        failure = fails(client, f"{server.address}/search?p=x")
    assert (failure.kind, "does not allow" in failure.message) == ("permanent", True)
    with Client(settings, tmp_path) as client:
        client.ask(server.address + WORDS)
    paths = [one.path for one in server.seen]
    assert paths.count("/robots.txt") == 1
    assert not any(path.startswith("/search") for path in paths)
    assert clock.waits == [1.0, 7.0]  # behind robots.txt, whose rules were not known then; between redirect and file


def test_rules_that_are_old_are_asked_for_anew(settings: Network, tmp_path: Path, server: StandIn) -> None:
    for _ in range(2):
        with Client(replace(settings, robots_hours=0), tmp_path) as client:
            client.ask(server.address + WORDS)
    assert [one.path for one in server.seen].count("/robots.txt") == 2


def test_rules_that_cannot_be_had_are_no_leave(settings: Network, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}/a"
    with Client(settings, tmp_path) as client:
        assert fails(client, nobody).kind == "transient"


@pytest.mark.parametrize(
    "address",
    ["ftp://x.invalid/a", "file:///etc/passwd", "http://user:secret@x.invalid/", "http://", "gopher:1", "http://[::1"],
)
def test_only_plain_addresses_of_the_web_are_asked(client: Client, address: str, server: StandIn) -> None:
    failure = fails(client, address)
    assert failure.kind == "permanent"
    assert server.seen == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0"])
def test_private_networks_are_not_asked(elsewhere: Network, tmp_path: Path, server: StandIn, host: str) -> None:
    port = server.server_address[1]
    with Client(elsewhere, tmp_path) as client:
        assert "which is not public" in fails(client, f"http://{host}:{port}/a").message
    assert server.seen == []


def test_a_name_with_one_private_address_is_not_asked(
    elsewhere: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both(host: str, port: int, **options: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", (address, port)) for address in ("93.184.215.14", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with Client(elsewhere, tmp_path) as client:
        assert "10.0.0.7, which is not public" in fails(client, "http://trap.invalid/a").message


@pytest.mark.parametrize(
    ("header", "expected"),
    [("5", 5.0), (" 7 ", 7.0), ("Wed, 21 Oct 2026 07:28:10 GMT", 10.0), ("Wed, 21 Oct 2026 07:27:00 GMT", 0.0)]
    + [(word, None) for word in ("", "soon", "-1", None)],
)
def test_retry_after_is_a_number_or_a_date(header: str | None, expected: float | None) -> None:
    assert seconds_of(header, datetime(2026, 10, 21, 7, 28, tzinfo=UTC)) == expected


def test_an_answer_keeps_no_cookies(client: Client, server: StandIn) -> None:
    answer = client.ask(server.address + WORDS)
    assert isinstance(answer, Answer)
    assert not {"set-cookie", "authorization"} & answer.headers.keys()
