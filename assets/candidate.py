"""The candidate of a run, what is recorded beside it, and whether one is needed at all.

What belongs here: the fingerprint of all that the warehouse is made of, the record of what was published, the results
of the checks of a candidate. What does not: building, checking and publishing themselves (``warehouse/``,
``expectations/``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb
import polars as pl

from expectations import Validator, table_names
from sederunt.sources.files import write_atomically
from sederunt.sources.home import Home
from sederunt.sources.ledger import Ledger
from sederunt.sources.own_reference import own_files
from sederunt.sources.register import collections
from sederunt.sources.web.manifest import Manifest
from sederunt.tables import tables
from warehouse.publish import candidate_path, published_path

#: Packages and files whose content decides what a warehouse built from the same facts holds, and how it is checked.
_CODE = (
    "warehouse",
    "expectations",
    "sederunt.registry",
    "sederunt/tables.py",
    "sederunt/tables.toml",
    "sederunt/sqlfiles.py",
)
_LIBRARIES = ("duckdb", "great-expectations", "polars")


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a version of the warehouse: what it was made of, its rows by the table's name in SQL, and by
    what code it was made (``made_by``).
    """

    fingerprint: str
    n_rows: Mapping[str, int]
    version: str = ""
    made_by: str = ""


def fingerprint(home: Home, reader_version: str) -> str:
    """The same as long as the warehouse would come out the same: facts, failures, reader, code, libraries, the user's
    own reference.
    """
    return _digest([reader_version, made_by(home), *_facts(home)])


def made_by(home: Home) -> str:
    """The same as long as the same facts make the same warehouse: code, libraries, and the user's own reference."""
    own = (words for path in own_files(home.reference) for words in _contents(path))
    return _digest([*map(version, _LIBRARIES), *_code(), *own])


def reusable(home: Home) -> Path | None:
    """The published file, where the present code has made it: what nothing new touches can be taken from it."""
    record = published_record(home)
    return published_path(home.path).resolve() if record is not None and record.made_by == made_by(home) else None


def _digest(words: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for word in words:
        digest.update(word.encode("utf-8") + b"\0")
    return digest.hexdigest()


def _facts(home: Home) -> Iterator[str]:
    for collection in collections(home):
        ledger = Ledger.load(home.ledger(collection.name))
        yield f"{collection.name} {[(shard, sorted(readings)) for shard, readings in ledger.shards().items()]}"
        yield str(ledger.failures().rows())
        yield str(Manifest.load(home.manifest(collection.name)).frame().rows())


def _code() -> Iterator[str]:
    for name in _CODE:
        package, _, file = name.partition("/")
        yield from _contents(files(package) / file if file else files(package))


def _contents(place: Traversable) -> Iterator[str]:
    """Names and hashes of the files in a place; what Python and the linters leave there does not count."""
    if place.is_file():
        yield f"{place.name} {hashlib.sha256(place.read_bytes()).hexdigest()}"
        return
    for child in sorted(place.iterdir(), key=lambda child: child.name):
        if not child.name.startswith((".", "__pycache__")):
            yield from _contents(child)


def shards(home: Home) -> list[Path]:
    """The shards of all collections of the home, which the warehouse is built from."""
    return [
        home.facts(collection.name) / shard
        for collection in collections(home)
        for shard in Ledger.load(home.ledger(collection.name)).shards()
    ]


def failures(home: Home) -> pl.DataFrame:
    """The failures of all collections, each document once."""
    frames = [Ledger.load(home.ledger(collection.name)).failures() for collection in collections(home)]
    return pl.concat([tables()["failures"].frame([]), *frames]).unique("document_id", keep="first", maintain_order=True)


def fetches(home: Home) -> pl.DataFrame:
    """The manifests of all collections: what was asked over HTTP, and what came."""
    frames = [Manifest.load(home.manifest(collection.name)).frame() for collection in collections(home)]
    return pl.concat([tables()["fetches"].frame([]), *frames])


def _record_path(home: Home) -> Path:
    return home.warehouse / "published.json"


def _candidate_record_path(candidate: Path) -> Path:
    # These names begin with the candidate's, so that the leftovers of a killed run are removed with it.
    return candidate.with_name(f"{candidate.name}.json")


def _results_path(candidate: Path) -> Path:
    return candidate.with_name(f"{candidate.name}.validations.parquet")


def published_record(home: Home) -> Record | None:
    """The record of the published file; None where there is no such file or nothing sure is known of it."""
    try:
        record = Record(**json.loads(_record_path(home).read_text("utf-8")))
        is_published = published_path(home.path).resolve(strict=True).name == record.version
    except (OSError, ValueError, TypeError):
        return None
    return record if is_published else None


def write_candidate_record(candidate: Path, record: Record) -> None:
    """Keep beside a candidate what it was made of."""
    write_atomically(_candidate_record_path(candidate), json.dumps(asdict(record)).encode("utf-8"))


def record_publication(home: Home, candidate: Path, published: Path) -> Record:
    """Make the candidate's record that of the published file, and remove what stood beside the candidate."""
    record = Record(**(json.loads(_candidate_record_path(candidate).read_text("utf-8")) | {"version": published.name}))
    write_atomically(_record_path(home), json.dumps(asdict(record)).encode("utf-8"))
    _candidate_record_path(candidate).unlink()
    _results_path(candidate).unlink()
    return record


def count_rows(database: Path) -> Mapping[str, int]:
    """The number of rows of every table, by its name in SQL."""
    with duckdb.connect(database, read_only=True) as connection:
        names = connection.sql(
            "SELECT schema_name, table_name FROM duckdb_tables() "
            "WHERE schema_name <> 'readings' AND NOT temporary ORDER BY ALL"
        ).fetchall()
        counts = {}
        for schema, table in names:
            rows = connection.sql(f'SELECT count(*) FROM "{schema}"."{table}"').fetchall()
            counts[table if schema == "main" else f"{schema}.{table}"] = int(rows[0][0])
    return counts


def recorded_results(home: Home, run_id: str) -> pl.DataFrame | None:
    """The results of the checks of the run's candidate, as rows of table ``validations``; None where it is unchecked.

    Where the run has built none, those that the published file was published with: it cannot have changed. None where
    there is no such file.
    """
    candidate = candidate_path(home.path, run_id)
    if not candidate.is_file():
        return _published_results(home)
    recorded = _results_path(candidate)
    return pl.read_parquet(recorded) if recorded.is_file() else None


def results(home: Home, run_id: str, advance: Callable[[int, int], None]) -> pl.DataFrame | None:
    """The same, but the candidate is checked where that has not been done yet; None where there is nothing to check."""
    candidate = candidate_path(home.path, run_id)
    found = recorded_results(home, run_id)
    if found is None and candidate.is_file():
        found = _validate(candidate, run_id, advance)
        recorded = _results_path(candidate)
        draft = recorded.with_name(f"{recorded.name}.tmp")
        found.write_parquet(draft)
        draft.replace(recorded)
    return found


def _validate(candidate: Path, run_id: str, advance: Callable[[int, int], None]) -> pl.DataFrame:
    frames = [tables()["validations"].frame([])]
    with Validator(candidate) as validator:
        for number, table in enumerate(table_names(), start=1):
            frames.append(validator.validate(table, run_id))
            advance(number, len(table_names()))
    return pl.concat(frames)


def _published_results(home: Home) -> pl.DataFrame | None:
    path = published_path(home.path)
    return _results_in(path.resolve()) if path.is_file() else None


@cache
def _results_in(path: Path) -> pl.DataFrame:
    """The results in a published version, which never changes: every check of a run asks for them."""
    columns = ", ".join(tables()["validations"].column_names)
    with duckdb.connect(path, read_only=True) as connection:
        return connection.sql(f"SELECT {columns} FROM quality.validations ORDER BY table_name, expectation").pl()
