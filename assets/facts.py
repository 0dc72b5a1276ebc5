"""The layer of the facts: what the documents say, as Parquet shards.

What belongs here: the asset around ``sederunt/sources/batches.py``. What does not: how a document is read
(``sederunt/report.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
import dagster as dg

from assets.documents import wanted
from assets.keys import COLLECTIONS, DAILY, FILES, OWNERS, READINGS
from assets.progress import Progress
from sederunt.sources.batches import read_news
from sederunt.sources.collections import defaults
from sederunt.sources.home import Home
from sederunt.sources.mirror import mirror_of
from sederunt.sources.reader import Reader


@dg.asset(
    key=READINGS,
    deps=[FILES],
    partitions_def=COLLECTIONS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="facts",
    kinds={"polars", "parquet"},
    owners=OWNERS,
    freshness_policy=DAILY,
)
def readings(
    context: dg.AssetExecutionContext,
    home: dg.ResourceParam[Home],
    reader: dg.ResourceParam[Reader],
    progress: dg.ResourceParam[Progress],
) -> None:
    """The facts of every document of a collection: `facts/<collection>/<shard>/<table>.parquet` in the home.

    Only what is new, what has changed and what an older reader has read is read. A document that cannot be read is a
    row of `quality.failures`; the run goes on.
    """
    spoilt: list[str] = []
    mirror = mirror_of(home)
    for collection in wanted(context, home):
        progress.stage(f"reading {collection.name}")
        found = read_news(home, collection.name, reader, progress.advance)
        if mirror is not None:
            progress.stage(f"bringing {collection.name} to the object store")
            mirror.take_away(collection.name)
        context.add_asset_metadata(
            {
                "dagster/row_count": found.n_in_collection,
                "read now": found.n_read,
                "failed now": found.n_failed,
                "failed": found.n_failed_in_collection,
                "share failed": round(found.share_failed, 4),
                **({} if found.share_accounted is None else {"share accounted": round(found.share_accounted, 4)}),
                "reader": reader.version,
                "facts": dg.MetadataValue.path(str(home.facts(collection.name))),
            },
            partition_key=collection.name,
        )
        if found.share_failed > collection.max_share_failed and found.n_expected >= defaults()["share_counts_from"]:
            spoilt.append(
                f"{collection.name}: {found.n_without_facts} of {found.n_expected} documents could not be had or read, "
                f"more than the share of {collection.max_share_failed:g} that max_share_failed allows"
            )
    if spoilt:
        raise dg.Failure("; ".join(spoilt), allow_retries=False)
