"""Runs that begin when something has happened.

What belongs here: sensors, each around a pure function. What does not: runs by the clock (``schedules.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
import hashlib
import os
from collections.abc import Sequence

import dagster as dg

from pipelines.jobs import whole_way
from pipelines.partitions import range_tags, sync
from sederunt.sources.errors import WrongUse
from sederunt.sources.folder import FoundFile, walk
from sederunt.sources.home import Home, home_path
from sederunt.sources.register import Collection, collections


def look(known: Sequence[Collection]) -> str:
    """A mark of what stands in the folders now, by names, sizes and times; no file is opened.

    Raises ``WrongUse`` where a folder cannot be read: a failed look is not an empty folder.
    """
    digest = hashlib.sha256()
    for collection in known:
        digest.update(f"{collection.name} {collection.folder}\0".encode())
        for found in walk(collection.folder):
            state = f"{found.size} {found.mtime_ns}" if isinstance(found, FoundFile) else found.reason
            digest.update(f"{found.source_uri} {state}\0".encode())
    return digest.hexdigest()


@dg.sensor(
    job=whole_way,
    minimum_interval_seconds=60,
    description="Starts a run when files in the folders of the collections have come, changed or gone.",
)
def changed_folders(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """A run when what stands in the folders is not what stood there at the last look."""
    try:
        known = collections(Home(home_path(None, os.environ)))
        mark = look(known)
    except WrongUse as error:
        return dg.SkipReason(str(error))
    if mark == context.cursor:
        return dg.SkipReason("nothing has changed")
    context.update_cursor(mark)
    sync(context.instance, known)
    return dg.RunRequest(run_key=mark, tags=dict(range_tags(context.instance)))
