"""What a release holds: the declared tables, without what tells of the run, and the settings of releases.

What belongs here: which tables and columns go out, under which key. What does not: their rows (``database.py``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from sederunt.tables import FACT_TABLES, Column, Table, tables
from warehouse.build import READING_ID
from warehouse.models import models


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of a table whose values are a row of another, or of the same, table."""

    columns: tuple[str, ...]
    table: str
    referenced: tuple[str, ...]


@cache
def settings() -> Mapping[str, Any]:
    """The content of ``release.toml``."""
    return tomllib.loads((files("warehouse.releases") / "release.toml").read_text("utf-8"))


@cache
def loaded_tables() -> tuple[Table, ...]:
    """The tables that are taken over from the published file: those of all schemas but the analytics."""
    own = [_without_run(table) for table in tables().values()]
    return (*own, *(_of_readings(table) for table in own if table.name in FACT_TABLES))


@cache
def released_tables() -> tuple[Table, ...]:
    """All tables of a release: the loaded ones, and the models, which are computed from them anew."""
    return (*loaded_tables(), *(model.table for model in models()))


def _without_run(table: Table) -> Table:
    return replace(table, columns=tuple(column for column in table.columns if not column.is_of_run))


def _of_readings(table: Table) -> Table:
    """The same table in schema ``readings``, where a document may stand several times: a row is that of one reading."""
    if table.name == "documents":
        columns = tuple(replace(column, is_key=column.name == READING_ID.name) for column in table.columns)
    else:
        columns = (replace(READING_ID, is_key=True), *table.columns)
    words = f"{table.description}: as each reading of each document states it, current or not"
    grain = table.grain if table.name == "documents" else f"{table.grain}, in each reading"
    return replace(table, schema="readings", columns=columns, description=words, grain=grain)


@cache
def _declared() -> Mapping[str, Table]:
    """Every table by the name under which a column may reference it."""
    return {**tables(), **{model.table.name: model.table for model in models()}}


def foreign_keys(table: Table) -> tuple[ForeignKey, ...]:
    """What the rows of a released table name; in schema ``readings`` a meeting is that of the same reading."""
    found: list[ForeignKey] = []
    if table.schema == "readings" and table.name != "documents":
        found.append(ForeignKey(("reading_id",), "readings.documents", ("reading_id",)))
    for column in table.columns:
        if column.references is None:
            continue
        target = _declared()[column.references]
        if table.schema == "readings" and target.name in FACT_TABLES:
            if target.name != "documents":
                key = ("reading_id", *target.key)
                found.append(ForeignKey(("reading_id", column.name), f"readings.{target.name}", key))
        elif len(target.key) == 1:
            found.append(ForeignKey((column.name,), target.qualified_name, target.key))
    return tuple(found)


def order_of(table: Table) -> str:
    """The order of a table's rows in a release, as SQL: by key; by all columns, should the key not be unique."""
    rest = [name for name in table.column_names if name not in table.key]
    return ", ".join(f'"{name}" NULLS FIRST' for name in (*table.key, *rest))


def column_of(entry: list[str], values: Mapping[str, tuple[str, ...]]) -> Column:
    """A column as ``changes.toml`` declares it: as in ``tables.toml``."""
    name, type_, description, *flags = entry
    allowed = next((values[flag.removeprefix("in ")] for flag in flags if flag.startswith("in ")), ())
    return Column(name, type_, description, "key" in flags, "null" in flags, None, allowed)
