"""The curated tables: participants, bodies, groups, out of the registry.

What belongs here: the asset around ``sederunt/registry/``. What does not: the curated data themselves.
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Iterator

import dagster as dg
import polars as pl

from assets.keys import OWNERS, column_schema, registry_key
from sederunt import registry
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
def curated(context: dg.AssetExecutionContext) -> Iterator[dg.Output[pl.DataFrame]]:
    """The registry, table by table."""
    frames = registry.frames()
    for table in REFERENCE_TABLES:
        yield dg.Output(frames[table], output_name=table, metadata={"dagster/row_count": frames[table].height})
