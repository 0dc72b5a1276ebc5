"""The analytics models (``sql/``), the views (``views/``) and the macros (``macros/``), as their files declare them.

What belongs here: turning the header of a SQL file into the declaration of a table. What does not: running the queries
(``build.py``) or writing about them (``dictionary.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files
from typing import Any

from sederunt.sqlfiles import SqlFile, read_sql_folder
from sederunt.tables import DUCKDB_TYPES, Column, Table


@dataclass(frozen=True, slots=True)
class Model:
    """A query and the table that it fills, or the view that it is."""

    table: Table
    query: str

    @property
    def reads(self) -> frozenset[str]:
        """The models of ``analytics`` that the query reads, as it names them."""
        return frozenset(re.findall(r"\banalytics\.(\w+)", self.query))


@dataclass(frozen=True, slots=True)
class Macro:
    """A function in SQL that the published file brings along."""

    name: str
    description: str
    parameters: tuple[str, ...]
    expression: str


def _column(entry: list[str], origin: str) -> Column:
    """A column as in ``tables.toml``: name, type, description, then the flags ``key``, ``null`` and ``-> table``."""
    name, type_, description, *flags = entry
    if type_ not in DUCKDB_TYPES:
        raise ValueError(f"{origin}: column {name} has the unknown type {type_}")
    references = next((flag.removeprefix("-> ") for flag in flags if flag.startswith("-> ")), None)
    if unknown := [flag for flag in flags if flag not in ("key", "null") and not flag.startswith("-> ")]:
        raise ValueError(f"{origin}: column {name} has the unknown flag {unknown[0]}")
    return Column(name, type_, description, "key" in flags, "null" in flags, references)


def model_of(file: SqlFile, schema: str) -> Model:
    """The model that a SQL file declares. Raises ``ValueError`` where the header lacks a part or is not understood."""
    header: Mapping[str, Any] = file.header
    if missing := {"grain", "description", "columns"} - header.keys():
        raise ValueError(f"{file.name}.sql: the header lacks {', '.join(sorted(missing))}")
    columns = tuple(_column(entry, f"{file.name}.sql") for entry in header["columns"])
    limits = tuple(header.get("limits", ()))
    return Model(Table(file.name, schema, header["description"], header["grain"], columns, limits), file.query)


def in_order(found: Iterable[Model]) -> tuple[Model, ...]:
    """Models by name, each behind those that it reads. Raises ``ValueError`` where that is impossible."""
    by_name = {model.table.name: model for model in found}
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for name in sorted(by_name):
        if unknown := sorted(by_name[name].reads - by_name.keys()):
            raise ValueError(f"{name}.sql: it reads analytics.{unknown[0]}, which no model fills")
        sorter.add(name, *sorted(by_name[name].reads))
    try:
        return tuple(by_name[name] for name in sorter.static_order())
    except CycleError as error:
        raise ValueError(
            f"{error.args[1][0]}.sql: it reads itself by way of {', '.join(error.args[1][1:-1])}"
        ) from error


@cache
def models() -> tuple[Model, ...]:
    """The models of schema ``analytics``, each behind those that it reads."""
    return in_order(model_of(file, "analytics") for file in read_sql_folder(files("warehouse") / "sql"))


@cache
def views() -> tuple[Model, ...]:
    """The views of schema ``main``, by name."""
    return tuple(model_of(file, "main") for file in read_sql_folder(files("warehouse") / "views"))


@cache
def macros() -> tuple[Macro, ...]:
    """The macros of schema ``main``, by name."""
    return tuple(
        Macro(file.name, file.header["description"], tuple(file.header["parameters"]), file.query)
        for file in read_sql_folder(files("warehouse") / "macros")
    )
