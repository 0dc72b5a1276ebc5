"""The tables of the warehouse, as declared in ``tables.toml``: the one place from which schemas are derived.

What belongs here: turning the declaration into Polars schemas, DuckDB DDL and descriptions. What does not: filling
tables (``facts/``), building the DuckDB file (``warehouse/``) or checking it (``expectations/``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

DUCKDB_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "integer": "INTEGER",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "texts": "VARCHAR[]",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type is a key of ``DUCKDB_TYPES``.

    ``is_of_run`` columns tell of the run, not of the documents; ``is_local`` ones may name a folder of the machine.
    A release of the data leaves the first out, and names the collection in place of its folder in the second.
    """

    name: str
    type: str
    description: str
    is_key: bool = False
    is_nullable: bool = False
    references: str | None = None
    values: tuple[str, ...] = ()
    is_of_run: bool = False
    is_local: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``qualified_name`` is its name in DuckDB, ``main`` being the default schema; ``limits`` are sentences
    that say what is not to be concluded from it.
    """

    name: str
    schema: str
    description: str
    grain: str
    columns: tuple[Column, ...]
    limits: tuple[str, ...] = ()

    @property
    def qualified_name(self) -> str:
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns of the primary key."""
        return tuple(column.name for column in self.columns if column.is_key)

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def polars_schema(self) -> pl.Schema:
        """The schema of a frame that holds rows of this table."""
        import polars as pl

        types: dict[str, Any] = {
            "text": pl.String(),
            "integer": pl.Int32(),
            "number": pl.Float64(),
            "boolean": pl.Boolean(),
            "date": pl.Date(),
            "timestamp": pl.Datetime("us"),
            "texts": pl.List(pl.String()),
        }
        return pl.Schema({column.name: types[column.type] for column in self.columns})

    def frame(self, rows: list[dict[str, Any]]) -> pl.DataFrame:
        """Rows as a frame of the declared schema; a row may leave nullable columns out.

        Raises ``ValueError`` for a column that is not declared: a misspelt name would otherwise be lost.
        """
        import polars as pl

        names = set(self.column_names)
        for row in rows:
            if unknown := row.keys() - names:
                raise ValueError(f"table {self.name} declares no column {', '.join(sorted(unknown))}")
        return pl.DataFrame(rows, schema=self.polars_schema(), orient="row")

    def ddl(self, schema: str | None = None, extra: tuple[Column, ...] = ()) -> list[str]:
        """The statements that create this table in DuckDB, comments included, optionally in another schema.

        No primary key is declared: DuckDB would build an index for it, and the keys are checked by the expectations.
        """
        name = f"{schema or self.schema}.{self.name}"
        columns = (*extra, *self.columns)
        body = ",\n  ".join(
            f"{column.name} {DUCKDB_TYPES[column.type]}{'' if column.is_nullable else ' NOT NULL'}"
            for column in columns
        )
        comments = [f"COMMENT ON COLUMN {name}.{column.name} IS {sql_text(column.description)}" for column in columns]
        comment = f"COMMENT ON TABLE {name} IS {sql_text(f'{self.description}; {self.grain}')}"
        return [f"CREATE TABLE {name} (\n  {body}\n)", comment, *comments]


def row_of(record: Any) -> dict[str, Any]:
    """A dataclass as a row. ``asdict`` copies every value, which takes seconds for the larger tables."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def sql_text(words: str) -> str:
    """A text as a SQL literal."""
    return "'" + words.replace("'", "''") + "'"


def _column(entry: list[str], values: Mapping[str, list[str]]) -> Column:
    name, type_, description, *flags = entry
    if type_ not in DUCKDB_TYPES:
        raise ValueError(f"tables.toml: column {name} has the unknown type {type_}")
    references: str | None = None
    allowed: tuple[str, ...] = ()
    for flag in flags:
        if flag.startswith("-> "):
            references = flag.removeprefix("-> ")
        elif flag.startswith("in "):
            allowed = tuple(values[flag.removeprefix("in ")])
        elif flag not in ("key", "null", "run", "local"):
            raise ValueError(f"tables.toml: column {name} has the unknown flag {flag}")
    return Column(
        name, type_, description, "key" in flags, "null" in flags, references, allowed, "run" in flags, "local" in flags
    )


@cache
def tables() -> Mapping[str, Table]:
    """All declared tables by name, in the order of the declaration."""
    source = tomllib.loads(files("sederunt").joinpath("tables.toml").read_text("utf-8"))
    values: dict[str, list[str]] = source.pop("values")
    shared = {name: entry["columns"] for name, entry in source.pop("shared").items()}

    def build() -> Iterator[tuple[str, Table]]:
        for name, entry in source.items():
            entries = entry["columns"] + [column for part in entry.get("shared", []) for column in shared[part]]
            columns = tuple(_column(column, values) for column in entries)
            schema, limits = entry.get("schema", "main"), tuple(entry.get("limits", ()))
            yield name, Table(name, schema, entry["description"], entry["grain"], columns, limits)

    return dict(build())


@cache
def allowed_values(name: str) -> tuple[str, ...]:
    """The values of an enumeration declared under ``[values]``."""
    source = tomllib.loads(files("sederunt").joinpath("tables.toml").read_text("utf-8"))
    return tuple(source["values"][name])


#: The tables that reading a document fills, in dependency order; the rest is derived or curated.
FACT_TABLES: tuple[str, ...] = (
    "documents",
    "masthead_fields",
    "meetings",
    "attendance",
    "attendance_lists",
    "statements",
    "statement_counts",
    "agenda_items",
    "officers",
    "meeting_documents",
    "recommendations",
    "deliberations",
    "credentials",
    "unresolved_names",
    "anomalies",
)
