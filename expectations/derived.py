"""The checks that follow from the declaration of a table: columns, keys, references, enumerations, ranges, spans.

What belongs here: one function a kind of check. What does not: rules of the domain (``sql/``), severities and limits
(``rules.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from expectations.catalogue import Check, rules
from sederunt.tables import DUCKDB_TYPES, Column, Table, sql_text, tables

#: The end of the names of columns that hold the words of the source at their span.
_WRITTEN = "_as_written"
_LIMITS = (("min", "<", "not below"), ("max", ">", "not above"))


def derived_checks(table: Table) -> Iterator[Check]:
    """All checks that follow from the declaration of ``table`` and from the ranges of ``rules.toml``."""
    yield _columns_declared(table)
    yield _key_unique(table)
    yield _required_filled(table)
    for column in table.columns:
        if column.references is not None:
            yield _reference_known(table, column)
        if column.values:
            yield _value_allowed(table, column)
    for rule in rules()["range"]:
        for name in rule["columns"]:
            owner, _, column_name = name.partition(".")
            if owner == table.name:
                yield _in_range(table, column_name, rule)
    if {"document_id", "span_start", "span_end"} <= set(table.column_names):
        yield _span_in_text(table)
        if any(name.endswith(_WRITTEN) for name in table.column_names):
            yield _words_reread(table)


def _severity(kind: str) -> str:
    return str(rules()["severity"][kind])


def _names(table: Table, *more: str) -> str:
    """The key of a row, and what else tells why it is shown."""
    return ", ".join(dict.fromkeys((*table.key, *more)))


def _columns_declared(table: Table) -> Check:
    declared = ", ".join(f"({sql_text(one.name)}, {sql_text(DUCKDB_TYPES[one.type])})" for one in table.columns)
    query = (
        "SELECT declared.name AS declared_name, declared.type AS declared_type, found.name AS found_name, "
        f"found.type AS found_type FROM (VALUES {declared}) AS declared(name, type) FULL JOIN "
        "(SELECT column_name AS name, data_type AS type FROM duckdb_columns() WHERE database_name = current_database() "
        f"AND schema_name = {sql_text(table.schema)} AND table_name = {sql_text(table.name)}) AS found "
        "ON found.name = declared.name AND found.type = declared.type "
        "WHERE declared.name IS NULL OR found.name IS NULL"
    )
    description = f"The columns of {table.name} and their types are the declared ones"
    return Check(table.name, "columns_declared", _severity("columns_declared"), description, query)


def _key_unique(table: Table) -> Check:
    key = _names(table)
    query = f"SELECT {key} FROM {{batch}} QUALIFY count(*) OVER (PARTITION BY {key}) > 1"
    description = f"No two rows of {table.name} have the same {key}"
    return Check(table.name, "key_unique", _severity("key_unique"), description, query)


def _required_filled(table: Table) -> Check:
    required = [column.name for column in table.columns if not column.is_nullable]
    empty = " OR ".join(
        [f"{name} IS NULL" for name in required]
        + [f"{column.name} = ''" for column in table.columns if column.is_key and column.type == "text"]
    )
    description = f"Every row of {table.name} has its key and all columns that may not be empty"
    query = f"SELECT {_names(table)} FROM {{batch}} WHERE {empty}"
    return Check(table.name, "required_filled", _severity("required_filled"), description, query)


def _reference_known(table: Table, column: Column) -> Check:
    target = tables()[str(column.references)]
    query = (
        f"SELECT {_names(table, column.name)} FROM {{batch}} AS referring "
        f"WHERE {column.name} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target.qualified_name} AS target "
        f"WHERE target.{target.key[0]} = referring.{column.name})"
    )
    description = f"Every {column.name} of {table.name} is a row of {target.name}"
    return Check(table.name, f"{column.name}_known", _severity("reference_known"), description, query)


def _value_allowed(table: Table, column: Column) -> Check:
    values = ", ".join(sql_text(value) for value in column.values)
    query = f"SELECT {_names(table, column.name)} FROM {{batch}} WHERE {column.name} NOT IN ({values})"
    description = f"Every {column.name} of {table.name} is one of the declared values"
    return Check(table.name, f"{column.name}_allowed", _severity("value_allowed"), description, query)


def _in_range(table: Table, column: str, rule: Mapping[str, Any]) -> Check:
    limits = [(sign, words, rule[key]) for key, sign, words in _LIMITS if key in rule]
    outside = " OR ".join(f"{column} {sign} {_limit(limit)}" for sign, _, limit in limits)
    query = f"SELECT {_names(table, column)} FROM {{batch}} WHERE {outside}"
    description = f"{column} of {table.name} is {' and '.join(f'{words} {limit}' for _, words, limit in limits)}"
    return Check(table.name, f"{column}_in_range", rule["severity"], description, query)


def _limit(limit: Any) -> str:
    """A limit of ``rules.toml`` in SQL: a number, a date, or ``today + <n> days``."""
    if isinstance(limit, date):
        return f"DATE '{limit.isoformat()}'"
    if isinstance(limit, str):
        today, _, days = limit.removesuffix(" days").partition(" + ")
        if today != "today" or not days.isdigit():
            raise ValueError(f"rules.toml: the limit {limit!r} is neither a number, nor a date, nor 'today + <n> days'")
        return f"current_date + INTERVAL {days} DAY"
    return str(limit)


def _span_in_text(table: Table) -> Check:
    query = (
        "WITH lengths AS (SELECT document_id, length(text) AS n_characters "
        f"FROM {tables()['documents'].qualified_name}) "
        f"SELECT {_names(table, 'document_id', 'span_start', 'span_end')} FROM {{batch}} AS facts "
        "JOIN lengths USING (document_id) WHERE span_start < 0 OR span_start >= span_end OR span_end > n_characters"
    )
    description = f"Every span of {table.name} holds words and lies within the text of its document"
    return Check(table.name, "span_in_text", _severity("span_in_text"), description, query)


def _words_reread(table: Table) -> Check:
    written = next(name for name in table.column_names if name.endswith(_WRITTEN))
    query = (
        f"SELECT {_names(table, written)}, "
        "substr(text, span_start + 1, span_end - span_start) AS words_at_span "
        f"FROM {{batch}} AS facts JOIN {tables()['documents'].qualified_name} AS documents USING (document_id) "
        f"WHERE substr(text, span_start + 1, span_end - span_start) <> {written}"
    )
    description = f"Every span of {table.name} re-reads to {written}"
    return Check(table.name, "words_reread", _severity("words_reread"), description, query)
