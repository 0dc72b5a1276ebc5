"""Frames between assets: one Parquet file an asset, in the schema of its table.

What belongs here: writing and loading them. What does not: the facts, whose shards keep their own books
(``sederunt/sources/shards.py``).
"""

from __future__ import annotations

import io
from pathlib import Path

import dagster as dg
import polars as pl
from upath import UPath

from sederunt.sources.files import write_atomically
from sederunt.tables import tables


class ParquetIOManager(dg.UPathIOManager):
    """``<home>/<asset key>.parquet``; the last part of the key is the name of the table."""

    extension = ".parquet"

    def __init__(self, folder: Path) -> None:
        super().__init__(base_path=UPath(folder))

    def dump_to_path(self, context: dg.OutputContext, obj: pl.DataFrame, path: UPath) -> None:
        buffer = io.BytesIO()
        declared = tables()[context.asset_key.path[-1]].polars_schema()
        obj.select(declared.names()).cast(declared).write_parquet(buffer)
        write_atomically(Path(str(path)), buffer.getvalue())

    def load_from_path(self, context: dg.InputContext, path: UPath) -> pl.DataFrame:
        return pl.read_parquet(Path(str(path)))


@dg.io_manager(required_resource_keys={"home"})
def parquet_io_manager(context: dg.InitResourceContext) -> ParquetIOManager:
    """The I/O manager of the run's home."""
    return ParquetIOManager(context.resources.home.path)
