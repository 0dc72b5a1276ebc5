"""The United Nations' document system: a document by its symbol and language, in the first format that is there.

What belongs here: addresses, and what counts as the document among the things that come back. What does not: asking
(``client.py``), what is done with a document (``arrivals.py``).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from sederunt.sources.web.client import Answer, Client, NoAnswer
from sederunt.sources.web.settings import Network
from sederunt.sources.web.shape import COMES_AS, shape, what_is_missing
from sederunt.sources.web.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Came:
    """The answer for a document: its bytes are those of a whole file of ``format``, or its status says why not.

    Status 304: the bytes that we have still hold. 404: there is none; the system also says so with no bytes at all.
    """

    answer: Answer
    format: str


def address(network: Network, wanted: Wanted, format_: str) -> str:
    """Where a document is asked for, which is also its ``source_uri``."""
    template = network.resolver if network.way == "resolver" else network.document
    return template.format(
        symbol=quote(wanted.symbol, safe="/()"),
        language=quote(wanted.language, safe=""),
        format=quote(format_, safe=""),
    )


def fetch(
    client: Client, network: Network, wanted: Wanted, format_: str, etag: str | None, last_modified: str | None
) -> Came:
    """Ask for a document in one format. Raises ``NoAnswer`` where what came back is not it."""
    place = address(network, wanted, format_)
    answer = client.ask(place, etag, last_modified)
    if answer.status == 200 and format_ != "html" and shape(answer.data) == "html":
        framed = _framed(answer)
        if framed is not None:
            answer = replace(client.ask(framed, etag, last_modified), address=place)
    if answer.status in (404, 410):
        return Came(answer, format_)
    if answer.status == 304:
        if etag is None and last_modified is None:
            raise NoAnswer(f"{place} answered 304 though nothing was there to compare with", "transient", answer)
        return Came(answer, format_)
    if not answer.data:  # how the document API answers a symbol that is not published yet
        return Came(replace(answer, status=404), format_)
    if network.way == "resolver":  # it has one place for all formats: whichever is wanted may come
        accepted = {kind for one in wanted.formats for kind in COMES_AS[one]}
    else:
        accepted = set(COMES_AS[format_])
    return Came(answer, _require_document(answer, format_, accepted))


def _require_document(answer: Answer, format_: str, accepted: AbstractSet[str]) -> str:
    kind = shape(answer.data)
    shown = answer.headers.get("content-type", "no type")
    if kind is None or kind not in accepted:
        what = "a page of HTML" if kind == "html" else f"something else ({shown})"
        raise NoAnswer(f"{answer.final_address} gave {what} in place of the {format_} file", "transient", answer)
    if missing := what_is_missing(answer.data, kind):
        raise NoAnswer(f"{answer.final_address} gave a file that is not whole: {missing}", "transient", answer)
    return kind


def _framed(answer: Answer) -> str | None:
    """The document that a page shows in a frame: what the public resolver ends in."""
    tree = LexborHTMLParser(answer.data.decode("utf-8", "replace"))
    for node in tree.css("iframe[src], frame[src], embed[src]"):
        source = node.attributes.get("src")
        if source:
            target = urljoin(answer.final_address, source)
            if urlsplit(target).scheme == urlsplit(answer.final_address).scheme:
                return target
    return None
