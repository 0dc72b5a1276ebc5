from __future__ import annotations

from pathlib import Path

import duckdb

import warehouse
from warehouse.dictionary import dictionary

PAGE = Path(warehouse.__file__).parents[1] / "docs" / "dictionary.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == dictionary(), "write it anew: python -m warehouse.dictionary"


def test_every_table_column_and_function_of_the_file_is_told(clean: Path) -> None:
    page = dictionary()
    with duckdb.connect(clean, read_only=True) as connection:
        columns = connection.sql(
            "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE NOT internal AND schema_name <> 'readings'"
        ).fetchall()
        functions = connection.sql("SELECT function_name FROM duckdb_functions() WHERE NOT internal").fetchall()
    for schema, table, column, type_ in columns:
        name = table if schema == "main" else f"{schema}.{table}"
        section = page.partition(f"### `{name}`\n")[2].partition("\n##")[0]
        assert f"| `{column}` | {type_} | " in section, (name, column)
    for (function,) in functions:
        assert f"`{function}(" in page
