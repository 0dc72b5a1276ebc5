"""The candidate: what stands in which schema, described, and each work once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from sederunt.tables import FACT_TABLES, tables
from tests.warehouse import shards
from warehouse.build import build
from warehouse.errors import BuildFailed
from warehouse.models import macros, models, views

Built = Callable[..., Path]


def query(candidate: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(candidate, read_only=True) as connection:
        return connection.sql(sql).fetchall()


def document(symbol: str, language: str = "en", **more: Any) -> dict[str, Any]:
    return {"document_id": f"{symbol}:{language}", "symbol": symbol, "work_id": symbol, "language": language, **more}


def meeting(document_id: str, **more: Any) -> dict[str, Any]:
    return {"document_id": document_id, "meeting_id": "fords:1", "body_id": "fords", "body_name": "Fords", **more}


def test_every_declared_table_stands_with_its_columns(clean: Path) -> None:
    for table in tables().values():
        described = query(clean, f"DESCRIBE {table.qualified_name}")
        assert [row[0] for row in described] == list(table.column_names)
    for name in FACT_TABLES:
        described = query(clean, f"DESCRIBE readings.{name}")
        own = tables()[name].column_names
        assert [row[0] for row in described] == list(own if name == "documents" else ("reading_id", *own))


def test_every_table_view_column_and_macro_is_described(clean: Path) -> None:
    kinds = (
        "duckdb_tables() WHERE",
        "duckdb_views() WHERE NOT internal AND",
        "duckdb_columns() WHERE NOT internal AND",
    )
    for kind in kinds:
        assert query(clean, f"SELECT * FROM {kind} coalesce(comment, '') = ''") == []
    n_columns = sum(len(model.table.columns) for model in (*models(), *views()))
    n_described = "SELECT count(*) FROM duckdb_columns() WHERE table_name IN ({})"
    names = ", ".join(f"'{model.table.name}'" for model in (*models(), *views()))
    assert query(clean, n_described.format(names)) == [(n_columns,)]
    described = query(clean, "SELECT function_name FROM duckdb_functions() WHERE NOT internal AND comment IS NOT NULL")
    assert described == [(macro.name,) for macro in macros()]


def test_main_holds_each_work_once_and_readings_everything(clean: Path) -> None:
    documents = query(clean, "SELECT document_id, is_current, superseded_by FROM documents ORDER BY document_id")
    assert documents == [
        ("T/1/Rev.1:en", True, None),
        ("T/1/Rev.1:fr", True, None),
        ("T/1:en", False, "T/1/Rev.1:en"),
        ("T/2:en", True, None),
    ]
    of_facts = "SELECT DISTINCT document_id FROM {} ORDER BY document_id"
    assert query(clean, of_facts.format("attendance")) == [("T/1/Rev.1:en",), ("T/2:en",)]
    assert len(query(clean, of_facts.format("readings.attendance"))) == 4
    assert query(clean, "SELECT count(*) FROM readings.documents WHERE is_current") == [(4,)]


def test_anomalies_are_those_of_every_document(clean: Path) -> None:
    found = query(clean, "SELECT document_id FROM quality.anomalies ORDER BY document_id")
    assert found == [("T/1/Rev.1:en",), ("T/1:en",)]


def test_the_curated_tables_and_the_failures_stand(clean: Path) -> None:
    assert query(clean, "SELECT count(*) FROM participants") == [(6,)]
    assert query(clean, "SELECT name FROM reference.bodies ORDER BY name") == [
        ("Commission on Crossings",),
        ("Working Party on Fords",),
    ]
    assert query(clean, "SELECT stage FROM quality.failures") == [("decode",)]
    assert query(clean, "SELECT count(*) FROM quality.validations") == [(0,)]


def test_the_reading_fetched_last_stands_in_main(built: Built) -> None:
    old = {"documents": [document("A/1", fetched_at=datetime(2026, 1, 1), text="France")]}
    new = {"documents": [document("A/1", fetched_at=datetime(2026, 2, 1), text="Chile")]}
    candidate = built(new, old)
    assert query(candidate, "SELECT text FROM documents") == [("Chile",)]
    assert query(candidate, "SELECT text FROM readings.documents ORDER BY text") == [("Chile",), ("France",)]


def test_bytes_that_two_collections_bring_are_read_once(built: Built) -> None:
    attendance = {"meeting_id": "fords:1", "participant_id": "FRA", "name_as_written": "France", "capacity": "member"}
    rows = {
        "documents": [document("A/1", text="France", collection="one")],
        "meetings": [meeting("A/1:en")],
        "attendance": [attendance | {"document_id": "A/1:en"}],
        "participants": [{"participant_id": "FRA", "kind": "state"}],
    }
    again = rows | {"documents": [document("A/1", text="France", collection="two")]}
    candidate = built(rows, again)
    assert query(candidate, "SELECT count(*) FROM readings.documents") == [(1,)]
    assert query(candidate, "SELECT count(*) FROM readings.attendance") == [(1,)]
    assert query(candidate, "SELECT collection FROM documents") == [("one",)]


def test_the_fullest_row_of_a_meeting_stands(built: Built) -> None:
    rows = {
        "documents": [document("A/1"), document("A/2"), document("A/3")],
        "meetings": [
            meeting("A/1:en", ordinal=1),
            meeting("A/2:en", ordinal=1, place="Geneva"),
            meeting("A/3:en", paragraph="3", page=3),
        ],
    }
    assert query(built(rows), "SELECT document_id, place FROM meetings") == [("A/2:en", "Geneva")]


def test_of_rows_as_full_the_one_published_last_stands(built: Built) -> None:
    rows = {
        "documents": [document("A/1"), document("A/2", published_on=datetime(2026, 1, 1).date()), document("A/0")],
        "meetings": [meeting("A/1:en"), meeting("A/2:en"), meeting("A/0:en")],
    }
    assert query(built(rows), "SELECT document_id FROM meetings") == [("A/2:en",)]
    undated = rows | {"documents": [document("A/1"), document("A/2"), document("A/0")]}
    assert query(built(undated), "SELECT document_id FROM meetings") == [("A/0:en",)]


def test_an_agenda_is_taken_whole_from_the_document_that_gives_most_of_it(built: Built) -> None:
    def item(document_id: str, number: str) -> dict[str, Any]:
        return {"document_id": document_id, "meeting_id": "fords:1", "item": number, "title": document_id}

    rows = {
        "documents": [document("A/1"), document("A/2")],
        "meetings": [meeting("A/1:en", place="Geneva"), meeting("A/2:en")],
        "agenda_items": [item("A/1:en", "1"), item("A/1:en", "9"), item("A/2:en", "1")],
    }
    numbers = "SELECT item, title FROM agenda_items ORDER BY item"
    assert query(built(rows), numbers) == [("1", "A/1:en"), ("9", "A/1:en")]
    more = rows | {"agenda_items": [item("A/1:en", "1"), item("A/2:en", "1"), item("A/2:en", "2")]}
    assert query(built(more), numbers) == [("1", "A/2:en"), ("2", "A/2:en")]
    as_many = rows | {"agenda_items": [item("A/2:en", "1"), item("A/1:en", "1")]}
    assert query(built(as_many), numbers) == [("1", "A/1:en")]  # the meeting's own row is from A/1


def test_other_facts_of_two_works_on_one_meeting_are_kept(built: Built) -> None:
    rows = {
        "documents": [document("A/1", text="France"), document("A/2", text="France")],
        "meetings": [meeting("A/1:en"), meeting("A/2:en")],
        "statements": [
            {"document_id": name, "meeting_id": "fords:1", "kind": "statement", "name_as_written": "France"}
            for name in ("A/1:en", "A/2:en")
        ],
    }
    assert query(built(rows), "SELECT count(*) FROM statements") == [(2,)]


def test_columns_are_matched_by_name(tmp_path: Path, clean_rows: dict[str, Any]) -> None:
    shard = shards.write_shard(tmp_path / "shard", clean_rows)
    file = shard / "officers.parquet"
    officers = pl.read_parquet(file)
    officers.select(pl.lit(1).alias("of_a_later_reader"), *reversed(officers.columns)).write_parquet(file)
    candidate = tmp_path / "candidate.duckdb"
    build([shard], shards.failures_of(clean_rows), shards.reference_of(clean_rows), candidate)
    assert query(candidate, "SELECT role, person, participant_id FROM officers") == [("Chair", "Ana Rojas", "CHL")]


def test_a_folder_may_have_any_name(tmp_path: Path, clean_rows: dict[str, Any]) -> None:
    folder = tmp_path / "reports [old] 100%" / "year=2020 *"
    shard = shards.write_shard(folder / "which?", clean_rows)
    candidate = folder / "candidate.duckdb"
    build([shard], shards.failures_of(clean_rows), shards.reference_of(clean_rows), candidate)
    assert query(candidate, "SELECT count(*) FROM officers") == [(1,)]


def test_nothing_read_gives_an_empty_warehouse(built: Built) -> None:
    candidate = built()
    assert query(candidate, "SELECT count(*) FROM documents") == [(0,)]
    assert query(candidate, "SELECT count(*) FROM analytics.participation") == [(0,)]


def test_an_earlier_candidate_is_replaced(built: Built, clean_rows: dict[str, Any]) -> None:
    built()
    assert query(built(clean_rows), "SELECT count(*) FROM documents") == [(4,)]


def test_a_shard_that_lacks_a_file_is_told(tmp_path: Path, clean_rows: dict[str, Any]) -> None:
    shard = shards.write_shard(tmp_path / "shard", clean_rows)
    (shard / "officers.parquet").unlink()
    with pytest.raises(BuildFailed, match=r"shard .*/shard lacks officers\.parquet: remove the folder and run again"):
        build([shard], shards.failures_of({}), shards.reference_of({}), tmp_path / "candidate.duckdb")


@pytest.mark.parametrize("damage", [b"", b"PAR1 and no more"])
def test_a_damaged_shard_leaves_no_candidate(tmp_path: Path, clean_rows: dict[str, Any], damage: bytes) -> None:
    shard = shards.write_shard(tmp_path / "shard", clean_rows)
    (shard / "officers.parquet").write_bytes(damage)
    candidate = tmp_path / "candidate.duckdb"
    with pytest.raises(
        BuildFailed, match=r"^the warehouse .*candidate\.duckdb cannot be built: .*officers\.parquet"
    ) as told:
        build([shard], shards.failures_of({}), shards.reference_of({}), candidate)
    assert "\n" not in str(told.value)
    assert list(tmp_path.glob("candidate*")) == []


def test_a_reference_table_that_was_not_given_is_told(tmp_path: Path) -> None:
    reference: Mapping[str, pl.DataFrame] = {"participants": tables()["participants"].frame([])}
    with pytest.raises(BuildFailed, match="no frame was given for bodies, body_names, eligibility"):
        build([], shards.failures_of({}), reference, tmp_path / "candidate.duckdb")


def test_a_frame_without_a_column_is_told(tmp_path: Path) -> None:
    failures = tables()["failures"].frame([]).drop("stage")
    with pytest.raises(BuildFailed, match="the frame of failures lacks stage"):
        build([], failures, shards.reference_of({}), tmp_path / "candidate.duckdb")


def test_an_attached_file_answers_too(clean: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{clean}' AS published (READ_ONLY)")
        quotes = connection.sql("SELECT quote FROM published.statements_with_quotes WHERE participant_id = 'CHL'")
        assert quotes.fetchall()[0][0].startswith("Under item 1 (a), statements were made")
