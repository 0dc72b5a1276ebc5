"""The curated tables: participants, bodies, groups, out of the registry, with what the user adds to them.

What belongs here: the asset around ``sederunt/registry/``. What does not: the curated data themselves, and the user's
own files (``sederunt/sources/own_reference.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.keys import OWNERS, column_schema, registry_key
from sederunt import registry
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.own_reference import own_files, with_own_reference
from sederunt.tables import tables
from warehouse.build import REFERENCE_TABLES


def _out(table: str) -> dg.AssetOut:
    declared = tables()[table]
    return dg.AssetOut(
        key=registry_key(table),
        io_manager_key="parquet",
        description=f"{declared.description}, as curated in `sederunt/registry/data/`; {declared.grain}.",
        group_name="registry",
        kinds={"polars", "parquet"},
        owners=OWNERS,
        metadata={"dagster/column_schema": column_schema(declared.columns)},
    )


@dg.multi_asset(name="registry", outs={table: _out(table) for table in REFERENCE_TABLES})
def curated(context: dg.AssetExecutionContext, home: dg.ResourceParam[Home]) -> Iterator[dg.Output[pl.DataFrame]]:
    """The registry, table by table, with the rows of the user's own files laid over it."""
    try:
        frames = with_own_reference(registry.frames(), home.reference)
    except WrongUse as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    for path in own_files(home.reference):
        context.log.info(f"{path} is laid over reference.{path.stem}")
    for table in REFERENCE_TABLES:
        yield dg.Output(frames[table], output_name=table, metadata={"dagster/row_count": frames[table].height})
