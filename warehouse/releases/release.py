"""Making a release: one folder, whole or not there, named by its version.

What belongs here: the order of the steps, and the folder of releases. What does not: each step (see the package).
"""

from __future__ import annotations

import fcntl
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sederunt.tables import Table
from warehouse.errors import ReleaseFailed
from warehouse.publish import PUBLISHED_NAME
from warehouse.releases import version as versions
from warehouse.releases.changes import Declarations, changes_table, compare_declarations, find_changes
from warehouse.releases.content import released_tables, settings
from warehouse.releases.database import build_database
from warehouse.releases.files import json_text, sha256_of, write_table, write_text
from warehouse.releases.package import (
    PACKAGE_NAME,
    declared_tables,
    descriptor,
    hashes,
    read_package,
    sources_of,
    table_schema,
)
from warehouse.releases.pages import changes_page, quality_page, readme
from warehouse.releases.quality import quality_report

_FOLDER = "releases"
_DRAFT = ".draft"
_LOCK = ".lock"
_ABOUT = "release.toml"
#: Files that name the version or tell of the previous release: they are no reason for a new one.
_OF_THE_VERSION = ("README.md", "CHANGES.md", "quality.md", "parquet/changes.parquet", "csv/changes.csv")


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it stands: ``is_new`` is false where nothing had changed since it was made.

    ``n_changes`` counts rows by (change, reason); it is empty for a first release.
    """

    folder: Path
    version: str
    previous: str | None
    is_new: bool
    n_rows: Mapping[str, int]
    n_changes: Mapping[tuple[str, str], int]


def releases_path(home: Path) -> Path:
    """The folder in which the releases of a home stand, each in a folder named by its version."""
    return home / _FOLDER


def latest_release(releases: Path) -> Path | None:
    """The folder of the release with the highest version; None where there is none."""
    found = {versions.parse(path.name): path for path in releases.glob("*.*.*") if path.is_dir()}
    found.pop(None, None)
    return max(found.items())[1] if found else None


def make_release(
    published: Path,
    releases: Path,
    folders: Mapping[str, str],
    version: str | None = None,
    previous: Path | None = None,
    advance: Callable[[int, int], None] = lambda done, total: None,
) -> Release:
    """Make a release of the file ``published`` in a folder below ``releases``, which is named by its version.

    ``folders`` gives for each collection that is a folder its path, in whose place the collection's name is put.
    ``previous`` is the folder of the release that it is compared with, by default the latest one in ``releases``. The
    version follows from what changed, unless one is given. Where nothing has changed, and no version is given, the
    previous release is returned as it is. Raises ``ReleaseFailed``; the releases that are there are never touched.
    """
    if not published.is_file():
        raise ReleaseFailed(f"there is no {published} to release: run `sederunt run` first")
    before = previous or latest_release(releases)
    old = read_package(before) if before else None
    if version is not None:
        _require_new(releases, version, old)
    about = _about(releases.parent / _ABOUT)
    try:
        with _draft(releases) as draft:
            made = _write(published, draft, folders, about, version, before, old, advance)
            if before is not None and old is not None and version is None and _is_same(old, made):
                return Release(before, old["version"], None, False, made.n_rows, {})
            return _finish(draft, releases, made, old)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        reason = str(error).partition("\n")[0]
        raise ReleaseFailed(
            f"{published} was built by another version: `sederunt run` builds it anew ({reason})"
        ) from error
    except (OSError, duckdb.Error) as error:
        raise ReleaseFailed(f"no release can be made in {releases}: {str(error).partition(chr(10))[0]}") from error


@contextmanager
def _draft(releases: Path) -> Iterator[Path]:
    """An empty folder for this process alone; what is still in it at the end is removed."""
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ReleaseFailed(f"another release is being made in {releases}: wait until it is there") from error
        draft = releases / _DRAFT
        shutil.rmtree(draft, ignore_errors=True)  # of a process that was killed
        draft.mkdir()
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Made:
    version: str
    package: dict[str, Any]
    declarations: Declarations
    n_rows: Mapping[str, int]
    n_changes: Mapping[tuple[str, str], int]


def _about(own: Path) -> Mapping[str, str]:
    """What releases say of themselves; a home may say it otherwise. Raises ``ReleaseFailed``."""
    about: dict[str, str] = dict(settings()["about"])
    if own.is_file():
        try:
            given = tomllib.loads(own.read_text("utf-8"))
        except ValueError as error:
            raise ReleaseFailed(f"{own}: is no TOML: {error}") from error
        if unknown := given.keys() - about.keys():
            raise ReleaseFailed(f"{own}: unknown is {', '.join(sorted(unknown))}; known are {', '.join(about)}")
        about |= given
    return about


def _write(
    published: Path,
    draft: Path,
    folders: Mapping[str, str],
    about: Mapping[str, str],
    wanted: str | None,
    before: Path | None,
    old: Mapping[str, Any] | None,
    advance: Callable[[int, int], None],
) -> _Made:
    """Write all files of a release into ``draft``."""
    database = draft / PUBLISHED_NAME
    build_database(published.resolve(), folders, database)
    with duckdb.connect(database, read_only=True, config={"threads": 1}) as connection:
        files, n_rows = _write_tables(connection, draft, advance)
        old_tables = declared_tables(old) if old else {}
        old_tables.pop(changes_table().name, None)
        declarations = compare_declarations(old_tables, _declared()) if old else Declarations()
        find_changes(connection, before, draft, old_tables)
        n_changes = _count_changes(connection)
        files |= {path: changes_table() for path in write_table(connection, changes_table(), "changes", draft)}
        version = wanted or _next_version(old, declarations, {change for change, _ in n_changes})
        others = _write_pages(connection, draft, version, old, declarations)
        table_rows = [
            (table.qualified_name, n_rows[table.qualified_name], _has_csv(draft, table), table.description)
            for table in released_tables()
        ]
        others[write_text(draft / "README.md", readme(about, version, table_rows))] = "What is in this folder"
        package = descriptor(about, version, files, others, sources_of(connection), draft)
    return _Made(version, package, declarations, n_rows, n_changes)


def _write_tables(
    connection: duckdb.DuckDBPyConnection, draft: Path, advance: Callable[[int, int], None]
) -> tuple[dict[Path, Table], dict[str, int]]:
    files: dict[Path, Table] = {}
    n_rows: dict[str, int] = {}
    for number, table in enumerate(released_tables(), start=1):
        relation = f"{table.schema}.{table.name}"
        files |= dict.fromkeys(write_table(connection, table, relation, draft), table)
        n_rows[table.qualified_name] = connection.sql(f"SELECT count(*) FROM {relation}").fetchall()[0][0]
        advance(number, len(released_tables()))
    return files, n_rows


def _declared() -> dict[str, Any]:
    """The tables of this release, as their data package describes them."""
    resources = [
        {"name": table.qualified_name, "format": "parquet", "schema": table_schema(table, set())}
        for table in released_tables()
    ]
    return dict(declared_tables({"resources": resources}))


def _count_changes(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], int]:
    rows = connection.sql("SELECT change, reason, count(*) FROM changes GROUP BY ALL ORDER BY ALL").fetchall()
    return {(change, reason): n for change, reason, n in rows}


def _require_new(releases: Path, version: str, old: Mapping[str, Any] | None) -> None:
    """Raises ``ReleaseFailed`` where a version that is asked for is none, is not after ``old`` or is there already."""
    versions.given(version, versions.parse(old["version"]) if old else None)
    if (releases / version).exists():
        raise ReleaseFailed(f"{releases / version} is there already, and a release is never changed: name another one")


def _next_version(old: Mapping[str, Any] | None, declarations: Declarations, changes: set[str]) -> str:
    before = versions.parse(old["version"]) if old else None
    return versions.text_of(versions.next_version(before, declarations, changes))


def _write_pages(
    connection: duckdb.DuckDBPyConnection,
    draft: Path,
    version: str,
    old: Mapping[str, Any] | None,
    declarations: Declarations,
) -> dict[Path, str]:
    report = quality_report(connection)
    changes = changes_page(connection, version, old["version"] if old else None, declarations)
    return {
        write_text(draft / "quality.json", json_text(report)): "How good the data are: figures",
        write_text(draft / "quality.md", quality_page(report, version)): "How good the data are: the same as a page",
        write_text(draft / "CHANGES.md", changes): "What changed since the previous release",
    }


def _has_csv(draft: Path, table: Table) -> bool:
    return (draft / "csv" / f"{table.qualified_name}.csv").is_file()


def _is_same(old: Mapping[str, Any], made: _Made) -> bool:
    """Whether a release would say nothing that the one before does not say."""
    one, other = hashes(old), hashes(made.package)
    for path in _OF_THE_VERSION:
        one.pop(path, None)
        other.pop(path, None)
    described = all(old.get(key) == made.package[key] for key in ("title", "description", "licenses", "sources"))
    return described and one == other and made.declarations == Declarations()


def _finish(draft: Path, releases: Path, made: _Made, old: Mapping[str, Any] | None) -> Release:
    """Describe the draft, make its files read-only and give the folder its name."""
    folder = releases / made.version
    if folder.exists():
        raise ReleaseFailed(f"{folder} is there already, and a release is never changed: name another version")
    write_text(draft / PACKAGE_NAME, json_text(made.package))
    sums = {**hashes(made.package), PACKAGE_NAME: f"sha256:{sha256_of(draft / PACKAGE_NAME)}"}
    lines = [f"{hash_.removeprefix('sha256:')}  {path}\n" for path, hash_ in sorted(sums.items())]
    write_text(draft / "SHA256SUMS", "".join(lines))
    database = draft / PUBLISHED_NAME
    write_text(draft / f"{PUBLISHED_NAME}.sha256", f"{sha256_of(database)}  {PUBLISHED_NAME}\n")
    for path in draft.rglob("*"):
        if path.is_file():
            path.chmod(0o444)
    draft.rename(folder)
    previous = old["version"] if old else None
    return Release(folder, made.version, previous, True, made.n_rows, made.n_changes)
