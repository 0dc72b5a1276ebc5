"""How to bring a clean candidate out of order so that one given check must fail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from expectations import Check
from expectations.catalogue import rules
from sederunt.tables import Table, tables
from tests.warehouse.shards import load

DOMAIN: dict[str, str] = load(Path(__file__).with_name("corruptions.yaml"))


def corruption(check: Check) -> list[str]:
    """The statements that break what the check expects."""
    if check.name in DOMAIN:
        return [DOMAIN[check.name]]
    table = tables()[check.table]
    name = table.qualified_name
    if check.name == "columns_declared":
        return [f"ALTER TABLE {name} ADD COLUMN surplus INTEGER"]
    if check.name == "key_unique":
        return [f"INSERT INTO {name} BY NAME SELECT {', '.join(table.column_names)} FROM {name} LIMIT 1"]
    if check.name == "required_filled":
        required = next(column.name for column in table.columns if not column.is_nullable and not column.is_key)
        return [f"ALTER TABLE {name} ALTER {required} DROP NOT NULL", f"UPDATE {name} SET {required} = NULL"]
    if check.name == "span_in_text":
        return [f"UPDATE {name} SET span_end = 1000000"]
    if check.name == "words_reread":
        (written,) = (column for column in table.column_names if column.endswith("_as_written"))
        return [f"UPDATE {name} SET {written} = 'Ruritania'"]
    if column := _column_of(table, check.name, "_known", "_allowed"):
        return [f"UPDATE {name} SET {column} = 'nonsense'"]
    if column := _column_of(table, check.name, "_in_range"):
        return [f"UPDATE {name} SET {column} = {_out_of_range(table.name, column)}"]
    raise AssertionError(f"no corruption is known for {check.table}.{check.name}: add one")


def _column_of(table: Table, check: str, *endings: str) -> str | None:
    return next((name for name in table.column_names if check in [f"{name}{ending}" for ending in endings]), None)


def _out_of_range(table: str, column: str) -> str:
    lowest = next(rule["min"] for rule in rules()["range"] if f"{table}.{column}" in rule["columns"])
    return f"DATE '{lowest}' - 1" if isinstance(lowest, date) else f"{lowest} - 1"
