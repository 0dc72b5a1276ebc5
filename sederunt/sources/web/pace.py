"""How fast a host is asked: never two requests closer together than its interval.

What belongs here: waiting. What does not: waiting after a failure (``client.py``).
"""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """One for all collections of a run, so that two of them on one host share its limit."""

    def __init__(
        self,
        interval: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = interval
        self._clock = clock
        self._sleep = sleep
        self._intervals: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def slow_down(self, host: str, interval: float) -> None:
        """A host asks for a longer interval between requests (seconds); a shorter one changes nothing."""
        self._intervals[host] = max(interval, self._intervals.get(host, self._interval))

    def wait(self, host: str) -> None:
        """Wait until the host may be asked again, and take that moment."""
        due = self._next.get(host)
        if due is not None and (left := due - self._clock()) > 0:
            self._sleep(left)
        self._next[host] = self._clock() + self._intervals.get(host, self._interval)
