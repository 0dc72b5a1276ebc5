"""The one client that asks hosts of the web: politely, within limits, and with a typed end for whatever comes.

What belongs here: one question and its answer: robots rules, pace, redirects, limits of size and time, trying again.
What does not: which address is asked, and what the bytes are (``undocuments.py``, ``shape.py``).
"""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2
import stamina

from sederunt.errors import FailureKind
from sederunt.sources.web.guard import ForbiddenAddress, GuardedTransport, require_scheme
from sederunt.sources.web.pace import Pace
from sederunt.sources.web.robots import Robots
from sederunt.sources.web.settings import Network

REDIRECTS = frozenset({301, 302, 303, 307, 308})
TRIED_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
#: The answers that the caller has to deal with; all others are failures.
ANSWERS = frozenset({200, 304, 404, 410})
#: What is remembered of a head; no cookies, nothing that could be a secret.
_KEPT = (
    "content-type",
    "content-length",
    "content-disposition",
    "content-language",
    "etag",
    "last-modified",
    "date",
    "retry-after",
    "server",
    "x-amzn-waf-action",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered to ``address``; it came from ``final_address``, after redirects. Header names in lower case.

    ``status`` is 0 where there was no answer at all.
    """

    address: str
    final_address: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    n_attempts: int = 1


class NoAnswer(Exception):
    """A question that came to nothing. ``kind`` says whether a later run should ask again.

    ``is_tried_again``: whether this run does, after ``wait`` seconds where the host has named a time. ``is_host``: it
    says something about the host and not about this one address.
    """

    def __init__(
        self,
        message: str,
        kind: FailureKind,
        answer: Answer,
        *,
        is_tried_again: bool = False,
        is_host: bool = False,
        wait: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.kind: FailureKind = kind
        self.answer = answer
        self.is_tried_again = is_tried_again
        self.is_host = is_host
        self.wait = wait


class Client:
    """Asks one question after another. ``state`` is the folder in which copies of robots.txt are kept."""

    def __init__(self, network: Network, state: Path, pace: Pace | None = None) -> None:
        self._network = network
        self._pace = pace or Pace(1 / network.requests_a_second)
        self._transport = GuardedTransport(network.allow_private)
        self._client = httpx2.Client(
            transport=self._transport,
            headers={"User-Agent": network.user_agent, "Accept-Encoding": "identity", "Accept": "*/*"},
            timeout=httpx2.Timeout(network.read_seconds, connect=network.connect_seconds),
            trust_env=False,
            follow_redirects=False,
        )
        agent = network.user_agent.partition("/")[0]
        self._robots = Robots(agent, state / "robots.json", timedelta(hours=network.robots_hours), self._ask_for_rules)
        self._in_a_row: dict[str, int] = {}
        self.n_requests = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._client.close()

    def has_given_up(self, address: str) -> bool:
        """Whether the host of an address is left alone for the rest of this run."""
        return self._in_a_row.get(_host(address), 0) >= self._network.give_up_after

    @property
    def silent_hosts(self) -> list[str]:
        """The hosts that are left alone for the rest of this run, sorted."""
        return sorted(host for host, n in self._in_a_row.items() if n >= self._network.give_up_after)

    def forgive(self) -> None:
        """Ask hosts again that were given up."""
        self._in_a_row.clear()

    def ask(self, address: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The answer to an address: its status is one of ``ANSWERS``, and only 200 has bytes.

        ``etag`` and ``last_modified`` are those of the bytes that we have: then 304 says that they still hold. Raises
        ``NoAnswer`` for everything else.
        """
        return self._ask(address, etag, last_modified, self._network.bytes_max, self._network.robots)

    def _ask_for_rules(self, address: str, etag: str | None, last_modified: str | None) -> Answer:
        """The answer to the question for a robots.txt, for which there are no rules. Any 4xx is an answer."""
        try:
            return self._ask(address, etag, last_modified, self._network.robots_bytes_max, False)
        except NoAnswer as failure:
            if 400 <= failure.answer.status < 500 and failure.answer.status not in TRIED_AGAIN:
                return failure.answer
            raise

    def _ask(self, address: str, etag: str | None, last_modified: str | None, most: int, obeys: bool) -> Answer:
        host = _host(address)
        if self.has_given_up(address):
            raise NoAnswer(
                f"{host} is left alone until the next run: {self._network.give_up_after} requests in a row failed",
                "transient",
                Answer(address, address, 0),
            )
        conditions = {"If-None-Match": etag} if etag else {"If-Modified-Since": last_modified} if last_modified else {}
        retry = self._network
        n_attempts = 0
        try:
            for attempt in stamina.retry_context(
                on=self._is_tried_again,
                attempts=retry.attempts,
                timeout=None,
                wait_initial=retry.wait_first_seconds,
                wait_max=retry.wait_max_seconds,
                wait_jitter=retry.jitter_seconds,
                wait_exp_base=retry.wait_factor,
            ):
                with attempt:
                    n_attempts = attempt.num
                    answer = self._follow(address, conditions, most, obeys)
        except NoAnswer as failure:
            failure.answer = replace(failure.answer, address=address, n_attempts=n_attempts)
            if failure.is_host:
                self._in_a_row[host] = self._in_a_row.get(host, 0) + 1
            raise
        self._in_a_row[host] = 0
        return replace(answer, n_attempts=n_attempts)

    def _is_tried_again(self, error: Exception) -> bool | float:
        """For stamina: whether, or after how many seconds."""
        if not isinstance(error, NoAnswer) or not error.is_tried_again:
            return False
        if error.wait is None:
            return True
        return error.wait if error.wait <= self._network.retry_after_max_seconds else False

    def _follow(self, address: str, conditions: Mapping[str, str], most: int, obeys: bool) -> Answer:
        """The answer at the end of the redirects."""
        current = address
        for _ in range(self._network.redirects_max + 1):
            answer = self._exchange(current, conditions, most, obeys)
            if answer.status not in REDIRECTS:
                return self._judged(replace(answer, address=address))
            target = answer.headers.get("location")
            if not target:
                raise NoAnswer(f"{current} redirects to nowhere", "transient", answer)
            following = urljoin(current, target)
            if not _keeps_scheme(current, following):
                shown = urlsplit(following).scheme or "nothing"
                raise NoAnswer(
                    f"{current} redirects to another scheme ({shown}:), which is refused", "permanent", answer
                )
            current = following
        raise NoAnswer(f"{address} is redirected more than {self._network.redirects_max} times", "transient", answer)

    def _exchange(self, address: str, conditions: Mapping[str, str], most: int, obeys: bool) -> Answer:
        """One request and the head and bytes that came back, redirects included."""
        nothing = Answer(address, address, 0)
        try:
            require_scheme(address)
            parts = urlsplit(address)
            if obeys:
                origin = f"{parts.scheme}://{parts.netloc}"
                if not self._robots.allows(origin, address):
                    raise NoAnswer(f"the robots.txt of {parts.netloc} does not allow {address}", "permanent", nothing)
                self._pace.slow_down(parts.netloc, self._robots.delay(origin))
            self._pace.wait(parts.netloc)
            self.n_requests += 1
            return self._receive(address, conditions, most)
        except ForbiddenAddress as error:
            raise NoAnswer(f"{address} is not asked: {error}", "permanent", nothing) from error
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise NoAnswer(f"{address} is no address that can be asked: {error}", "permanent", nothing) from error
        except httpx2.TimeoutException as error:
            raise _broken(f"{address}: no byte came for {self._patience(error):g} s", nothing) from error
        except (httpx2.TransportError, httpcore2.ConnectError) as error:
            raise _broken(
                f"{address}: the connection failed ({str(error) or type(error).__name__})", nothing
            ) from error

    def _patience(self, error: httpx2.TimeoutException) -> float:
        is_connecting = isinstance(error, httpx2.ConnectTimeout)
        return self._network.connect_seconds if is_connecting else self._network.read_seconds

    def _receive(self, address: str, conditions: Mapping[str, str], most: int) -> Answer:
        until = time.monotonic() + self._network.total_seconds
        with self._client.stream("GET", address, headers=conditions) as response:
            headers = {name: response.headers[name] for name in (*_KEPT, "location") if name in response.headers}
            answer = Answer(address, address, response.status_code, headers)
            if response.status_code in REDIRECTS or response.status_code == 304:
                return answer
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > most:
                    raise NoAnswer(f"{address} is larger than {most} bytes (bytes_max)", "permanent", answer)
                if time.monotonic() > until:
                    raise _broken(f"{address} took longer than {self._network.total_seconds:g} s", answer)
            declared = response.headers.get("content-length", "")
            measured = self._transport.backend.stream
            if declared.isdecimal() and measured is not None and (measured.n_body or 0) > int(declared):
                raise _broken(
                    f"{address}: more than the {declared} bytes came that the head declares", answer, is_host=False
                )
        return replace(answer, data=bytes(data))

    def _judged(self, answer: Answer) -> Answer:
        """The answer, where the caller can deal with it."""
        if answer.status in ANSWERS and "x-amzn-waf-action" not in answer.headers:
            return answer
        if answer.status in TRIED_AGAIN:
            wait = seconds_of(answer.headers.get("retry-after"), datetime.now(UTC))
            later = "" if wait is None else f" and asks for {wait:g} s of patience"
            raise NoAnswer(
                f"{answer.final_address} answered {answer.status}{later}",
                "transient",
                answer,
                is_tried_again=True,
                is_host=True,
                wait=wait,
            )
        if answer.status == 202 or "x-amzn-waf-action" in answer.headers:
            raise NoAnswer(
                f"{answer.final_address} wants to see a browser (answer {answer.status}) and gives programs nothing",
                "transient",
                answer,
                is_host=True,
            )
        kind: FailureKind = "transient" if answer.status >= 500 or answer.status in (401, 403) else "permanent"
        raise NoAnswer(f"{answer.final_address} answered {answer.status}", kind, answer)


def log_retries() -> None:
    """Have retries told to Python's log alone: where structlog is installed stamina would write to the terminal."""
    stamina.instrumentation.set_on_retry_hooks([stamina.instrumentation.LoggingOnRetryHook])


def _host(address: str) -> str:
    """Host and port of an address; the address itself where it is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return address


def _broken(message: str, answer: Answer, is_host: bool = True) -> NoAnswer:
    return NoAnswer(message, "transient", answer, is_tried_again=True, is_host=is_host)


def _keeps_scheme(before: str, after: str) -> bool:
    """Whether a redirect stays with its scheme, or goes from http to https."""
    old, new = urlsplit(before).scheme, urlsplit(after).scheme
    return new == old or (old, new) == ("http", "https")


def seconds_of(retry_after: str | None, now: datetime) -> float | None:
    """The seconds of a Retry-After header: a number or a date (RFC 9110, 10.2.3); None where it is not understood."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


#: A client for the settings of a home: what a test replaces.
Clients = Callable[[Network, Path], Client]
