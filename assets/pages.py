"""The layer of the pages: the static site of the published file.

What belongs here: the asset around ``pages/site.py``. What does not: what the pages show (``pages/``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
import dagster as dg

from assets import candidate as candidates
from assets.keys import OWNERS, PAGES, RELEASE
from pages.site import build, site_path
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from warehouse.publish import published_path


@dg.asset(
    key=PAGES,
    deps=[RELEASE],
    description="A static site of the published file: a page a body, State and meeting; it asks no other host.",
    group_name="release",
    kinds={"html"},
    owners=OWNERS,
)
def site(context: dg.AssetExecutionContext, home: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
    """Write the site anew; the one that is there is swapped out whole."""
    output = site_path(home.path)
    try:
        written = build(published_path(home.path), output)
    except WrongUse as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    record = candidates.published_record(home)
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(output / "index.html")),
            "pages": written.n_pages,
            "largest page in bytes": written.largest,
            "bytes": written.n_bytes,
            "version": record.version if record else "",
        }
    )
