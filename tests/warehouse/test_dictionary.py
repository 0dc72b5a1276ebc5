"""The data dictionary is current, tells everything that is in the file, and its examples are answered as it says."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from sederunt.tables import tables
from warehouse.dictionary import DOCS, INDEX, current, described_tables, index, page_path, pages, write
from warehouse.example_queries import Example, answered, examples, examples_of
from warehouse.models import views

every_example = pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)


def test_the_index_is_current() -> None:
    assert current(DOCS)[INDEX] == index(), "write it anew: make dictionary"


@pytest.mark.slow
def test_the_pages_are_current(samples_warehouse: Path) -> None:
    with duckdb.connect(samples_warehouse, read_only=True) as connection:
        expected = {INDEX: index(), **pages(connection)}
    assert current(DOCS) == expected, "write them anew: make dictionary"


def test_every_table_column_and_function_of_the_file_is_told(clean: Path) -> None:
    told = current(DOCS)
    with duckdb.connect(clean, read_only=True) as connection:
        columns = connection.sql(
            "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() "
            "WHERE NOT internal AND schema_name <> 'readings'"
        ).fetchall()
        functions = connection.sql("SELECT function_name FROM duckdb_functions() WHERE NOT internal").fetchall()
    for schema, table, column, type_ in columns:
        name = table if schema == "main" else f"{schema}.{table}"
        assert f"[`{name}`]" in told[INDEX]
        assert f"| `{column}` | {type_} | " in told[f"dictionary/{name}.md"], "write it anew: make dictionary"
    for (function,) in functions:
        assert f"`{function}(" in told[INDEX]


def test_every_page_says_grain_key_columns_limits_and_examples() -> None:
    told = current(DOCS)
    for table in described_tables():
        page = told[page_path(table)]
        for part in ("* **Grain:** ", "* **Key:** ", "## Columns", "## Limits\n\n* ", "## Examples", "```sql"):
            assert part in page, f"{table.qualified_name}: {part}"
        assert all(f"* {words.rstrip('.')}." in page for words in table.limits)


@every_example
def test_an_example_is_answered(clean: Path, example: Example) -> None:
    with duckdb.connect(clean, read_only=True) as connection:
        assert f"```sql\n{example.query};\n```\n" in answered(connection, example)


@every_example
def test_an_example_names_tables_that_it_asks(example: Example) -> None:
    named = {table.qualified_name for table in described_tables()}
    assert set(example.tables) <= named
    assert any(table in example.query for table in example.tables)
    assert example.question.endswith("?")


def test_every_table_that_is_no_model_has_an_example_of_its_own() -> None:
    declared = [*tables().values(), *(view.table for view in views())]
    missing = [table.qualified_name for table in declared if examples_of(table)[0].name == "first-rows"]
    assert missing == []


def test_pages_of_tables_that_are_gone_are_removed(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "dictionary").mkdir()
    (tmp_path / "dictionary" / "sessions.md").write_text("# `sessions`\n", "utf-8")
    with duckdb.connect(clean, read_only=True) as connection:
        write(connection, tmp_path)
        assert current(tmp_path) == {INDEX: index(), **pages(connection)}
