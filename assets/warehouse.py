"""The layers of the warehouse and of the analytics: every table of the DuckDB file, built anew as a candidate.

What belongs here: the asset around ``warehouse/build.py``. What does not: publishing the candidate (``release.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Iterator
from threading import Thread

import dagster as dg
import polars as pl

from assets import candidate as candidates
from assets import figures
from assets.keys import registry_key, warehouse_specs
from assets.progress import Progress
from expectations import load_great_expectations
from sederunt.sources.home import Home
from sederunt.sources.reader import Reader
from warehouse.build import REFERENCE_TABLES, build
from warehouse.errors import BuildFailed
from warehouse.publish import candidate_path


@dg.multi_asset(
    name="warehouse",
    specs=warehouse_specs(),
    ins={table: dg.AssetIn(key=registry_key(table), input_manager_key="parquet") for table in REFERENCE_TABLES},
)
def warehouse(
    context: dg.AssetExecutionContext,
    home: dg.ResourceParam[Home],
    reader: dg.ResourceParam[Reader],
    progress: dg.ResourceParam[Progress],
    **reference: pl.DataFrame,
) -> Iterator[dg.MaterializeResult[None]]:
    """All tables, in one file. Where nothing has changed since the last publication none is built, and what would come
    after, checks and publication, is skipped.
    """
    mark = candidates.fingerprint(home, reader.version)
    published = candidates.published_record(home)
    if published is not None and published.fingerprint == mark:
        context.log.info("nothing has changed: the published file stands")
        return
    progress.stage("building the warehouse")
    loading = Thread(target=load_great_expectations, daemon=True)  # seconds, in which DuckDB is at work
    loading.start()
    record = _build(home, context.run.run_id, mark, reference)
    about = {**figures.accuracy(), "documents": figures.of_documents(candidate_path(home.path, context.run.run_id))}
    for spec in warehouse_specs():
        table = ".".join(spec.key.path)
        yield dg.MaterializeResult(
            asset_key=spec.key,
            metadata={"dagster/row_count": record.n_rows[table], **about.get(table, {})},
            data_version=dg.DataVersion(record.fingerprint),
        )
    loading.join()


def _build(home: Home, run_id: str, mark: str, reference: dict[str, pl.DataFrame]) -> candidates.Record:
    candidate = candidate_path(home.path, run_id)
    try:
        build(
            candidates.shards(home),
            candidates.failures(home),
            reference,
            candidate,
            candidates.fetches(home),
            candidates.reusable(home),
        )
    except BuildFailed as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    record = candidates.Record(mark, candidates.count_rows(candidate), made_by=candidates.made_by(home))
    candidates.write_candidate_record(candidate, record)
    return record
