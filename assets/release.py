"""The layer of the release: the file that analysts open.

What belongs here: the asset around ``warehouse/publish.py``. What does not: the tables in it (``warehouse.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Iterator

import dagster as dg

from assets import candidate as candidates
from assets.keys import OWNERS, RELEASE, VALIDATIONS, validations_spec, warehouse_specs
from assets.progress import Progress
from expectations import ExpectationError
from sederunt.sources.home import Home
from sederunt.sources.reader import Reader
from warehouse.errors import PublicationFailed, PublicationRefused
from warehouse.publish import candidate_path, publish, published_path

_SPEC = dg.AssetSpec(
    RELEASE,
    deps=[spec.key for spec in warehouse_specs()],
    description="The published file, `sederunt.duckdb` in the home: checked, immutable, swapped in at one stroke.",
    group_name="release",
    kinds={"duckdb"},
    owners=OWNERS,
)

#: Tables whose rows tell how a release compares with those before it.
_PLOTTED = {"documents": "documents", "failures": "quality.failures", "unresolved names": "unresolved_names"}


@dg.multi_asset(name="release", specs=[_SPEC, validations_spec()])
def release(
    context: dg.AssetExecutionContext,
    home: dg.ResourceParam[Home],
    reader: dg.ResourceParam[Reader],
    progress: dg.ResourceParam[Progress],
) -> Iterator[dg.MaterializeResult[None]]:
    """Publish the candidate of this run, unless a critical check failed."""
    progress.stage("publishing")
    candidate = candidate_path(home.path, context.run.run_id)
    try:
        found = candidates.results(home, context.run.run_id, progress.advance)
        if candidate.is_file() and found is not None:
            record: candidates.Record | None = candidates.record_publication(
                home, candidate, publish(candidate, home.path, found)
            )
        else:
            record = candidates.published_record(home)
            if record is not None and record.fingerprint != candidates.fingerprint(home, reader.version):
                record = None
    except (ExpectationError, PublicationRefused, PublicationFailed) as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    if record is None or found is None:
        raise dg.Failure(
            "there is no candidate to publish: materialize the tables of the warehouse together with this asset",
            allow_retries=False,
        )
    path = published_path(home.path)
    mark = dg.DataVersion(record.fingerprint)
    yield dg.MaterializeResult(
        asset_key=RELEASE,
        metadata={
            "path": dg.MetadataValue.path(str(path)),
            "version": record.version,
            "size in bytes": path.stat().st_size,
            "checks": found.height,
            "checks not met": found.filter(~found["success"]).height,
            **{name: record.n_rows[table] for name, table in _PLOTTED.items()},
        },
        data_version=mark,
    )
    yield dg.MaterializeResult(asset_key=VALIDATIONS, metadata={"dagster/row_count": found.height}, data_version=mark)
