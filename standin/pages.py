"""The pages of the stand-in: the resolver's frame, records in MARCXML, answers of OAI-PMH.

What belongs here: text that is made of the library. What does not: requests and answers (``server.py``).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from urllib.parse import quote, urlencode
from xml.sax.saxutils import escape, quoteattr

from standin.library import Item, Library

_MARC = "http://www.loc.gov/MARC21/slim"
_OAI = "http://www.openarchives.org/OAI/2.0/"
_WORDS = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}
#: Records on a page of OAI-PMH.
PAGE = 10


def frame(symbol: str, language: str, format_: str) -> str:
    """What the public resolver ends in: a page that shows the document in a frame."""
    source = f"/api/symbol/access?{urlencode({'s': symbol, 'l': language, 't': format_}, safe='/')}"
    return (
        f"<!DOCTYPE html><html><head><title>{escape(symbol)}</title></head>"
        f"<body><iframe src={quoteattr(source)}></iframe></body></html>"
    )


def error_page() -> str:
    """What servers show where something went wrong."""
    return "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Something went wrong</h1></body></html>"


def marc(symbol: str, items: list[Item]) -> str:
    """One record. Files are listed by language, as the library does."""
    first = items[0]
    place = escape(f"/record/{first.number}/files/{quote(symbol, '')}")
    files = "".join(
        f'<datafield tag="856" ind1="4" ind2=" "><subfield code="u">{place}'
        f'</subfield><subfield code="y">{_WORDS[item.language]}</subfield></datafield>'
        for item in items
    )
    return (
        f'<record xmlns="{_MARC}"><controlfield tag="001">{first.number}</controlfield>'
        f'<datafield tag="191" ind1=" " ind2=" "><subfield code="a">{escape(symbol)}</subfield></datafield>'
        f'<datafield tag="245" ind1=" " ind2=" "><subfield code="a">{escape(first.title)} :</subfield>'
        f'<subfield code="b">invented</subfield></datafield>'
        f'<datafield tag="269" ind1=" " ind2=" "><subfield code="a">{first.published_on}</subfield></datafield>'
        f"{files}</record>"
    )


def search(library: Library, question: str, start: int, size: int) -> str:
    """A page of search results; the total stands in a comment, as Invenio writes it."""
    pattern = question.partition(":")[2].strip('"') or "*"
    found = [(symbol, items) for symbol, items in library.records() if fnmatchcase(symbol, pattern)]
    shown = found[start - 1 : start - 1 + size]
    records = "".join(marc(symbol, items) for symbol, items in shown)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- Search-Engine-Total-Number-Of-Results: {len(found)} -->\n'
        f'<collection xmlns="{_MARC}">{records}</collection>'
    )


def oai(library: Library, query: dict[str, str]) -> str:
    """An answer of OAI-PMH 2.0 to a question; errors have their codes."""
    verb = query.get("verb", "")
    if verb == "Identify":
        return _oai(
            query,
            "<Identify><repositoryName>Stand-in</repositoryName><protocolVersion>2.0</protocolVersion></Identify>",
        )
    if verb == "ListMetadataFormats":
        return _oai(
            query,
            "<ListMetadataFormats><metadataFormat><metadataPrefix>marcxml</metadataPrefix></metadataFormat>"
            "</ListMetadataFormats>",
        )
    if verb != "ListRecords":
        return _error(query, "badVerb")
    if token := query.get("resumptionToken"):
        match = re.fullmatch(r"(\d+)~(\d*-?\d*-?\d*)", token)
        if match is None:
            return _error(query, "badResumptionToken")
        start, since = int(match[1]), match[2]
    elif query.get("metadataPrefix") != "marcxml":
        return _error(query, "cannotDisseminateFormat" if "metadataPrefix" in query else "badArgument")
    else:
        start, since = 0, query.get("from", "")
    records = _records(library, since)
    if not records:
        return _error(query, "noRecordsMatch")
    shown, rest = records[start : start + PAGE], records[start + PAGE :]
    token = f"{start + PAGE}~{since}" if rest else ""
    ending = f'<resumptionToken completeListSize="{len(records)}">{token}</resumptionToken>'
    return _oai(query, f"<ListRecords>{''.join(shown)}{ending}</ListRecords>")


def _records(library: Library, since: str) -> list[str]:
    """The records that changed on a day or after it, deleted ones included."""
    dated = [
        (max(item.changed_on for item in items), items[0].number, f"<metadata>{marc(symbol, items)}</metadata>", "")
        for symbol, items in library.records()
    ]
    dated += [(moment, number, "", ' status="deleted"') for number, moment in library.deleted()]
    return [
        f"<record><header{status}><identifier>oai:digitallibrary.un.org:{number}</identifier>"
        f"<datestamp>{moment:%Y-%m-%dT%H:%M:%SZ}</datestamp></header>{metadata}</record>"
        for moment, number, metadata, status in dated
        if f"{moment:%Y-%m-%d}" >= since
    ]


def _error(query: dict[str, str], code: str) -> str:
    return _oai(query, f'<error code="{code}">{code}</error>')


def _oai(query: dict[str, str], content: str) -> str:
    request = " ".join(f"{name}={quoteattr(value)}" for name, value in query.items() if name.isalpha())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{_OAI}">'
        f"<responseDate>{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}</responseDate><request {request}>/oai2d</request>"
        f"{content}</OAI-PMH>"
    )
