"""The example queries of the data dictionary, and their answers.

What belongs here: which queries stand on the page of a table, asking them, laying the answer out. What does not: the
queries (``examples/``), the rest of the page (``dictionary.py``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from sederunt.sqlfiles import read_sql_folder
from sederunt.tables import Table
from warehouse.markdown import markdown_table


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words and in SQL; ``tables`` are the names in SQL of those on whose pages it stands."""

    name: str
    question: str
    tables: tuple[str, ...]
    query: str


@cache
def settings() -> Mapping[str, Any]:
    """The content of ``examples/examples.toml``."""
    return tomllib.loads((files("warehouse") / "examples" / "examples.toml").read_text("utf-8"))


@cache
def examples() -> tuple[Example, ...]:
    """All examples, by name. Raises ``ValueError`` where a header lacks its question or tables."""
    found = read_sql_folder(files("warehouse") / "examples")
    for file in found:
        if missing := {"question", "tables"} - file.header.keys():
            raise ValueError(f"{file.name}.sql: the header lacks {', '.join(sorted(missing))}")
    return tuple(Example(one.name, one.header["question"], tuple(one.header["tables"]), one.query) for one in found)


def examples_of(table: Table) -> tuple[Example, ...]:
    """The examples of a table; its first rows where it has none of its own."""
    own = tuple(example for example in examples() if table.qualified_name in example.tables)
    return own or (_first_rows(table),)


def _first_rows(table: Table) -> Example:
    places = [name for name in ("meeting_id", "body_id") if name in table.column_names]
    where = f"\nWHERE {places[0]} = '{settings()[places[0]]}'" if places else ""
    order = ", ".join(table.key)
    query = f"SELECT *\nFROM {table.qualified_name}{where}\nORDER BY {order}\nLIMIT {settings()['first_rows']}"
    return Example("first-rows", "What does a row look like?", (table.qualified_name,), query)


def answered(connection: duckdb.DuckDBPyConnection, example: Example) -> Iterator[str]:
    """An example with its answer, in lines of Markdown. Raises ``duckdb.Error``."""
    result = connection.sql(example.query)
    header, rows = result.columns, result.fetchall()
    yield f"{example.question}\n"
    yield f"```sql\n{example.query};\n```\n"
    longest = settings()["longest_words"]
    if not rows:
        yield "No row: the samples have none."
    elif len(header) > settings()["columns_side_by_side"]:
        turned = [(name, *values) for name, values in zip(header, zip(*rows, strict=True), strict=True)]
        yield from markdown_table(("column", *(f"row {n}" for n in range(1, len(rows) + 1))), turned, longest)
    else:
        yield from markdown_table(header, rows, longest)
    yield ""
