"""The data dictionary: every table, view, model and macro of the published file, in Markdown.

What belongs here: putting the declarations into words. What does not: the declarations themselves
(``sederunt/tables.toml`` and the headers of ``sql/``, ``views/`` and ``macros/``).

``python -m warehouse.dictionary`` writes it to ``docs/dictionary.md``; a test holds that file current.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sederunt.tables import DUCKDB_TYPES, FACT_TABLES, Column, Table, tables
from warehouse.models import macros, models, views

_PATH = Path(__file__).parents[1] / "docs" / "dictionary.md"
_INTRODUCTION = """\
# Data dictionary

What stands in `sederunt.duckdb`. Facts stand in schema `main`, so that `SELECT * FROM attendance` suffices. This page
is made by `python -m warehouse.dictionary` from the declarations that the file itself is made from; in the file, the
same words are the comments on tables and columns (`SELECT * FROM duckdb_columns()`).

An empty value means that the documents do not tell. It never means 0 or no.
"""
_ON_READINGS = """\
Schema `readings` holds the same tables for every reading of every document, current or superseded, in every language:
{names}. Each has one more column in front, `reading_id` (VARCHAR), which names a row of `readings.documents`. In schema
`main` each work stands once: from which of its documents its facts are taken is the rule at the head of
`warehouse/works.py`.
"""
_SCHEMAS = {
    "main": "Facts",
    "reference": "Reference: curated, dated facts that no report states",
    "quality": "Quality: what is wrong with the sources, the reading or the warehouse",
    "analytics": "Analytics: models computed from the facts",
}


def dictionary() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *_schemas(), *_readings(), *_macros()])


def _schemas() -> Iterator[str]:
    declared = [*tables().values(), *(model.table for model in models())]
    names_of_views = {view.table.name for view in views()}
    for schema, title in _SCHEMAS.items():
        yield f"## {title}\n"
        of_schema = [table for table in declared if table.schema == schema]
        of_schema += [view.table for view in views() if view.table.schema == schema]
        for table in of_schema:
            yield from _table(table, "view, " if table.name in names_of_views else "")


def _table(table: Table, kind: str) -> Iterator[str]:
    yield f"### `{table.qualified_name}`\n"
    yield f"{table.description.rstrip('.')}. ({kind}{table.grain})\n"
    yield "| column | type | description |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {DUCKDB_TYPES[column.type]} | {_cell(column)} |"
    yield ""


def _cell(column: Column) -> str:
    """A column's description, and what the declaration says of it beyond its type."""
    notes: list[str] = []
    if column.is_key:
        notes.append("key")
    if column.references is not None:
        notes.append(f"names a row of `{tables()[column.references].qualified_name}`")
    if column.values:
        notes.append("one of " + ", ".join(f"`{value}`" for value in column.values))
    if column.is_nullable:
        notes.append("may be empty")
    words = column.description.rstrip(".").replace("|", "\\|")
    return f"{words}. *{_sentence(notes)}.*" if notes else f"{words}."


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


if __name__ == "__main__":
    _PATH.parent.mkdir(exist_ok=True)
    _PATH.write_text(dictionary(), "utf-8")
