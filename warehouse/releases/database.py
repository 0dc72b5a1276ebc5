"""The DuckDB file of a release: the published tables in one fixed order, without what tells of the run or the machine.

What belongs here: copying the tables, and computing views and models over the copy. What does not: choosing the columns
(``content.py``), the queries (``warehouse/sql``, ``warehouse/views``).

Everything is done by one thread: where several add up numbers, the last digits of a sum depend on who came first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import duckdb

from sederunt.tables import Column, Table, sql_text
from warehouse.build import SCHEMAS, make_views, run_models
from warehouse.releases.content import loaded_tables, order_of

#: The alias of the published file while it is copied.
_SOURCE = "published"


def build_database(published: Path, folders: Mapping[str, str], path: Path) -> None:
    """Build the file ``path`` from a published one. ``folders`` gives for the name of each collection that is a folder
    its path, in whose place the name is put. Raises ``duckdb.Error``.
    """
    with duckdb.connect(path, config={"threads": 1}) as connection:
        connection.execute(f"ATTACH {sql_text(str(published))} AS {_SOURCE} (READ_ONLY)")
        connection.begin()  # one transaction: each comment would else be synced on its own
        for schema in SCHEMAS:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for table in loaded_tables():
            for statement in table.ddl():
                connection.execute(statement)
            _copy(connection, table, folders)
        make_views(connection)
        connection.commit()
        connection.execute(f"DETACH {_SOURCE}")
        run_models(connection)
        connection.execute("CHECKPOINT")


def _copy(connection: duckdb.DuckDBPyConnection, table: Table, folders: Mapping[str, str]) -> None:
    columns = ", ".join(f"{_value(column, folders)} AS {column.name}" for column in table.columns)
    connection.execute(
        f"INSERT INTO {table.schema}.{table.name} BY NAME SELECT * FROM "
        f"(SELECT {columns} FROM {_SOURCE}.{table.schema}.{table.name}) ORDER BY {order_of(table)}"
    )


def _value(column: Column, folders: Mapping[str, str]) -> str:
    """A column as SQL; where it may name a folder of the machine, with the collection's name in its place."""
    value = column.name
    if column.is_local:
        # The longest first: a collection may be a folder within another.
        for name, folder in sorted(folders.items(), key=lambda item: (-len(item[1]), item[0])):
            pattern = sql_text(rf"{re.escape(folder)}($|[/:;,\s'\"])")
            value = f"regexp_replace({value}, {pattern}, {sql_text(name + chr(92) + '1')}, 'g')"
    return value
