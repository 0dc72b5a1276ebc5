"""Runs that begin when something has happened.

What belongs here: sensors, each around a pure function. What does not: runs by the clock (``schedules.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import dagster as dg

from pipelines.jobs import whole_way
from pipelines.partitions import run_tags, sync
from sederunt.sources.collections import Collection
from sederunt.sources.errors import WrongUse
from sederunt.sources.folder import FoundFile, walk
from sederunt.sources.home import Home, home_path
from sederunt.sources.register import collections


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the sensor remembers: what it ``saw`` last, for what it has ``started`` a run, how many runs so far."""

    saw: str = ""
    started: str = ""
    n_runs: int = 0

    @classmethod
    def read(cls, text: str | None) -> "Cursor":
        """The cursor of a text; a new one where there is none, or it is of another version."""
        try:
            return cls(**json.loads(text or "{}"))
        except (ValueError, TypeError):
            return cls()

    def look_at(self, mark: str) -> "tuple[Cursor, bool]":
        """The cursor after a look, and whether a run should begin.

        It should when what stands there is new, and has stood there in the same way at the look before: a file that is
        still being written changes from one look to the next.
        """
        begins = mark != self.started and mark == self.saw
        after = replace(self, saw=mark)
        return (replace(after, started=mark, n_runs=self.n_runs + 1) if begins else after), begins

    def text(self) -> str:
        return json.dumps(asdict(self))


def look(known: Sequence[Collection]) -> str:
    """A mark of what stands in the folders now, by names, sizes and times; no file is opened.

    Raises ``WrongUse`` where a folder cannot be read: a failed look is not an empty folder.
    """
    digest = hashlib.sha256()
    for collection in known:
        if collection.folder is None:
            continue
        digest.update(f"{collection.name} {collection.folder}\0".encode())
        for found in walk(collection.folder):
            state = f"{found.size} {found.mtime_ns}" if isinstance(found, FoundFile) else found.reason
            digest.update(f"{found.source_uri} {state}\0".encode())
    return digest.hexdigest()


@dg.sensor(
    job=whole_way,
    minimum_interval_seconds=15,
    description=(
        "Starts a run when files in the folders of the collections have come, changed or gone, "
        "as soon as two looks have found the same: nothing is half written then."
    ),
)
def changed_folders(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """A run when what stands in the folders is not what the last run was started for."""
    try:
        known = collections(Home(home_path(None, os.environ)))
        mark = look(known)
    except WrongUse as error:
        return dg.SkipReason(str(error))
    before = Cursor.read(context.cursor)
    after, begins = before.look_at(mark)
    context.update_cursor(after.text())
    if not begins:
        settles = mark != before.started
        return dg.SkipReason("something has changed; waiting until it stays" if settles else "nothing has changed")
    sync(context.instance, known)
    # The number: a folder that is again as it was before the last run needs a run too.
    return dg.RunRequest(run_key=f"{after.n_runs}-{mark}", tags=dict(run_tags(context.instance, "sensor")))
