"""Comparing releases: what differs is found, whatever the rows are; the version follows from it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sederunt.tables import tables
from warehouse.errors import ReleaseFailed
from warehouse.releases import Release
from warehouse.releases.changes import (
    Declarations,
    DeclaredTable,
    changes_table,
    compare_declarations,
    find_changes,
    words_for,
)
from warehouse.releases.package import declared_tables, read_package
from warehouse.releases.version import given as given_version
from warehouse.releases.version import next_version, parse

GROUPS = tables()["groups"]
Rows = dict[str, tuple[str, str | None]]


def write(folder: Path, rows: Rows) -> None:
    (folder / "parquet").mkdir(parents=True, exist_ok=True)
    found = [{"group_id": key, "name": name, "kind": kind} for key, (name, kind) in rows.items()]
    GROUPS.frame(found).write_parquet(folder / "parquet" / "reference.groups.parquet")
    tables()["documents"].frame([]).write_parquet(folder / "parquet" / "documents.parquet")


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)
releases = st.dictionaries(words.filter(bool), st.tuples(words, st.none() | words), max_size=8)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(old=releases, new=releases)
def test_what_differs_is_found_and_nothing_else(tmp_path: Path, old: Rows, new: Rows) -> None:
    for name, rows in (("old", old), ("new", new)):
        write(tmp_path / name, rows)
    known = {
        "documents": DeclaredTable({}, ()),
        "reference.groups": DeclaredTable(dict.fromkeys(GROUPS.column_names, "string"), GROUPS.key),
    }
    with duckdb.connect() as connection:
        find_changes(connection, tmp_path / "old", tmp_path / "new", known)
        columns = ", ".join(changes_table().column_names)
        found = connection.sql(f"SELECT {columns} FROM changes").pl()
    told = {json.loads(row["row_key"])["group_id"]: row for row in found.to_dicts()}
    expected = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    assert told.keys() == expected
    assert found.height == len(expected)
    for key, row in told.items():
        kind = "added" if key not in old else "gone" if key not in new else "changed"
        assert (row["change"], row["reason"]) == (kind, "curated")
        if kind == "changed":
            differing = [
                n for n, (a, b) in zip(("name", "kind"), zip(old[key], new[key], strict=True), strict=True) if a != b
            ]
            assert row["changed_columns"] == differing
            assert json.loads(row["after"]) == {
                n: dict(zip(("name", "kind"), new[key], strict=True))[n] for n in differing
            }


#: Statements that change the first release, and what has to be found in a table for that reason; `$one` is the document
#: that states most of the rows of `attendance`, `$arrived` lets a further document of its work in.
REASONS = [
    ("UPDATE attendance SET document_id = 'NEW:en'; $arrived", "attendance", "changed", "new_document"),
    ("DELETE FROM attendance WHERE document_id = $one; DELETE FROM documents WHERE document_id = $one",
     "attendance", "gone", "document_gone"),
    ("DELETE FROM attendance; UPDATE documents SET is_current = false", "attendance", "gone", "superseded"),
    ("UPDATE documents SET is_current = false WHERE document_id = $one", "documents", "changed", "superseded"),
    ("UPDATE attendance SET capacity = 'expert'; UPDATE documents SET reading_id = 'other'",
     "attendance", "changed", "new_bytes"),
    ("UPDATE attendance SET capacity = 'expert'; UPDATE documents SET reader_version = '9'",
     "attendance", "changed", "new_reader"),
    ("DELETE FROM attendance WHERE document_id = $one; $arrived", "attendance", "gone", "other_expression"),
    ("UPDATE attendance SET attendance_id = attendance_id || 'x', span_start = span_start + 3, span_end = span_end + 3",
     "attendance", "moved", "new_rules"),
    ("UPDATE attendance SET span_end = span_end + 3", "attendance", "moved", "new_rules"),
    ("UPDATE agenda_items SET span_end = span_end + 3", "agenda_items", "changed", "new_rules"),
    ("UPDATE participants SET name = 'Frankland' WHERE participant_id = 'FRA'", "participants", "changed", "curated"),
    ("DELETE FROM reference.group_members", "reference.group_members", "gone", "curated"),
    ("DELETE FROM quality.failures", "quality.failures", "gone", "sources"),
    ("UPDATE quality.validations SET success = true", "quality.validations", "changed", "checked"),
    ("UPDATE analytics.participation SET n_meetings = 9", "analytics.participation", "changed", "computed"),
]  # fmt: skip
ARRIVED = (
    "INSERT INTO documents SELECT * REPLACE ('NEW:en' AS document_id, 'new' AS reading_id) FROM documents "
    "WHERE document_id = $one"
)


def changes_after(first: Release, folder: Path, statements: str, table: str) -> pl.DataFrame:
    """The changes in a table where statements were run in the tables of the first release."""
    (folder / "parquet").mkdir()
    names = {"documents", "attendance", table}
    with duckdb.connect() as connection:
        for name in names:
            if "." in name:
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {name.partition('.')[0]}")
            connection.execute(f"CREATE TABLE {name} AS FROM '{first.folder}/parquet/{name}.parquet'")
        find_one = "SELECT document_id FROM attendance GROUP BY ALL ORDER BY count(*) DESC LIMIT 1"
        ((one,),) = connection.sql(find_one).fetchall()
        connection.execute(statements.replace("$arrived", ARRIVED).replace("$one", f"'{one}'"))
        for name in names:
            connection.execute(f"COPY {name} TO '{folder}/parquet/{name}.parquet'")
        known = declared_tables(read_package(first.folder))
        find_changes(connection, first.folder, folder, {name: known[name] for name in names})
        return connection.sql(f"SELECT * FROM changes WHERE table_name = '{table}'").pl()


@pytest.mark.parametrize(("statements", "table", "change", "reason"), REASONS)
def test_a_change_has_its_reason(
    first: Release, tmp_path: Path, statements: str, table: str, change: str, reason: str
) -> None:
    found = changes_after(first, tmp_path, statements, table)
    assert found.height
    assert set(found.select("change", "reason").iter_rows()) == {(change, reason)}
    assert found["row_key"].is_unique().all()


def test_every_reason_is_tried() -> None:
    assert {reason for *_, reason in REASONS} == words_for("reasons").keys()


def test_a_long_text_is_told_by_its_hash(first: Release, tmp_path: Path) -> None:
    found = changes_after(first, tmp_path, "UPDATE documents SET text = repeat('word ', 1000)", "documents")
    after = json.loads(found["after"][0])["text"]
    assert len(after) < 300
    assert hashlib.sha256(("word " * 1000).encode()).hexdigest() in after


def test_without_a_previous_release_nothing_has_changed(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        find_changes(connection, None, tmp_path, {})
        assert connection.sql("FROM changes").fetchall() == []


def test_tables_and_columns_are_compared() -> None:
    old = {
        "a": DeclaredTable({"id": "string", "n": "integer", "x": "string"}, ("id",)),
        "b": DeclaredTable({"id": "string"}, ("id",)),
        "c": DeclaredTable({"id": "string"}, ("id",)),
    }
    new = {
        "a": DeclaredTable({"id": "string", "n": "number", "y": "string"}, ("id",)),
        "c": DeclaredTable({"id": "string", "z": "string"}, ("id", "z")),
        "d": DeclaredTable({"id": "string"}, ("id",)),
    }
    assert compare_declarations(old, new) == Declarations(
        new_tables=("d",),
        lost_tables=("b",),
        new_columns=("a.y", "c.z"),
        lost_columns=("a.x",),
        redeclared=("c", "a.n"),
    )
    assert compare_declarations(new, new) == Declarations()


@pytest.mark.parametrize(
    ("declarations", "changes", "version"),
    [
        (Declarations(), set(), (1, 2, 4)),
        (Declarations(), {"changed", "gone", "moved"}, (1, 2, 4)),
        (Declarations(), {"added", "gone"}, (1, 3, 0)),
        (Declarations(new_tables=("d",)), set(), (1, 3, 0)),
        (Declarations(new_columns=("a.y",)), {"changed"}, (1, 3, 0)),
        (Declarations(lost_columns=("a.x",)), {"added"}, (2, 0, 0)),
        (Declarations(lost_tables=("b",)), set(), (2, 0, 0)),
        (Declarations(redeclared=("a.n",)), set(), (2, 0, 0)),
    ],
)
def test_the_version_says_what_to_expect(
    declarations: Declarations, changes: set[str], version: tuple[int, int, int]
) -> None:
    assert next_version((1, 2, 3), declarations, changes) == version


def test_versions_are_three_numbers() -> None:
    assert parse("1.10.0") == (1, 10, 0) and parse("1.10.0") > parse("1.9.9")  # type: ignore[operator]
    assert next_version(None, Declarations(), set()) == (1, 0, 0)
    for words in ("1.0", "v1.0.0", "01.0.0", "1.0.0-rc1", ".draft", ""):
        assert parse(words) is None
        with pytest.raises(ReleaseFailed):
            given_version(words, None)


def test_the_table_of_changes_is_declared_as_it_is_filled() -> None:
    assert changes_table().polars_schema() == pl.Schema(
        {name: pl.List(pl.String) if name == "changed_columns" else pl.String for name in changes_table().column_names}
    )
