"""The layer of the documents: what the sources have, taken into the byte store and the ledger.

What belongs here: the asset around ``sederunt/sources/stock.py`` and ``sederunt/sources/web/``. What does not: reading
the documents (``facts.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.keys import COLLECTIONS, DAILY, FILES, OWNERS
from assets.progress import Progress
from sederunt.sources.collections import Collection
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.ledger import DESCRIPTIONS, SCHEMA
from sederunt.sources.register import collections
from sederunt.sources.stock import Stock, take_stock
from sederunt.sources.web.session import Session

_COLUMNS = dg.TableSchema(
    columns=[dg.TableColumn(name, str(type_), DESCRIPTIONS[name]) for name, type_ in SCHEMA.items()]
)


def wanted(context: dg.AssetExecutionContext, home: Home) -> list[Collection]:
    """The collections that the run is about. Fails where one of them is not in the register."""
    known: Mapping[str, Collection] = {collection.name: collection for collection in collections(home)}
    if unknown := [key for key in context.partition_keys if key not in known]:
        raise dg.Failure(
            f"{', '.join(unknown)}: no such collection in {home.register}; "
            "add its folder with `sederunt run --source DIR`, or its entry",
            allow_retries=False,
        )
    return [known[key] for key in context.partition_keys]


class SourceSilent(Exception):
    """A source did not answer: the reason that Dagster shows for a retry."""


@dg.asset(
    key=FILES,
    partitions_def=COLLECTIONS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="documents",
    kinds={"file", "parquet"},
    owners=OWNERS,
    metadata={"dagster/column_schema": _COLUMNS},
    freshness_policy=DAILY,
)
def source_files(
    context: dg.AssetExecutionContext,
    home: dg.ResourceParam[Home],
    web: dg.ResourceParam[Session],
    progress: dg.ResourceParam[Progress],
) -> None:
    """The documents of a collection, in its folder or over HTTP: new bytes are in the byte store, all in the ledger.

    The ledger is `ledger/<collection>.parquet` in the home: what was asked, when, what came, and what became of it. A
    source that does not answer is asked again some time later; then the run goes on with what it has.
    """
    web.try_again()
    for collection in wanted(context, home):
        progress.stage(f"looking through {collection.name}")
        before = web.n_requests
        try:
            if collection.folder is not None:
                stock = take_stock(home, collection, lambda number: progress.advance(number, None))
            else:
                stock = web.take_stock(collection, progress.advance)
        except WrongUse as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        context.add_asset_metadata(
            {
                "dagster/row_count": stock.n_documents,
                "new": stock.n_new,
                "changed": stock.n_changed,
                "gone": stock.n_gone,
                "unreadable": stock.n_unreadable,
                **(_from_folder(collection) if collection.folder else _from_web(stock, web, before)),
                "ledger": dg.MetadataValue.path(str(home.ledger(collection.name))),
            },
            partition_key=collection.name,
        )
    _ask_again(context, web, progress)


def _from_folder(collection: Collection) -> Mapping[str, Any]:
    return {"folder": dg.MetadataValue.path(str(collection.folder))}


def _from_web(stock: Stock, web: Session, before: int) -> Mapping[str, Any]:
    told = {
        "asked for": stock.n_asked,
        "still the same": stock.n_unchanged,
        "not to be had": stock.n_missing,
        "requests": web.n_requests - before,
        "hosts that do not answer": ", ".join(web.silent_hosts) or "none",
    }
    return {**told, "library": web.library_error} if web.library_error else told


def _ask_again(context: dg.AssetExecutionContext, web: Session, progress: Progress) -> None:
    """Have Dagster try this step once more where a source does not answer: the network alone is worth a retry."""
    silent = web.silent_hosts or ([web.library_error] if web.library_error else [])
    network = web.network
    if not silent:
        return
    words = f"no answer from {', '.join(silent)}"
    if context.retry_number < network.run_retries:
        progress.stage(f"{words}; asking again in {network.run_wait_seconds:g} s")
        raise dg.RetryRequested(network.run_retries, network.run_wait_seconds) from SourceSilent(words)
    context.log.warning(f"{words}; the run goes on with what it has, the next one asks again")
