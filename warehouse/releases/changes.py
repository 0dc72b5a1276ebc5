"""What changed since the previous release: by primary key, with the reason as far as the two releases tell.

What belongs here: comparing tables and the declarations of tables. What does not: the version that follows from it
(``version.py``), the page about it (``pages.py``).

The tables of schema ``readings`` are not compared: a reading is fixed by the bytes and the version of the reader, so
that they gain and lose whole readings, which ``documents`` shows. A table that one of both lacks, or whose key is
another, is told as such and not row by row.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from sederunt.tables import DUCKDB_TYPES, Table, sql_text
from warehouse.releases.content import column_of, released_tables, settings

#: Columns that name a place in the text; with the key, they are what differs where a fact has only moved.
_PLACE = ("span_start", "span_end")


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A table as a release describes it: types are those of the data package, by column."""

    types: Mapping[str, str]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declarations:
    """What changed in what the tables are: names of tables, and ``table.column`` for columns.

    ``redeclared`` are columns with another type and tables with another key.
    """

    new_tables: tuple[str, ...] = ()
    lost_tables: tuple[str, ...] = ()
    new_columns: tuple[str, ...] = ()
    lost_columns: tuple[str, ...] = ()
    redeclared: tuple[str, ...] = ()


@cache
def _declaration() -> Mapping[str, Any]:
    return tomllib.loads((files("warehouse.releases") / "changes.toml").read_text("utf-8"))


@cache
def changes_table() -> Table:
    """The declaration of the table of changes."""
    source = _declaration()
    values = {name: tuple(source[name]) for name in ("changes", "reasons")}
    columns = tuple(column_of(entry, values) for entry in source["table"]["columns"])
    return Table("changes", "main", source["table"]["description"], source["table"]["grain"], columns)


def words_for(name: str) -> Mapping[str, str]:
    """The words for each of the ``changes`` or ``reasons``."""
    found: Mapping[str, str] = _declaration()[name]
    return found


def compared_tables() -> tuple[Table, ...]:
    """The tables of which changes are told row by row."""
    return tuple(table for table in released_tables() if table.schema != "readings")


def compare_declarations(old: Mapping[str, DeclaredTable], new: Mapping[str, DeclaredTable]) -> Declarations:
    """What became of tables and columns."""
    both = [name for name in new if name in old]
    redeclared = [name for name in both if old[name].key != new[name].key]
    for name in both:
        common = [column for column in new[name].types if column in old[name].types]
        redeclared += [f"{name}.{column}" for column in common if old[name].types[column] != new[name].types[column]]
    return Declarations(
        tuple(name for name in new if name not in old),
        tuple(name for name in old if name not in new),
        tuple(f"{name}.{one}" for name in both for one in new[name].types if one not in old[name].types),
        tuple(f"{name}.{one}" for name in both for one in old[name].types if one not in new[name].types),
        tuple(redeclared),
    )


def find_changes(
    connection: duckdb.DuckDBPyConnection, previous: Path | None, current: Path, old: Mapping[str, DeclaredTable]
) -> None:
    """Fill the temporary table ``changes`` from the Parquet files of two release folders; ``old`` describes the first.

    Without a previous release it stays empty.
    """
    table = changes_table()
    body = ", ".join(f"{column.name} {DUCKDB_TYPES[column.type]}" for column in table.columns)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE changes ({body})")
    if previous is None or "documents" not in old:
        return
    connection.execute(_DOCUMENT_STATES.format(old=_rows(previous, "documents"), new=_rows(current, "documents")))
    for one in compared_tables():
        known = old.get(one.qualified_name)
        if known is None or known.key != one.key:
            continue
        columns = [column.name for column in one.columns if column.name in known.types]
        query = _query(one, columns, _rows(previous, one.qualified_name), _rows(current, one.qualified_name))
        connection.execute(f"INSERT INTO changes BY NAME {query}")


def _rows(folder: Path, name: str) -> str:
    return f"read_parquet({sql_text(str(folder / 'parquet' / f'{name}.parquet'))})"


#: What became of each document, and whether anything happened to the others of its work.
_DOCUMENT_STATES = """
CREATE OR REPLACE TEMP TABLE document_states AS
SELECT *, bool_or(NOT in_old OR NOT in_new OR has_other_bytes OR has_other_reader OR is_newly_superseded)
  OVER (PARTITION BY work_id) AS has_changed_work
FROM (
  SELECT
    coalesce(n.document_id, o.document_id) AS document_id,
    coalesce(n.work_id, o.work_id) AS work_id,
    o.document_id IS NOT NULL AS in_old,
    n.document_id IS NOT NULL AS in_new,
    coalesce(o.reading_id <> n.reading_id, false) AS has_other_bytes,
    coalesce(o.reader_version <> n.reader_version, false) AS has_other_reader,
    coalesce(o.is_current AND NOT n.is_current, false) AS is_newly_superseded
  FROM {old} AS o FULL JOIN {new} AS n ON o.document_id = n.document_id
)
"""

#: Rows that differ; then those pairs of one gone and one added that say the same of another place; then the reasons.
_QUERY = """
WITH o AS (SELECT *, true AS is_there FROM {old}),
n AS (SELECT *, true AS is_there FROM {new}),
differing AS (
  SELECT
    CASE WHEN o.is_there IS NULL THEN 'added' WHEN n.is_there IS NULL THEN 'gone' ELSE 'changed' END AS change,
    CASE WHEN n.is_there THEN {new_key} ELSE {old_key} END AS row_key,
    list_filter([{differing}], lambda name: name IS NOT NULL) AS differing_columns,
    {old_document} AS old_document,
    {new_document} AS new_document,
    CASE WHEN o.is_there THEN {before} END AS before,
    CASE WHEN n.is_there THEN {after} END AS after,
    CASE WHEN n.is_there THEN {new_place} ELSE {old_place} END AS place,
    CASE WHEN n.is_there THEN {new_content} ELSE {old_content} END AS content
  FROM o FULL JOIN n ON {on_key}
  WHERE o.is_there IS NULL OR n.is_there IS NULL OR {is_different}
),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY change, content ORDER BY {place_order}) AS nth FROM differing
),
pairs AS (
  SELECT a.row_key AS new_key, g.row_key AS old_key, a.place AS new_place, g.place AS old_place,
    a.new_document AS document_id, g.old_document AS old_document
  FROM numbered AS a JOIN numbered AS g
    ON {can_move} AND a.change = 'added' AND g.change = 'gone' AND a.content = g.content AND a.nth = g.nth
),
told AS (
  SELECT 'moved' AS change, new_key AS row_key, {moved_columns} AS changed_columns, old_document,
    document_id AS new_document, old_place AS before, new_place AS after
  FROM pairs
  UNION ALL
  SELECT
    CASE WHEN change = 'changed' AND {can_move} AND list_has_all({place_columns}, differing_columns)
      THEN 'moved' ELSE change END,
    row_key, CASE WHEN change = 'changed' THEN differing_columns ELSE [] END, old_document, new_document, before, after
  FROM differing
  WHERE NOT (change = 'added' AND row_key IN (SELECT new_key FROM pairs))
    AND NOT (change = 'gone' AND row_key IN (SELECT old_key FROM pairs))
)
SELECT {name} AS table_name, row_key, change, {reason} AS reason,
  coalesce(new_document, old_document) AS document_id, changed_columns, before, after
FROM told
LEFT JOIN document_states AS was ON was.document_id = told.old_document
LEFT JOIN document_states AS now ON now.document_id = told.new_document
"""

#: The first that fits; ``was`` is the document that stated the row before, ``now`` the one that does.
_REASON = """
CASE
  WHEN told.new_document IS NOT NULL AND NOT now.in_old THEN 'new_document'
  WHEN told.old_document IS DISTINCT FROM told.new_document AND NOT was.in_new THEN 'document_gone'
  WHEN told.old_document IS DISTINCT FROM told.new_document AND was.is_newly_superseded THEN 'superseded'
  WHEN told.new_document IS NOT NULL AND now.is_newly_superseded AND {is_documents} THEN 'superseded'
  WHEN coalesce(now.has_other_bytes, was.has_other_bytes) THEN 'new_bytes'
  WHEN coalesce(now.has_other_reader, was.has_other_reader) THEN 'new_reader'
  WHEN coalesce(now.has_changed_work, was.has_changed_work) THEN 'other_expression'
  ELSE 'new_rules'
END
"""


def _query(table: Table, columns: Sequence[str], old: str, new: str) -> str:
    """The changes of one table, of the columns that both releases have."""
    place = [name for name in _PLACE if name in columns]
    content = [name for name in columns if name not in (*table.key, *place)]
    can_move = len(place) == len(_PLACE) and len(table.key) == 1
    moved = [*table.key, *place]
    has_document = "document_id" in columns
    long = {column.name for column in table.columns if column.type == "text" and column.name not in table.key}
    return _QUERY.format(
        old=old,
        new=new,
        name=sql_text(table.qualified_name),
        new_key=_object("n", table.key, ()),
        old_key=_object("o", table.key, ()),
        differing=", ".join(f"CASE WHEN {_differs(name)} THEN {sql_text(name)} END" for name in columns),
        old_document="o.document_id" if has_document else "NULL::VARCHAR",
        new_document="n.document_id" if has_document else "NULL::VARCHAR",
        before=_members("o", "n", columns, long),
        after=_members("n", "o", columns, long),
        new_place=_object("n", moved, ()),
        old_place=_object("o", moved, ()),
        new_content=_object("n", content, ()),
        old_content=_object("o", content, ()),
        on_key=" AND ".join(f'o."{name}" IS NOT DISTINCT FROM n."{name}"' for name in table.key),
        is_different=" OR ".join(map(_differs, columns)),
        place_order="(place->>'span_start')::INTEGER, row_key" if can_move else "row_key",
        can_move=str(can_move).lower(),
        moved_columns=_list(moved),
        place_columns=_list(place) if place else "[]::VARCHAR[]",
        reason=_reason(table, has_document),
    )


def _reason(table: Table, has_document: bool) -> str:
    source = _declaration()
    fixed = source["reason_of_table"].get(table.qualified_name) or source["reason_of_schema"].get(table.schema)
    if fixed is None and not has_document:
        fixed = "new_rules"
    return sql_text(fixed) if fixed else _REASON.format(is_documents=str(table.name == "documents").lower())


def _differs(name: str) -> str:
    return f'o."{name}" IS DISTINCT FROM n."{name}"'


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(map(sql_text, names))}]"


def _object(side: str, names: Sequence[str], long: Sequence[str]) -> str:
    """A row, or part of it, as a JSON object in SQL."""
    return _joined([_member(side, name, name in long) for name in names])


def _member(side: str, name: str, is_long: bool) -> str:
    """One column as a member of a JSON object."""
    label = sql_text(f'"{name}": ')
    return f"{label} || {_value(side, name, is_long)}"


def _members(side: str, other: str, names: Sequence[str], long: set[str]) -> str:
    """The same of the columns that differ; of a row that stands on one side only, of all that are not empty."""
    return _joined(
        [
            f'CASE WHEN CASE WHEN {other}.is_there THEN {_differs(name)} ELSE {side}."{name}" IS NOT NULL END '
            f"THEN {_member(side, name, name in long)} END"
            for name in names
        ]
    )


def _joined(members: Sequence[str]) -> str:
    kept = f"list_filter([{', '.join(members)}], lambda member: member IS NOT NULL)"
    return f"'{{' || array_to_string({kept}, ', ') || '}}'" if members else "'{}'"


def _value(side: str, name: str, is_long: bool) -> str:
    value = f'{side}."{name}"'
    if is_long:
        most, shown = settings()["changes"]["longest_value"], settings()["changes"]["shown_of_longer"]
        about = f"' … (' || length({value}) || ' characters, sha256 ' || sha256({value}) || ')'"
        value = f"CASE WHEN length({value}) > {most} THEN left({value}, {shown}) || {about} ELSE {value} END"
    return f"coalesce(to_json({value})::VARCHAR, 'null')"
