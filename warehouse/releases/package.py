"""``datapackage.json``: every file of a release described as a Frictionless Data Package.

What belongs here: turning declarations into descriptors, and reading those of an earlier release. What does not: the
files themselves (``files.py``).

Of a table each file is a resource: ``attendance`` is the Parquet file, ``attendance.csv`` the CSV with the same schema.
The first version of the specification is kept to: in the second a resource is a table or has no type, and its validator
takes Parquet for tables and reads them through pandas, which has no integers with gaps. So to it the Parquet files are
plain files with a hash, and their schema is there for people and other programs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb

from sederunt import __version__
from sederunt.tables import Column, Table
from warehouse.errors import ReleaseFailed
from warehouse.releases.changes import DeclaredTable
from warehouse.releases.content import foreign_keys
from warehouse.releases.files import sha256_of

PACKAGE_NAME = "datapackage.json"
FIELD_TYPES: Mapping[str, str] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "datetime",
    "texts": "array",
}
_MEDIA_TYPES: Mapping[str, str] = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
}
#: What a resource is, by whether it is a table to those who validate; ``type`` is the validator's own word.
_KIND: Mapping[bool, Mapping[str, str]] = {
    True: {"profile": "tabular-data-resource"},
    False: {"profile": "data-resource", "type": "file"},
}
#: What decides the bytes of a release besides the project itself.
_LIBRARIES = ("duckdb", "polars", "pyarrow")


def descriptor(
    about: Mapping[str, str],
    version: str,
    tables: Mapping[Path, Table],
    others: Mapping[Path, str],
    sources: Sequence[Mapping[str, str]],
    folder: Path,
) -> dict[str, Any]:
    """The whole package: ``tables`` are the files of tables, ``others`` further files with their descriptions."""
    has_csv = {table.qualified_name for path, table in tables.items() if path.suffix == ".csv"}
    resources = [_table_resource(path, table, has_csv, folder) for path, table in tables.items()]
    return {
        "profile": "data-package",
        "name": about["name"],
        "version": version,
        "title": about["title"],
        "description": about["description"],
        "licenses": [{"name": about["licence"], "path": about["licence_path"], "title": about["licence_title"]}],
        "sources": list(sources),
        "software": {"sederunt": __version__, **{library: version_of(library) for library in _LIBRARIES}},
        "resources": [*resources, *(_file_resource(path, words, folder) for path, words in others.items())],
    }


def sources_of(connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
    """Where the documents and the curated facts come from."""
    found: list[dict[str, str]] = []
    rows = connection.sql(
        "SELECT collection, count(*), min(source_uri) FROM documents GROUP BY collection ORDER BY collection"
    ).fetchall()
    for collection, n_documents, example in rows:
        documents = "1 document" if n_documents == 1 else f"{n_documents:,} documents"
        source = {"title": f"Collection {collection}: {documents}, listed in the table documents"}
        address = urlsplit(example)
        found.append(source | ({"path": f"{address.scheme}://{address.netloc}"} if address.netloc else {}))
    curated = connection.sql(
        "SELECT DISTINCT source FROM (SELECT source FROM reference.eligibility UNION ALL "
        "SELECT source FROM reference.group_members UNION ALL SELECT source FROM reference.successions) ORDER BY source"
    ).fetchall()
    return found + [{"title": source} for (source,) in curated]


def _file(path: Path, folder: Path) -> dict[str, Any]:
    format_ = path.suffix.removeprefix(".")
    return {
        "path": path.relative_to(folder).as_posix(),
        "format": format_,
        "mediatype": _MEDIA_TYPES[format_],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
    }


def _file_resource(path: Path, words: str, folder: Path) -> dict[str, Any]:
    about = {"name": path.name.lower(), **_KIND[False], "description": words}
    return {**about, **_file(path, folder), "encoding": "utf-8"}


def _table_resource(path: Path, table: Table, has_csv: set[str], folder: Path) -> dict[str, Any]:
    is_csv = path.suffix == ".csv"
    return {
        "name": f"{table.qualified_name}.csv" if is_csv else table.qualified_name,
        **_KIND[is_csv],
        "title": table.grain,
        "description": f"{table.description.rstrip('.')}.",
        **_file(path, folder),
        **({"encoding": "utf-8", "dialect": {"lineTerminator": "\n"}} if is_csv else {}),
        "schema": table_schema(table, has_csv if is_csv else set()),
    }


def table_schema(table: Table, as_csv: set[str]) -> dict[str, Any]:
    """The Table Schema. A CSV (one of ``as_csv``) references those of ``as_csv`` alone, a Parquet file all tables.

    A key with columns that may be empty is no primary key there, but a unique key.
    """
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        may_be_empty = any(column.is_key and column.is_nullable for column in table.columns)
        schema |= {"uniqueKeys": [list(table.key)]} if may_be_empty else {"primaryKey": list(table.key)}
    suffix = ".csv" if as_csv else ""
    keys = [
        {
            "fields": list(key.columns),
            "reference": {
                "resource": "" if key.table == table.qualified_name else f"{key.table}{suffix}",
                "fields": list(key.referenced),
            },
        }
        for key in foreign_keys(table)
        if not as_csv or key.table in as_csv
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.is_nullable else {"required": True}
    if column.values:
        constraints["enum"] = list(column.values)
    field = {"name": column.name, "type": FIELD_TYPES[column.type], "description": column.description}
    return field | ({"constraints": constraints} if constraints else {})


def read_package(folder: Path) -> Mapping[str, Any]:
    """The descriptor of an earlier release. Raises ``ReleaseFailed`` where there is none that can be read."""
    path = folder / PACKAGE_NAME
    try:
        package: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        declared_tables(package)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseFailed(f"{folder} is no release: {path.name} cannot be read: {error}") from error
    return package


def declared_tables(package: Mapping[str, Any]) -> dict[str, DeclaredTable]:
    """The tables that a package describes, by name."""
    found = {}
    for resource in package["resources"]:
        if resource["format"] == "parquet":
            schema = resource["schema"]
            key: list[str] = schema.get("primaryKey") or next(iter(schema.get("uniqueKeys", [])), [])
            types = {field["name"]: field["type"] for field in schema["fields"]}
            found[resource["name"]] = DeclaredTable(types, tuple(key))
    return found


def hashes(package: Mapping[str, Any]) -> dict[str, str]:
    """The hash of every file that a package describes, by path."""
    return {resource["path"]: resource["hash"] for resource in package["resources"]}
