"""The data dictionary: every table, view, model and macro of the published file, in Markdown.

What belongs here: putting the declarations into words. What does not: the declarations themselves
(``sederunt/tables.toml`` and the headers of ``sql/``, ``views/`` and ``macros/``), the example queries
(``example_queries.py``).

``python -m warehouse.dictionary`` reads the samples and writes ``docs/dictionary.md``, which lists the tables, and a
page a table in ``docs/dictionary/``; tests hold these files current.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import duckdb

from sederunt.sqlfiles import read_sql_folder
from sederunt.tables import DUCKDB_TYPES, FACT_TABLES, Column, Table, tables
from warehouse.example_queries import answered, examples_of
from warehouse.folder import build_from_folder
from warehouse.markdown import markdown_table
from warehouse.models import macros, models, views

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
SAMPLES = ROOT / "samples"
INDEX = "dictionary.md"
QUESTIONS = "questions"
_FOLDER = "dictionary"
_INTRODUCTION = """\
# Data dictionary

What stands in `sederunt.duckdb`. Facts stand in schema `main`, so that `SELECT * FROM attendance` suffices. Each table
has a page with its columns, its limits and example queries with their answers on the samples. These pages are made by
`make dictionary` from the declarations that the file itself is made from; in the file, the same words are the
comments on tables and columns (`SELECT * FROM duckdb_columns()`).

An empty value means that the documents do not tell. It never means 0 or no.
"""
_ON_READINGS = """\
Schema `readings` holds the same tables for every reading of every document, current or superseded, in every language:
{names}. Each has one more column in front, `reading_id` (VARCHAR), which names a row of `readings.documents`. In schema
`main` each work stands once: from which of its documents its facts are taken is the rule at the head of
`warehouse/works.py`.
"""
_NO_LIMITS = "None are known but those that the description states"
_SCHEMAS = {
    "main": "Facts",
    "reference": "Reference: curated, dated facts that no report states",
    "quality": "Quality: what is wrong with the sources, the reading or the warehouse",
    "analytics": "Analytics: models computed from the facts",
}


def index() -> str:
    """The page that lists all tables and functions."""
    return "\n".join([_INTRODUCTION, *_schemas(), *_readings(), *_macros()])


def pages(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The page of each table by its path in ``docs/``, with examples answered by a warehouse of the samples."""
    return {page_path(table): "\n".join(_page(table, connection)) for table in described_tables()}


def page_path(table: Table) -> str:
    """Where in ``docs/`` the page of a table stands."""
    return f"{_FOLDER}/{table.qualified_name}.md"


def write(connection: duckdb.DuckDBPyConnection, docs: Path) -> None:
    """Write index and pages, and remove those of tables that there are no more."""
    (docs / _FOLDER).mkdir(parents=True, exist_ok=True)
    written = {INDEX: index(), **pages(connection)}
    for path in (docs / _FOLDER).glob("*.md"):
        if path.relative_to(docs).as_posix() not in written:
            path.unlink()
    for name, text in written.items():
        (docs / name).write_text(text, "utf-8")


@cache
def described_tables() -> tuple[Table, ...]:
    """All tables and views that have a page, in the order of the index."""
    declared = [*tables().values(), *(model.table for model in models()), *(view.table for view in views())]
    return tuple(table for schema in _SCHEMAS for table in declared if table.schema == schema)


def _schemas() -> Iterator[str]:
    for schema, title in _SCHEMAS.items():
        yield f"## {title}\n"
        of_schema = [table for table in described_tables() if table.schema == schema]
        rows = [(f"[`{one.qualified_name}`]({page_path(one)})", one.grain, _first_sentence(one)) for one in of_schema]
        yield from markdown_table(("table", "grain", "what it holds"), rows)
        yield ""


def _first_sentence(table: Table) -> str:
    return f"{table.description.partition('. ')[0].rstrip('.')}."


def _page(table: Table, connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    kind = "View, " if table in {view.table for view in views()} else ""
    yield f"# `{table.qualified_name}`\n"
    yield f"{table.description.rstrip('.')}.\n"
    yield f"* **Grain:** {kind}{table.grain}."
    yield f"* **Key:** {_names(table.key)}."
    if used := _used_by(table):
        yield f"* **Named by:** {', '.join(used)}."
    yield "\n## Columns\n"
    yield "| column | type | description |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {DUCKDB_TYPES[column.type]} | {_cell(column)} |"
    yield "\n## Limits\n"
    yield from (f"* {words.rstrip('.')}." for words in list(_limits(table)) or [_NO_LIMITS])
    yield "\n## Examples\n"
    for example in examples_of(table):
        yield from answered(connection, example)
    if asked := [question for question, query in _questions() if _names_table(query, table)]:
        yield f"Asked in [the twenty questions](../{QUESTIONS}.md), too:\n"
        yield from (f"* {question}" for question in asked)
        yield ""
    yield f"[All tables](../{INDEX})\n"


@cache
def _questions() -> tuple[tuple[str, str], ...]:
    """Each of the questions that users ask, with its query."""
    return tuple((file.header["question"], file.query) for file in read_sql_folder(DOCS / QUESTIONS))


def _names_table(query: str, table: Table) -> bool:
    return re.search(rf"\b(FROM|JOIN)\s+{re.escape(table.qualified_name)}\b(?!\.)", query) is not None


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _used_by(table: Table) -> list[str]:
    """The columns of other tables whose values are keys of this one."""
    return [
        f"[`{other.qualified_name}.{column.name}`]({other.qualified_name}.md)"
        for other in described_tables()
        for column in other.columns
        if column.references == table.name and other != table
    ]


def _limits(table: Table) -> Iterator[str]:
    """What is declared, and what follows from the columns."""
    yield from table.limits
    if optional := [column.name for column in table.columns if column.is_nullable]:
        yield f"May be empty, which is neither 0 nor no: {_names(optional)}"
    if "paragraph" in table.column_names and "span_start" in table.column_names:
        yield "A row is what the reader understood: [how well it reads](../accuracy.md). Its words can be read again"


def _cell(column: Column) -> str:
    """A column's description, and what the declaration says of it beyond its type."""
    notes: list[str] = []
    if column.is_key:
        notes.append("key")
    if column.references is not None:
        target = _target(column.references)
        notes.append(f"names a row of [`{target.qualified_name}`]({target.qualified_name}.md)")
    if column.values:
        notes.append("one of " + ", ".join(f"`{value}`" for value in column.values))
    if column.is_nullable:
        notes.append("may be empty")
    if column.is_of_run:
        notes.append("left out of releases")
    words = column.description.rstrip(".").replace("|", "\\|")
    return f"{words}. *{_sentence(notes)}.*" if notes else f"{words}."


def _target(name: str) -> Table:
    return next(table for table in described_tables() if table.name == name)


def _sentence(notes: Iterable[str]) -> str:
    words = "; ".join(notes)
    return words[0].upper() + words[1:]


def _readings() -> Iterator[str]:
    yield "## Readings: every document that was read\n"
    yield _ON_READINGS.format(names=", ".join(f"`{name}`" for name in FACT_TABLES))


def _macros() -> Iterator[str]:
    yield "## Functions\n"
    for macro in macros():
        yield f"* `{macro.name}({', '.join(macro.parameters)})`: {macro.description}"
    yield ""


def current(docs: Path) -> Mapping[str, str]:
    """Index and pages as they stand in ``docs``, by path."""
    found = [docs / INDEX, *sorted((docs / _FOLDER).glob("*.md"))]
    return {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in found if path.is_file()}


def main() -> None:
    """Write the dictionary of this version into ``docs/``."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "samples.duckdb"
        build_from_folder(SAMPLES, database)
        with duckdb.connect(database, read_only=True) as connection:
            write(connection, DOCS)


if __name__ == "__main__":
    main()
