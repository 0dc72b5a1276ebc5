"""The layer of the documents: what stands in the folders, taken into the byte store and the ledger.

What belongs here: the asset around ``sederunt/sources/stock.py``. What does not: reading the documents (``facts.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Mapping

import dagster as dg

from assets.keys import COLLECTIONS, FILES, OWNERS
from assets.progress import Progress
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.ledger import SCHEMA
from sederunt.sources.register import Collection, collections
from sederunt.sources.stock import take_stock

_COLUMNS = dg.TableSchema(columns=[dg.TableColumn(name, str(type_)) for name, type_ in SCHEMA.items()])


def wanted(context: dg.AssetExecutionContext, home: Home) -> list[Collection]:
    """The collections that the run is about. Fails where one of them is not in the register."""
    known: Mapping[str, Collection] = {collection.name: collection for collection in collections(home)}
    if unknown := [key for key in context.partition_keys if key not in known]:
        raise dg.Failure(
            f"{', '.join(unknown)}: no such collection in {home.register}; "
            "add its folder with `sederunt run --source DIR`",
            allow_retries=False,
        )
    return [known[key] for key in context.partition_keys]


@dg.asset(
    key=FILES,
    partitions_def=COLLECTIONS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="documents",
    kinds={"file", "parquet"},
    owners=OWNERS,
    metadata={"dagster/column_schema": _COLUMNS},
)
def source_files(
    context: dg.AssetExecutionContext, home: dg.ResourceParam[Home], progress: dg.ResourceParam[Progress]
) -> None:
    """The documents in the folder of a collection: new bytes are in the byte store, all documents in the ledger.

    The ledger is `ledger/<collection>.parquet` in the home: what was asked, when, what came, and what became of it.
    """
    for collection in wanted(context, home):
        progress.stage(f"looking through {collection.name}")
        try:
            stock = take_stock(home, collection, lambda number: progress.advance(number, None))
        except WrongUse as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        context.add_asset_metadata(
            {
                "dagster/row_count": stock.n_documents,
                "new": stock.n_new,
                "changed": stock.n_changed,
                "gone": stock.n_gone,
                "unreadable": stock.n_unreadable,
                "folder": dg.MetadataValue.path(str(collection.folder)),
                "ledger": dg.MetadataValue.path(str(home.ledger(collection.name))),
            },
            partition_key=collection.name,
        )
