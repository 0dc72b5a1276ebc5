"""The layer of the releases: the published facts as files for others, versioned, with changes and quality report.

What belongs here: the assets around ``warehouse/releases``. What does not: what a release holds.
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
from collections.abc import Iterator

import dagster as dg

from assets.keys import CHANGES, DATA_PACKAGE, OWNERS, QUALITY_REPORT, RELEASE
from assets.progress import Progress
from sederunt.sources.home import Home
from sederunt.sources.register import collections
from warehouse.errors import ReleaseFailed
from warehouse.publish import published_path
from warehouse.releases import Release, make_release, releases_path

_DESCRIPTIONS = {
    DATA_PACKAGE: "A release of the data: tables as Parquet, small ones as CSV, the DuckDB file, `datapackage.json`.",
    QUALITY_REPORT: "How well the reports of the release are read, with bounds, and what is wrong or missing.",
    CHANGES: "What changed since the previous release: rows added, gone, changed and moved, with the reason.",
}


def release_home(home: Home, version: str | None, progress: Progress) -> Release:
    """Make a release of what the home has published. Raises ``ReleaseFailed``."""
    progress.stage("making the release")
    folders = {one.name: str(one.folder) for one in collections(home) if one.folder is not None}
    return make_release(published_path(home.path), releases_path(home.path), folders, version, advance=progress.advance)


@dg.multi_asset(
    name="data_package",
    specs=[
        dg.AssetSpec(key, deps=[RELEASE], description=words, group_name="release", owners=OWNERS, kinds={kind})
        for (key, words), kind in zip(_DESCRIPTIONS.items(), ("parquet", "markdown", "parquet"), strict=True)
    ],
)
def data_package(
    context: dg.AssetExecutionContext, home: dg.ResourceParam[Home], progress: dg.ResourceParam[Progress]
) -> Iterator[dg.MaterializeResult[None]]:
    """Make a release; where nothing has changed since the last one, that one stands."""
    try:
        made = release_home(home, None, progress)
    except ReleaseFailed as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    if not made.is_new:
        context.log.info(f"nothing has changed: release {made.version} stands")
    mark = dg.DataVersion(made.version)
    about = {"version": made.version, "new": made.is_new}
    yield dg.MaterializeResult(
        asset_key=DATA_PACKAGE,
        metadata={**about, "path": dg.MetadataValue.path(str(made.folder)), "tables": len(made.n_rows)},
        data_version=mark,
    )
    page = (made.folder / "quality.md").read_text("utf-8")
    yield dg.MaterializeResult(
        asset_key=QUALITY_REPORT, metadata={**about, "report": dg.MetadataValue.md(page)}, data_version=mark
    )
    counts = {f"{change}, {reason}": n for (change, reason), n in made.n_changes.items()}
    yield dg.MaterializeResult(
        asset_key=CHANGES,
        metadata={**about, "compared with": made.previous or "none", "rows": sum(counts.values()), **counts},
        data_version=mark,
    )
