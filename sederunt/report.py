"""The whole way of one document: bytes in, facts out as Polars frames.

What belongs here: the order of the passes, the ``Report``, reading many documents as one chunk. What does not: any pass
itself.

>>> report = read("samples/en-conference-of-parties.txt")   # doctest: +SKIP
>>> report.attendance.select("participant_id", "capacity")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from sederunt.documents.dispatch import read_text
from sederunt.documents.formats import formats
from sederunt.documents.raw import RawDocument
from sederunt.documents.signs import with_plain_signs
from sederunt.documents.text import Text
from sederunt.errors import UnreadableDocument
from sederunt.facts.agenda import find_agenda
from sederunt.facts.attendance import find_attendance
from sederunt.facts.bodies import find_bodies
from sederunt.facts.credentials import find_credentials
from sederunt.facts.deliberations import find_deliberations
from sederunt.facts.identity import Identity, add_masthead_rows, identify
from sederunt.facts.meetings import add_meeting_rows, find_meetings
from sederunt.facts.occasions import is_called_otherwise, is_called_report
from sederunt.facts.officers import find_officers
from sederunt.facts.outline import outline
from sederunt.facts.papers import find_papers
from sederunt.facts.proceedings import days_of
from sederunt.facts.reading import Reading
from sederunt.facts.recommendations import find_recommendations
from sederunt.facts.records import find_record, record_kind
from sederunt.facts.statements import find_statements, report_absent_speakers
from sederunt.language.capitals import has_lost_capitals, with_capitals
from sederunt.language.detect import detect_language
from sederunt.language.lexicon import lexicon, read_languages
from sederunt.language.numerals import find_ordinals
from sederunt.language.scanner import scan
from sederunt.registry import name_key
from sederunt.tables import FACT_TABLES, tables
from sederunt.versions import reader_version

#: What reads; stored readings are read anew where what has changed concerns them (``versions.py``).
READER_VERSION = reader_version()
#: Facts of which a document that calls itself a report holds at least one.
_REPORTED = tuple(name for name in FACT_TABLES if name not in ("documents", "masthead_fields", "meetings", "anomalies"))
#: Those of which one that does not must hold one: letters and drafts too quote documents and recommend.
_EVIDENCE = (
    "attendance",
    "attendance_lists",
    "statements",
    "statement_counts",
    "agenda_items",
    "officers",
    "credentials",
)


#: The rows of a document by table.
Rows = Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Report:
    """What was read from one document: a frame for each fact table, in the declared schemas, also as attributes.

    ``report.attendance`` is ``report.frames["attendance"]``.
    """

    frames: Mapping[str, pl.DataFrame]

    def __getattr__(self, name: str) -> pl.DataFrame:
        if name == "frames":  # asked for while a copy is unpickled, before there are any
            raise AttributeError(name)
        try:
            return self.frames[name]
        except KeyError:
            raise AttributeError(f"a report has no table {name!r}; it has {', '.join(FACT_TABLES)}") from None


@dataclass(frozen=True, slots=True)
class Chunk:
    """Many documents read: a frame for each fact table, with ``reading_id`` first, and the documents that could not be
    read.
    """

    frames: Mapping[str, pl.DataFrame]
    failures: pl.DataFrame


def read(path: str | Path) -> Report:
    """Read the report in a file. Raises ``UnreadableDocument`` with one line that says what is wrong and what to do."""
    return read_document(_raw_of(Path(path)))


def reading_of(path: str | Path) -> Reading:
    """The same with all that the passes saw, for ``sederunt explain``. Raises ``UnreadableDocument``."""
    raw = _raw_of(Path(path))
    return _read(raw, read_text(raw.data, raw.media_type)[0])[0]


def _raw_of(path: Path) -> RawDocument:
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableDocument(f"{path}: cannot be opened: {reason}", stage="fetch", kind="transient") from error
    promised = formats().of(path.name)
    media_type = promised.media_type if promised else "application/octet-stream"
    return RawDocument(data, str(path), "", datetime.now(UTC).replace(tzinfo=None, microsecond=0), media_type)


def read_document(raw: RawDocument) -> Report:
    """Read one document. Raises ``UnreadableDocument``."""
    rows = _rows(raw)
    return Report({name: tables()[name].frame(rows.get(name, [])) for name in FACT_TABLES})


def _rows(raw: RawDocument) -> Rows:
    text, found = read_text(raw.data, raw.media_type)
    reading, identity = _read(raw, text)
    return {**reading.rows, "documents": [_document_row(reading, identity, text, raw, found.media_type)]}


def _read(raw: RawDocument, text: Text) -> tuple[Reading, Identity]:
    try:
        language = detect_language(text.text)
    except ValueError as error:
        raise UnreadableDocument(
            f"this is no report of a meeting in a language that is read ({', '.join(read_languages())}), or it holds "
            "too little text to tell: leave it out",
            stage="recognise",
        ) from error
    if language not in read_languages():
        raise UnreadableDocument(
            f"the document is in a language that is not read yet ({language}); there are {', '.join(read_languages())}",
            stage="recognise",
        )
    words = lexicon(language)
    written, text = text.text, with_plain_signs(text)
    if has_lost_capitals(text.text, language):
        text = replace(text, text=with_capitals(text.text, language))
    mentions, _ = scan(text, language)
    ordinals = find_ordinals(text.text, language)
    named = find_bodies(text, mentions, words, ordinals)
    body_keys = frozenset(key for body in named if body.is_full for key in (body.key, name_key(body.name)))
    plan = outline(text, mentions, words, body_keys)
    reading = Reading(
        f"sha256:{raw.reading_id}", text, language, words, mentions, plan,
        bodies=named, written=written, ordinals=ordinals,
    )  # fmt: skip
    return reading, find_facts(reading)


def find_facts(reading: Reading) -> Identity:
    """All facts of a document, in the order in which they rest on one another; what it calls itself. Raises
    ``UnreadableDocument`` for no report.
    """
    identity = identify(reading)
    if identity.symbol:
        reading.document_id = f"{identity.symbol}:{reading.language}"
    find_meetings(reading)
    record = record_kind(reading)
    is_report = bool(record) or is_called_report(reading)
    is_dated = any(meeting.starts_on for meeting in reading.meetings)
    if not reading.meetings or not (is_report or (is_dated and not is_called_otherwise(reading))):
        raise UnreadableDocument(_NO_REPORT, stage="recognise")
    if record:  # what is told inside its speeches is no fact of this meeting
        find_record(reading, record)
        find_officers(reading, only_presiding=True)
    else:
        find_agenda(reading)
        find_attendance(reading)
        find_credentials(reading)
        find_statements(reading)
        find_officers(reading)
        find_papers(reading)
        find_recommendations(reading)
        find_deliberations(reading)
        report_absent_speakers(reading)
    if not any(reading.rows.get(table) for table in (_REPORTED if is_report else _EVIDENCE)):
        raise UnreadableDocument(_NO_REPORT, stage="recognise")
    add_masthead_rows(reading, identity)
    add_meeting_rows(reading, days_of(reading, "opening"), days_of(reading, "adoption"))
    return identity


TOO_MUCH_MEMORY = "reading it takes more memory than it may (docs/operations.md, limits): it may be damaged, or a trap"
_NO_REPORT = "this is no report of a meeting: it names no body that met and nobody who was there or spoke; leave it out"


def _document_row(
    reading: Reading, identity: Identity, text: Text, raw: RawDocument, media_type: str
) -> dict[str, Any]:
    share = reading.n_accounted / reading.n_accountable if reading.n_accountable else None
    return {
        "document_id": reading.document_id,
        "reading_id": raw.reading_id,
        "symbol": identity.symbol,
        "symbols": list(identity.symbols),
        "work_id": identity.work or reading.document_id,
        "language": reading.language,
        "title": identity.title,
        "published_on": identity.published_on,
        "distribution": identity.distribution,
        "original_languages": list(identity.original_languages),
        "session": identity.session,
        "issue": identity.issue,
        "is_reissued": identity.is_reissued,
        "collection": raw.collection,
        "source_uri": raw.source_uri,
        "media_type": media_type,
        "sha256": raw.sha256,
        "fetched_at": raw.fetched_at,
        "n_pages": text.n_pages,
        "text_source": text.source,
        "text": text.text,
        "reader_version": READER_VERSION,
        "is_current": True,
        "superseded_by": None,
        "n_accounted": reading.n_accounted,
        "n_accountable": reading.n_accountable,
        "share_accounted": share,
    }


def read_chunk(documents: Sequence[RawDocument]) -> Chunk:
    """Read many documents; one that cannot be read is a row of ``failures`` and holds up no other."""
    read: list[tuple[RawDocument, Rows]] = []
    failures: list[dict[str, Any]] = []
    for raw in documents:
        try:
            read.append((raw, _rows(raw)))
        except Exception as error:  # noqa: BLE001 - a defect of the reader must cost one document, and be seen
            failures.append(_failure(raw, error))
    try:
        frames = _frames(read)
    except Exception:  # noqa: BLE001 - so must rows that do not fit their table: those of which document is found out
        read, unfit = _fitting(read)
        failures += unfit
        frames = _frames(read)
    return Chunk(frames, tables()["failures"].frame(failures))


def _frames(read: Sequence[tuple[RawDocument, Rows]]) -> Mapping[str, pl.DataFrame]:
    """The rows of many documents, a frame a table, with ``reading_id`` first."""
    frames: dict[str, pl.DataFrame] = {}
    for name in FACT_TABLES:
        found = [(raw.reading_id, row) for raw, rows in read for row in rows.get(name, ())]
        frames[name] = tables()[name].frame([row for _, row in found])
        if name != "documents":
            frames[name].insert_column(0, pl.Series("reading_id", [of for of, _ in found], pl.String))
    return frames


def _fitting(
    read: Sequence[tuple[RawDocument, Rows]],
) -> tuple[list[tuple[RawDocument, Rows]], list[dict[str, Any]]]:
    """The documents whose rows fit the declared tables, and the failures of the others."""
    fitting: list[tuple[RawDocument, Rows]] = []
    failures: list[dict[str, Any]] = []
    for raw, rows in read:
        try:
            _frames([(raw, rows)])
            fitting.append((raw, rows))
        except Exception as error:  # noqa: BLE001 - whatever polars finds wrong with them
            failures.append(_failure(raw, error))
    return fitting, failures


def _failure(raw: RawDocument, error: Exception) -> dict[str, Any]:
    if isinstance(error, MemoryError):
        error = UnreadableDocument(TOO_MUCH_MEMORY, stage="read")
    elif not isinstance(error, UnreadableDocument):
        error = UnreadableDocument(f"the reader failed: {error!r}; please report it", stage="read")
    return {
        "document_id": f"sha256:{raw.reading_id}",
        "source_uri": raw.source_uri,
        "stage": error.stage,
        "kind": error.kind,
        "error": error.message,
        "failed_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0),
    }
