"""The way of one document and of a chunk of them, seen from outside: ``read``, ``Report``, ``read_chunk``, failures."""

from __future__ import annotations

import pickle
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

import sederunt
from sederunt.documents.raw import RawDocument
from sederunt.errors import UnreadableDocument
from sederunt.report import READER_VERSION, Report, read, read_chunk, read_document
from sederunt.tables import FACT_TABLES, tables

SAMPLES = Path(__file__).parents[1] / "samples"
ENGLISH = SAMPLES / "en-conference-of-parties.txt"
FRENCH = SAMPLES / "fr-joint-working-groups.txt"
TAKEN_IN = datetime(2026, 1, 2, 3, 4, 5)


def raw(data: bytes, name: str = "a.txt", media_type: str = "text/plain") -> RawDocument:
    return RawDocument(data, name, "a collection", TAKEN_IN, media_type)


def test_frames_have_the_declared_schemas() -> None:
    report = sederunt.read(ENGLISH)
    assert tuple(report.frames) == FACT_TABLES
    for name, frame in report.frames.items():
        assert frame.schema == tables()[name].polars_schema(), name


def test_frames_are_attributes_too() -> None:
    report = read(str(ENGLISH))
    assert report.attendance is report.frames["attendance"]
    with pytest.raises(AttributeError, match="no table 'speeches'; it has documents, masthead_fields, meetings"):
        report.speeches  # noqa: B018


def test_a_report_survives_pickling() -> None:
    """Worker processes send reports home."""
    report = read(ENGLISH)
    copy = pickle.loads(pickle.dumps(report))
    assert isinstance(copy, Report)
    assert copy.attendance.equals(report.attendance)


def test_the_document_says_where_it_came_from() -> None:
    data = ENGLISH.read_bytes()
    row = read_document(raw(data, "folder/a.txt")).documents.row(0, named=True)
    assert row["source_uri"] == "folder/a.txt"
    assert row["collection"] == "a collection"
    assert row["fetched_at"] == TAKEN_IN
    assert row["media_type"] == "text/plain"
    assert row["sha256"] == raw(data).sha256
    assert row["reading_id"] == row["sha256"][:16]
    assert row["reader_version"] == READER_VERSION
    assert row["is_current"]
    assert row["superseded_by"] is None


def test_a_document_without_a_symbol_is_named_by_its_bytes() -> None:
    report = read_document(
        raw(b"""
Report of the Committee on Trade on its fifth session

Vienna, 28-31 May 2018

1. The following States were represented at the session: Albania and Peru.
""")
    )
    row = report.documents.row(0, named=True)
    assert row["symbol"] is None
    assert row["document_id"] == row["work_id"] == f"sha256:{row['reading_id']}"
    assert set(report.attendance["document_id"]) == {row["document_id"]}


def test_reading_again_gives_the_same() -> None:
    for path in (ENGLISH, FRENCH):
        first, second = read_document(raw(path.read_bytes())), read_document(raw(path.read_bytes()))
        for name in FACT_TABLES:
            assert first.frames[name].equals(second.frames[name]), name


@pytest.mark.parametrize(
    ("document", "stage", "words"),
    [
        pytest.param(raw(b""), "decode", "the file is empty", id="empty"),
        pytest.param(raw(bytes(range(256)) * 40), "decode", "binary file", id="binary"),
        pytest.param(raw(b"\xffWPC" + bytes(40)), "decode", r"is not read \(WordPerfect\)", id="another type"),
        pytest.param(raw(b"12 / 2018"), "recognise", "no report of a meeting", id="almost no text"),
        pytest.param(
            raw(b"Take two eggs and beat them with the sugar until they are white. " * 9),
            "recognise",
            "no report of a meeting",
            id="a recipe",
        ),
    ],
)
def test_what_cannot_be_read_says_why(document: RawDocument, stage: str, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as refused:
        read_document(document)
    assert refused.value.stage == stage
    assert refused.value.kind == "permanent"


def test_a_language_without_lexicon_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sederunt.report.read_languages", lambda: ("en", "fr"))
    document = raw("Комитет провел свою пятую сессию в Вене и утвердил повестку дня. ".encode() * 9)
    with pytest.raises(UnreadableDocument, match=r"not read yet \(ru\)"):
        read_document(document)


def test_a_missing_file_may_come_back(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.txt", tmp_path):
        with pytest.raises(UnreadableDocument, match="cannot be opened") as refused:
            read(path)
        assert (refused.value.stage, refused.value.kind) == ("fetch", "transient")
        assert str(path) in refused.value.message


def test_an_unreadable_document_survives_pickling() -> None:
    error = UnreadableDocument("the file is torn: fetch it again", stage="fetch", kind="transient")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.message, copy.stage, copy.kind, str(copy)) == (error.message, "fetch", "transient", str(error))


def test_a_chunk_holds_up_nothing_for_one_that_fails() -> None:
    good = [raw(path.read_bytes(), path.name) for path in (ENGLISH, FRENCH)]
    chunk = read_chunk([good[0], raw(b"", "empty.txt"), good[1]])
    assert chunk.frames["documents"]["source_uri"].to_list() == [ENGLISH.name, FRENCH.name]
    failure = chunk.failures.row(0, named=True)
    assert chunk.failures.schema == tables()["failures"].polars_schema()
    assert chunk.failures.height == 1
    assert failure["source_uri"] == "empty.txt"
    assert failure["document_id"] == f"sha256:{raw(b'').reading_id}"
    assert (failure["stage"], failure["kind"]) == ("decode", "permanent")
    assert "empty" in failure["error"]


def test_rows_of_a_chunk_name_their_reading() -> None:
    documents = [raw(path.read_bytes(), path.name) for path in (ENGLISH, FRENCH)]
    chunk = read_chunk(documents)
    for name in FACT_TABLES:
        frame = chunk.frames[name]
        assert frame.schema["reading_id"] == pl.String
        assert frame.columns.count("reading_id") == 1
        assert set(frame["reading_id"]) <= {document.reading_id for document in documents}
        alone = [read_document(document).frames[name] for document in documents]
        assert frame.drop("reading_id").equals(pl.concat(alone).drop("reading_id", strict=False)), name
        assert name == "documents" or frame.columns[0] == "reading_id"


def test_a_chunk_of_nothing_has_all_tables() -> None:
    chunk = read_chunk([])
    assert tuple(chunk.frames) == FACT_TABLES
    assert all(frame.is_empty() for frame in chunk.frames.values())
    assert chunk.failures.is_empty()


def test_a_defect_of_the_reader_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("sederunt.documents.plain.read_characters", fails)
    chunk = read_chunk([raw(ENGLISH.read_bytes())])
    failure = chunk.failures.row(0, named=True)
    assert failure["stage"] == "read"
    assert "a defect" in failure["error"]
    assert "report" in failure["error"]
