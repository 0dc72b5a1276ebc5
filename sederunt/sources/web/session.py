"""What a run needs of the network, made when the first collection asks for it: no collection, no network.

What belongs here: one client, one catalogue, one look at the library for all collections of a run. What does not: what
is done with them (``arrivals.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sederunt.sources.collections import Collection
from sederunt.sources.home import Home
from sederunt.sources.register import collections
from sederunt.sources.stock import Stock
from sederunt.sources.web.arrivals import Tools, take_web_stock
from sederunt.sources.web.catalogue import Catalogue
from sederunt.sources.web.client import Answer, Client, NoAnswer, log_retries
from sederunt.sources.web.manifest import Manifest
from sederunt.sources.web.settings import Network, network


class Session:
    """The network of one run. Raises ``WrongUse`` where the home's ``network.toml`` is not understood."""

    def __init__(self, home: Home) -> None:
        self.network: Network = network(home.path)
        log_retries()
        self._home = home
        self._client: Client | None = None
        self.catalogue = Catalogue(home.catalogue)
        self._is_up_to_date = False
        self.library_error = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            self._client.close()

    @property
    def client(self) -> Client:
        if self._client is None:
            self._client = Client(self.network, self._home.catalogue)
        return self._client

    def collections(self) -> tuple[Collection, ...]:
        """The collections of the home."""
        return collections(self._home)

    @property
    def silent_hosts(self) -> list[str]:
        """The hosts that did not answer and are left alone for the rest of this run."""
        return [] if self._client is None else self._client.silent_hosts

    @property
    def n_requests(self) -> int:
        """How many requests went out so far, redirects and robots.txt included."""
        return 0 if self._client is None else self._client.n_requests

    def try_again(self) -> None:
        """Ask hosts again that did not answer, and the library where it did not."""
        if self._client is not None:
            self._client.forgive()
        self._is_up_to_date = self._is_up_to_date and not self.library_error

    def take_stock(
        self, collection: Collection, advance: Callable[[int, int | None], None] = lambda done, n: None
    ) -> Stock:
        """Bring the ledger of a collection up to date with its source; the library is asked once, for all."""
        if collection.web is not None and collection.web.series:
            self._look_up(collection.name)
        return take_web_stock(self._home, collection, Tools(self.client, self.network, self.catalogue), advance)

    def _look_up(self, name: str) -> None:
        if self._is_up_to_date:
            return
        series = [one for known in self.collections() if known.web is not None for one in known.web.series]
        manifest = Manifest.load(self._home.manifest(name))

        def note(answer: Answer, outcome: str, error: str | None) -> None:
            now = datetime.now(UTC).replace(tzinfo=None)
            manifest.note(name, "catalogue", answer, outcome, now, error=error)

        self.library_error = ""
        try:
            self.catalogue.update(self.client, self.network, series, note)
        except NoAnswer as failure:
            self.library_error = failure.message  # what is known of the series already is fetched all the same
        self._is_up_to_date = True
        manifest.save()
