"""The catalogue: which documents of the series that are wanted the UN Digital Library knows.

What belongs here: asking the library for records, and their file. What does not: what a record says (``marc.py``),
fetching the documents (``arrivals.py``).

The library is asked by OAI-PMH for what is new since the last time, for all series of the home together, or by its
search, series by series. Its records are kept in ``<home>/catalogue/``; a harvest that was broken off goes on from the
page that it had come to.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sederunt.sources.files import write_atomically
from sederunt.sources.web.client import Answer, Client, NoAnswer
from sederunt.sources.web.marc import Page, Record, WrongAnswer, oai_page, search_page
from sederunt.sources.web.settings import Network

_DAY_OR_PAGE = re.compile(r"[&?](?:from|resumptionToken|metadataPrefix)=[^&\s]*")
#: Told what came of each question: the answer, an outcome of the manifest, and the error where there is one.
Note = Callable[[Answer, str, str | None], None]


@dataclass(slots=True)
class _State:
    """How far the harvest has come: all is known up to the day ``since``; the present one began on ``begun``.

    ``validators`` (ETag and Last-Modified) and ``sizes`` (records on a page of the search, and in all) are by address.
    """

    address: str = ""
    series: list[str] = field(default_factory=list)
    since: str | None = None
    begun: str | None = None
    token: str | None = None
    validators: dict[str, list[str | None]] = field(default_factory=dict)
    sizes: dict[str, list[int | None]] = field(default_factory=dict)


class Catalogue:
    """The records of a home's series."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state, self._records = _load(folder / "catalogue.json")

    def records(self, series: Iterable[str]) -> list[Record]:
        """The records with a symbol of these series, sorted by it."""
        patterns = tuple(series)
        found = [record for record in self._records.values() if _belongs(record, patterns)]
        return sorted(found, key=lambda record: (record.symbols, record.identifier))

    def update(self, client: Client, network: Network, series: Sequence[str], note: Note) -> None:
        """Ask the library for what is new in all these series. Raises ``NoAnswer`` where no way leads to it."""
        failure: NoAnswer | None = None
        for way in network.discovery:
            try:
                if way == "oai":
                    self._harvest(client, network, sorted(set(series)), note)
                else:
                    self._search(client, network, sorted(set(series)), note)
            except NoAnswer as error:
                note(_without_day(error.answer), "failed", _DAY_OR_PAGE.sub("", error.message))
                failure = error
            else:
                return
        if failure is not None:
            raise failure

    def _harvest(self, client: Client, network: Network, series: list[str], note: Note) -> None:
        state = self._state
        if state.address != network.oai or not set(series) <= set(state.series):
            # What was passed over for want of a series has to be looked through once more.
            self._state = state = _State(network.oai, series)
        for _ in range(network.pages_max):
            page = self._ask(client, _oai_address(network, state), oai_page)
            if page is None or page.error == "noRecordsMatch":
                break
            if page.error == "badResumptionToken" and state.token:
                state.token = None  # it has expired: from the day on which this harvest began
                continue
            if page.error:
                answer = Answer(network.oai, network.oai, 200)
                raise NoAnswer(f"{network.oai} refuses the question: {page.error}", "permanent", answer)
            self._take(page, state.series, note)
            state.begun = state.begun or page.responded_on
            state.token = page.token
            if page.token is None:
                break
            self._save()
        else:
            return
        state.since, state.begun, state.token = state.begun or state.since, None, None
        self._save()

    def _search(self, client: Client, network: Network, series: list[str], note: Note) -> None:
        for pattern in series:
            start = 1
            for _ in range(network.pages_max):
                address = _search_address(network, pattern, start)
                page = self._ask(client, address, search_page)
                if page is not None:
                    self._take(page, series, note)
                    self._state.sizes[address] = [len(page.records), page.total]
                # A page that is what it was the last time has as many records as it had then.
                size, total = self._state.sizes.get(address, [0, None])
                start += size or 0
                if not size or (total is not None and start > total):
                    break
        self._save()

    def _ask(self, client: Client, address: str, read: Callable[[bytes], Page]) -> Page | None:
        """A page of records; None where it is what it was the last time."""
        etag, last_modified = self._state.validators.get(address, (None, None))
        answer = client.ask(address, etag, last_modified)
        if answer.status == 304:
            return None
        if answer.status != 200:
            raise NoAnswer(f"{address} answered {answer.status}", "transient", answer)
        try:
            page = read(answer.data)
        except WrongAnswer as error:
            raise NoAnswer(f"{_without_day(answer).final_address}: {error}", "transient", answer) from error
        page = replace(page, answer=_without_day(answer))
        validators: list[str | None] = [answer.headers.get("etag"), answer.headers.get("last-modified")]
        if any(validators) and page.token is None:
            # The question of OAI-PMH has another day in it each day: only the last one can be asked again.
            question = address.partition("&from=")[0]
            kept = {
                one: value for one, value in self._state.validators.items() if one.partition("&from=")[0] != question
            }
            self._state.validators = {**kept, address: validators}
        return page

    def _take(self, page: Page, series: Sequence[str], note: Note) -> None:
        before = dict(self._records)
        for record in page.records:
            known = self._records.get(record.identifier)
            if record.is_deleted:
                self._records.pop(record.identifier, None)
            elif _belongs(record, series):
                self._records[record.identifier] = record
            elif known is not None:
                del self._records[record.identifier]
        if page.answer is not None:
            note(page.answer, "unchanged" if before == self._records else "new", None)

    def _save(self) -> None:
        content = {
            "state": asdict(self._state),
            "records": [asdict(self._records[name]) for name in sorted(self._records)],
        }
        data = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8")
        path = self._folder / "catalogue.json"
        if not path.is_file() or path.read_bytes() != data:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)


def _belongs(record: Record, series: Sequence[str]) -> bool:
    return any(fnmatchcase(symbol, pattern) for symbol in record.symbols for pattern in series)


def _without_day(answer: Answer) -> Answer:
    """The answer as one to the question itself: in that of OAI-PMH stand a day and a page, others each time."""
    address, final = (_DAY_OR_PAGE.sub("", one) for one in (answer.address, answer.final_address))
    return replace(answer, address=address, final_address=final, data=b"")


def _oai_address(network: Network, state: _State) -> str:
    if state.token:
        return f"{network.oai}?{urlencode({'verb': 'ListRecords', 'resumptionToken': state.token})}"
    since = {"from": state.since} if state.since else {}
    return f"{network.oai}?{urlencode({'verb': 'ListRecords', 'metadataPrefix': 'marcxml', **since})}"


def _search_address(network: Network, pattern: str, start: int) -> str:
    words = {"ln": "en", "p": f"symbol:{pattern}", "of": "xm", "rg": network.records_a_page, "jrec": start}
    return f"{network.search}?{urlencode(words)}"


def _load(path: Path) -> tuple[_State, dict[str, Record]]:
    """What a file holds; nothing where it is not there or not understood: then all is asked for anew."""
    try:
        content = json.loads(path.read_text("utf-8"))
        records = [Record(**{name: _tuple(value) for name, value in entry.items()}) for entry in content["records"]]
        return _State(**content["state"]), {record.identifier: record for record in records}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return _State(), {}


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
