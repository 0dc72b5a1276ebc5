"""The checks of every table, known without Great Expectations: what Dagster declares and the dictionary prints.

What belongs here: what a check is, and the list of them. What does not: how the general ones are derived
(``derived.py``), and running them (``validation.py``).
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sederunt.sqlfiles import SqlFile, read_sql_folder
from sederunt.tables import Table, allowed_values, tables


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation.

    ``query`` selects what should not exist; ``{batch}`` in it stands for the table.
    """

    table: str
    name: str
    severity: str
    description: str
    query: str

    def sql(self) -> str:
        """The query, to be run on the warehouse as it is."""
        return self.query.format(batch=tables()[self.table].qualified_name)


@cache
def rules() -> Mapping[str, Any]:
    """The content of ``rules.toml``."""
    return tomllib.loads((files("expectations") / "rules.toml").read_text("utf-8"))


def table_names() -> tuple[str, ...]:
    """The tables that have a suite: every declared one, in the order of the declaration."""
    return tuple(tables())


@cache
def checks(table: str) -> tuple[Check, ...]:
    """The checks of one table: the derived ones, then those of ``sql/``. Raises ``KeyError`` for an unknown table."""
    from expectations.derived import derived_checks

    declared = tables()[table]
    own_files = [file for file in _sql_files() if file.header["table"] == table]
    found = (*derived_checks(declared), *(_domain_check(file, declared) for file in own_files))
    names = [check.name for check in found]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"expectations: table {table} has two checks named {', '.join(sorted(repeated))}")
    return found


@cache
def _sql_files() -> tuple[SqlFile, ...]:
    found = read_sql_folder(files("expectations") / "sql")
    for file in found:
        if file.header.get("table") not in tables():
            raise ValueError(f"{file.name}.sql: the header names no declared table")
    return found


def _domain_check(file: SqlFile, table: Table) -> Check:
    """The check that a file of ``sql/`` states. Its braces may name ``batch`` and the thresholds of ``rules.toml``."""
    if missing := {"table", "severity", "description"} - file.header.keys():
        raise ValueError(f"{file.name}.sql: the header lacks {', '.join(sorted(missing))}")
    if file.header["severity"] not in allowed_values("severity"):
        raise ValueError(f"{file.name}.sql: the severity {file.header['severity']} is none of the declared ones")
    thresholds: Mapping[str, Any] = rules()["thresholds"]
    named = {name for _, name, _, _ in string.Formatter().parse(file.query) if name is not None}
    if unknown := named - thresholds.keys() - {"batch"}:
        raise ValueError(f"{file.name}.sql: rules.toml states no threshold {', '.join(sorted(unknown))}")
    query = file.query.format(batch="{batch}", **thresholds)
    return Check(table.name, file.name, file.header["severity"], file.header["description"], query)
