"""The rules that a host's robots.txt gives for us (RFC 9309), asked once a day.

What belongs here: those rules and their copy in the home. What does not: asking (``client.py``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from protego import Protego

from sederunt.sources.files import write_atomically

#: The answers that say: there are no rules (RFC 9309, 2.3.1.3).
_NO_RULES = range(400, 500)


class Found(Protocol):
    """An answer to the question for robots.txt."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def data(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Copy:
    text: str
    fetched_at: str
    etag: str | None
    last_modified: str | None

    @property
    def age(self) -> timedelta:
        return datetime.now(UTC) - datetime.fromisoformat(self.fetched_at)


class Robots:
    """The rules of all hosts. ``agent`` is the name by which we are known in them; ``path`` keeps the copies.

    ``ask(address, etag, last_modified)`` gives an answer or raises; what it raises goes through: rules that cannot be
    had are no leave to ask (RFC 9309, 2.3.1.4).
    """

    def __init__(
        self, agent: str, path: Path, longest: timedelta, ask: Callable[[str, str | None, str | None], Found]
    ) -> None:
        self._agent = agent
        self._path = path
        self._longest = longest
        self._ask = ask
        self._copies = _load(path)
        self._rules: dict[str, Protego] = {}

    def allows(self, origin: str, address: str) -> bool:
        """Whether an address of an origin (``https://host:port``) may be asked."""
        return bool(self._of(origin).can_fetch(address, self._agent))

    def delay(self, origin: str) -> float:
        """Seconds between requests that the origin asks for; 0 where it asks for nothing."""
        rules = self._of(origin)
        rate = rules.request_rate(self._agent)
        return max(float(rules.crawl_delay(self._agent) or 0), rate.seconds / rate.requests if rate else 0.0)

    def _of(self, origin: str) -> Protego:
        if origin not in self._rules:
            copy = self._copies.get(origin)
            if copy is None or copy.age > self._longest:
                copy = self._fetch(origin, copy)
            self._rules[origin] = Protego.parse(copy.text)
        return self._rules[origin]

    def _fetch(self, origin: str, known: _Copy | None) -> _Copy:
        answer = self._ask(
            f"{origin}/robots.txt", known.etag if known else None, known.last_modified if known else None
        )
        if answer.status == 304 and known is not None:
            text = known.text
        else:
            text = "" if answer.status in _NO_RULES else answer.data.decode("utf-8", "replace")
        headers = answer.headers
        copy = _Copy(text, datetime.now(UTC).isoformat(), headers.get("etag"), headers.get("last-modified"))
        self._copies[origin] = copy
        self._path.parent.mkdir(parents=True, exist_ok=True)
        content = {name: asdict(one) for name, one in sorted(self._copies.items())}
        write_atomically(self._path, json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8"))
        return copy


def _load(path: Path) -> dict[str, _Copy]:
    """The copies in a file; none where it is not there or not understood: then they are fetched anew."""
    try:
        return {origin: _Copy(**entry) for origin, entry in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
