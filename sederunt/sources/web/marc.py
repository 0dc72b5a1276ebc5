"""Records of the UN Digital Library: MARC in XML, alone or inside an answer of OAI-PMH.

What belongs here: what a record says that helps to find documents. What does not: asking for records
(``catalogue.py``). MARC fields as the library uses them: 191 $a the symbol, 245 the title, 269 $a the date,
856 $y the language of a file, 041 $a the languages.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lxml import etree

from sederunt.sources.web.client import Answer

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_TOTAL = re.compile(rb"<!--\s*Search-Engine-Total-Number-Of-Results:\s*(\d+)\s*-->")


class WrongAnswer(Exception):
    """What came is no XML, or not of the kind that was asked for."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``languages`` is empty where it names none; ``published_on`` is a day, month or year, as given."""

    identifier: str
    symbols: tuple[str, ...]
    languages: tuple[str, ...] = ()
    title: str = ""
    published_on: str = ""
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some records. ``token`` asks for the next ones; ``error`` is the code of an OAI-PMH error; ``total`` if known.

    ``answer`` is what the page was read from.
    """

    records: tuple[Record, ...]
    token: str | None = None
    error: str | None = None
    responded_on: str | None = None
    total: int | None = None
    answer: Answer | None = None


def oai_page(data: bytes) -> Page:
    """An answer to ListRecords. Raises ``WrongAnswer``."""
    root = _root(data)
    if root.tag != f"{_OAI}OAI-PMH":
        raise WrongAnswer(f"the answer is no OAI-PMH but <{etree.QName(root).localname}>")
    day = (root.findtext(f"{_OAI}responseDate") or "")[:10] or None
    error = root.find(f"{_OAI}error")
    if error is not None:
        return Page((), error=error.get("code", "unknown"), responded_on=day)
    listed = root.find(f"{_OAI}ListRecords")
    if listed is None:
        raise WrongAnswer("the answer lists no records")
    records = tuple(_oai_record(element) for element in listed.findall(f"{_OAI}record"))
    token = (listed.findtext(f"{_OAI}resumptionToken") or "").strip() or None
    return Page(records, token, None, day)


def _oai_record(element: etree._Element) -> Record:
    header = element.find(f"{_OAI}header")
    identifier = "" if header is None else (header.findtext(f"{_OAI}identifier") or "").strip()
    if header is not None and header.get("status") == "deleted":
        return Record(identifier, (), is_deleted=True)
    marc = next((child for child in element.iter() if _name(child) == "record" and child is not element), None)
    return Record(identifier, ()) if marc is None else _marc(marc, identifier)


def search_page(data: bytes) -> Page:
    """An answer of the search in MARCXML. Raises ``WrongAnswer``."""
    root = _root(data)
    if _name(root) != "collection":
        raise WrongAnswer(f"the answer is no collection of records but <{_name(root)}>")
    total = _TOTAL.search(data)
    records = tuple(_marc(child, "") for child in root if _name(child) == "record")
    return Page(records, total=int(total[1]) if total else None)


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise WrongAnswer(f"the answer is no XML ({error.msg})") from error


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _marc(record: etree._Element, identifier: str) -> Record:
    number = next((child.text or "" for child in record if child.get("tag") == "001"), "").strip()
    languages = [code for text in (*_values(record, "856", "y"), *_codes(record)) if (code := _language(text))]
    title = " ".join(" ".join((*_values(record, "245", "a"), *_values(record, "245", "b"))).split())
    return Record(
        identifier or f"record:{number}",
        tuple(dict.fromkeys(symbol for text in _values(record, "191", "a") if (symbol := " ".join(text.split())))),
        tuple(dict.fromkeys(languages)),
        title.rstrip(" :/"),
        next(_values(record, "269", "a"), ""),
    )


def _values(record: etree._Element, tag: str, code: str) -> Iterator[str]:
    for field in record:
        if field.get("tag") == tag:
            yield from ((part.text or "").strip() for part in field if part.get("code") == code and part.text)


def _codes(record: etree._Element) -> Iterator[str]:
    """The codes of 041 $a, which may be run together: ``engfre``."""
    for text in _values(record, "041", "a"):
        yield from (text[start : start + 3] for start in range(0, len(text) - 2, 3))


def _language(words: str) -> str | None:
    return _languages().get(words.strip().casefold())


@cache
def _languages() -> Mapping[str, str]:
    """Codes by the words of ``marc.toml``."""
    source = tomllib.loads((files("sederunt.sources.web") / "marc.toml").read_text("utf-8"))
    return {word: code for code, words in source["languages"].items() for word in words}
