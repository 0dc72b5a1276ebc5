"""Shards: the facts of a number of documents, one folder with one Parquet file a fact table.

What belongs here: writing them, and keeping them few and free of readings that no longer count. What does not: which
readings count (``ledger.py``).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sederunt.sources.files import remove, subfolders, temporary
from sederunt.sources.ledger import Ledger
from sederunt.tables import FACT_TABLES, tables

#: Above this number of small shards in a collection they are merged: each costs the warehouse a file per table.
MANY = 32
#: A shard is small below this number of bytes on disk; merged ones grow until they are not.
SMALL = 4_000_000


class BrokenContract(Exception):
    """The reader gave frames that are not as declared: an error in the program, not in a document."""


def new_name() -> str:
    """A name for a shard that none had before; names sort by time."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"


def fact_schema(name: str) -> pl.Schema:
    """The schema of a fact table in a shard: as declared, after ``reading_id`` where the table does not have it."""
    declared = tables()[name].polars_schema()
    return declared if "reading_id" in declared else pl.Schema({"reading_id": pl.String(), **declared})


def write(frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write a shard under a temporary name, to be committed later. Raises ``BrokenContract``."""
    remove(folder)
    folder.mkdir(parents=True)
    for name in FACT_TABLES:
        expected = fact_schema(name)
        if name not in frames:
            raise BrokenContract(f"the reader gave no frame {name}")
        if dict(frames[name].schema) != dict(expected):
            raise BrokenContract(f"the reader's frame {name} has the schema {frames[name].schema}, not {expected}")
        frames[name].select(expected.names()).write_parquet(folder / f"{name}.parquet")


def commit(draft: Path, shard: Path) -> None:
    """Give a written shard its final name."""
    draft.replace(shard)


def drop_unused(folder: Path, ledger: Ledger) -> int:
    """Remove the shards of which no reading counts, such as those that a killed run wrote and did not record."""
    unused = [path for path in subfolders(folder) if path.name not in ledger.shards()]
    for path in unused:
        remove(path)
    return len(unused)


def lost(folder: Path, ledger: Ledger) -> list[str]:
    """The shards that the ledger names and that are not there whole."""
    return [
        shard
        for shard in ledger.shards()
        if any(not (folder / shard / f"{name}.parquet").is_file() for name in FACT_TABLES)
    ]


def share_accounted(folder: Path, ledger: Ledger) -> float | None:
    """The share of the characters of lists and statements that are accounted for, over a collection; 0 to 1.

    None where its documents have no lists and no statements.
    """
    frames = [
        pl.read_parquet(folder / shard / "documents.parquet", columns=["reading_id", "n_accounted", "n_accountable"])
        .filter(pl.col("reading_id").is_in(list(readings)))
        .select("n_accounted", "n_accountable")
        for shard, readings in ledger.shards().items()
    ]
    if not frames:
        return None
    n_accounted, n_accountable = pl.concat(frames).sum().row(0)
    return float(n_accounted / n_accountable) if n_accountable else None


def tidy(folder: Path, ledger: Ledger) -> None:
    """Rewrite shards in which readings no longer count, merge small ones where they are many; the ledger is saved.

    Where there is nothing to do this costs a look at one column of each shard. At every moment the ledger on disk names
    whole shards only.
    """
    held = ledger.shards()
    stale = [shard for shard, readings in held.items() if _readings(folder / shard) != readings]
    for shard in stale:
        _merge(folder, [shard], held, ledger)
    small = [shard for shard in ledger.shards() if _size(folder / shard) < SMALL]
    if len(small) > MANY:
        for group in _groups(folder, small):
            _merge(folder, group, ledger.shards(), ledger)
    drop_unused(folder, ledger)


def _groups(folder: Path, shards: Sequence[str]) -> list[list[str]]:
    """Neighbouring shards in groups that are no longer small together."""
    groups: list[list[str]] = [[]]
    total = 0
    for shard in shards:
        if total >= SMALL:
            groups.append([])
            total = 0
        groups[-1].append(shard)
        total += _size(folder / shard)
    return groups


def _merge(folder: Path, shards: Sequence[str], held: Mapping[str, AbstractSet[str]], ledger: Ledger) -> None:
    """Put the readings that count in some shards into a new one, and record that they stand there."""
    name = new_name()
    draft = temporary(folder / name)
    write({table: _counting(folder, table, shards, held) for table in FACT_TABLES}, draft)
    commit(draft, folder / name)
    for entry in ledger:
        if entry.shard in shards:
            ledger.put(replace(entry, shard=name))
    ledger.save()


def _counting(folder: Path, table: str, shards: Sequence[str], held: Mapping[str, AbstractSet[str]]) -> pl.DataFrame:
    return pl.concat(
        pl.read_parquet(folder / shard / f"{table}.parquet").filter(pl.col("reading_id").is_in(list(held[shard])))
        for shard in shards
    )


def _readings(shard: Path) -> frozenset[str]:
    return frozenset(pl.read_parquet(shard / "documents.parquet", columns=["reading_id"])["reading_id"])


def _size(shard: Path) -> int:
    return sum(path.stat().st_size for path in shard.iterdir())
