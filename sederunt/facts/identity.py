"""What a document says of itself, as the columns of ``documents`` and the table ``masthead_fields``.

What belongs here: what is made of the statements of a document's head. What does not: finding them (``masthead.py``),
what the document reports (the other modules).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sederunt.documents.symbols import parse
from sederunt.facts.masthead import Field, head_blocks, masthead, own_symbols
from sederunt.facts.reading import Reading


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document calls itself; ``work`` is the symbol without its issue, the same for every issue and language.

    ``issue`` are the parts of the symbol that name it (``Add.1/Corr.1``), ``original_languages`` ISO 639-1 codes.
    """

    symbol: str | None
    symbols: tuple[str, ...]
    work: str | None
    title: str | None
    published_on: date | None
    distribution: str | None
    original_languages: tuple[str, ...]
    session: str | None
    issue: str | None
    is_reissued: bool
    fields: tuple[Field, ...]


def identify(reading: Reading) -> Identity:
    """The document's own words for what it is; all empty where it has no head."""
    fields = tuple(masthead(reading))
    first = {field.name: field.value for field in reversed(fields)}
    blocks = head_blocks(reading)
    mentions = own_symbols(reading, blocks[-1].end) if blocks else []
    members = [symbol for mention in mentions for symbol in mention.symbols]
    texts = tuple(dict.fromkeys(symbol.text for symbol in members))
    issues = dict.fromkeys("/".join(parse(text).issue) for text in texts)
    day = first.get("published_on")
    return Identity(
        symbol="-".join(texts) or None,
        symbols=texts,
        work="-".join(dict.fromkeys(parse(text).work for text in texts)) or None,
        title=first.get("title"),
        published_on=date.fromisoformat(day) if day else None,
        distribution=first.get("distribution"),
        original_languages=tuple(first["original_language"].split(", ")) if "original_language" in first else (),
        session=first.get("session"),
        issue="-".join(filter(None, issues)) or None,
        is_reissued="reissued" in first,
        fields=fields,
    )


def add_masthead_rows(reading: Reading, identity: Identity) -> None:
    """Fill ``masthead_fields``; the id of the document must be known."""
    for field in identity.fields:
        reading.add(
            "masthead_fields", field.start, field.end, None,
            masthead_field_id=f"{reading.document_id}@{field.start}#{field.name}", field=field.name, value=field.value,
            words_as_written=reading.words_at(field.start, field.end),
        )  # fmt: skip
