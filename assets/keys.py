"""Keys, groups and owners of the assets, and what Dagster is told of a table.

What belongs here: names and metadata, derived from the declared tables. What does not: the assets themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import timedelta

import dagster as dg

from sederunt.tables import FACT_TABLES, Column, Table, tables
from warehouse.build import REFERENCE_TABLES
from warehouse.models import Model, models

OWNERS = ["team:sederunt"]
FILES = dg.AssetKey(["sources", "files"])
READINGS = dg.AssetKey(["facts", "readings"])
RELEASE = dg.AssetKey(["release", "sederunt_duckdb"])
PAGES = dg.AssetKey(["release", "site"])
DATA_PACKAGE = dg.AssetKey(["release", "data_package"])
QUALITY_REPORT = dg.AssetKey(["release", "quality_report"])
CHANGES = dg.AssetKey(["release", "changes"])
#: What a release of the data is made of.
RELEASED = (DATA_PACKAGE, QUALITY_REPORT, CHANGES)
VALIDATIONS = dg.AssetKey(["quality", "validations"])
GROUPS: Mapping[str, str] = {
    "main": "warehouse",
    "reference": "warehouse",
    "quality": "quality",
    "analytics": "analytics",
}
#: What the daily schedule keeps fresh: a warning after one run was missed, an error after two.
DAILY = dg.FreshnessPolicy.time_window(warn_window=timedelta(hours=26), fail_window=timedelta(hours=50))
#: A collection is a partition: `sederunt run --source DIR` adds one.
COLLECTIONS = dg.DynamicPartitionsDefinition(name="collection")


def key_of(table: Table) -> dg.AssetKey:
    """The key of a table is its name in SQL: ``attendance``, ``quality/failures``."""
    return dg.AssetKey(table.qualified_name.split("."))


def registry_key(table: str) -> dg.AssetKey:
    """The key of a curated table before it is in the warehouse."""
    return dg.AssetKey(["registry", table])


def column_schema(columns: Iterable[Column]) -> dg.TableSchema:
    """The columns as Dagster shows them."""
    return dg.TableSchema(columns=[_column(column) for column in columns])


def _column(column: Column) -> dg.TableColumn:
    other = [f"-> {column.references}"] if column.references else []
    other += [f"one of: {', '.join(column.values)}"] if column.values else []
    constraints = dg.TableColumnConstraints(
        nullable=column.is_nullable, unique=False, other=(["key"] if column.is_key else []) + other
    )
    return dg.TableColumn(column.name, column.type, column.description, constraints)


def warehouse_specs() -> list[dg.AssetSpec]:
    """One spec for each table that the building of the warehouse fills, the models included. A run in which nothing
    has changed skips them, and what depends on them.
    """
    specs = [_spec(table, _sources(table)) for table in tables().values() if key_of(table) != VALIDATIONS]
    specs += [_spec(model.table, _model_sources(model)) for model in models()]
    return [spec.replace_attributes(skippable=True) for spec in specs]


def validations_spec() -> dg.AssetSpec:
    """The spec of the table that only the publication fills."""
    return _spec(tables()["validations"], [spec.key for spec in warehouse_specs()])


def _sources(table: Table) -> list[dg.AssetKey]:
    """What a table is filled from."""
    if table.name in REFERENCE_TABLES:
        return [registry_key(table.name)]
    return [READINGS] if table.name in FACT_TABLES else [FILES, READINGS]


def _model_sources(model: Model) -> list[dg.AssetKey]:
    """The tables and the other models that a model's query names."""
    named = set(re.findall(r"\b(?:main|reference|quality|analytics)\.\w+", model.query))
    known = [*tables().values(), *(other.table for other in models())]
    return [key_of(table) for table in known if f"{table.schema}.{table.name}" in named]


def _spec(table: Table, deps: list[dg.AssetKey]) -> dg.AssetSpec:
    return dg.AssetSpec(
        key_of(table),
        deps=deps,
        description=f"{table.description}; {table.grain}.",
        group_name=GROUPS[table.schema],
        kinds={"duckdb", "sql"} if table.schema == "analytics" else {"duckdb"},
        owners=OWNERS,
        metadata={
            "dagster/column_schema": column_schema(table.columns),
            "dagster/table_name": table.qualified_name,
        },
    )
