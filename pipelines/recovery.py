"""What a run does before it begins: put away what killed runs have left.

What belongs here: leftovers of every layer, in the order in which they are safe to remove; call it with the home
locked. What does not: the shards that a killed run wrote and did not record, which the next reading removes.
"""

from __future__ import annotations

import dagster as dg

from sederunt.sources.files import remove_temporary
from sederunt.sources.home import Home
from sederunt.sources.mirror import mirror_of
from warehouse.publish import clean_leftovers

#: Tag of the runs that the command starts: the process in which they run.
PID_TAG = "sederunt/pid"


def bring_home(home: Home) -> None:
    """Fetch what this machine lacks of a home that is kept on an object store."""
    mirror = mirror_of(home)
    if mirror is not None:
        mirror.bring_home()


def recover(home: Home) -> None:
    """Remove half-written files and folders, and candidates that were not published."""
    for folder in (
        home.ledgers,
        home.manifests,
        home.catalogue,
        home.path / "facts",
        home.path / "store",
        home.warehouse,
        home.path / "registry",
    ):
        remove_temporary(folder)
    for path in home.path.glob("*.tmp"):
        path.unlink()
    clean_leftovers(home.path)


def close_killed_runs(instance: dg.DagsterInstance) -> None:
    """Record as failed the runs of the command that ended without being able to say so.

    The home is locked: none of them goes on.
    """
    under_way = dg.RunsFilter(
        statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.NOT_STARTED]
    )
    for run in instance.get_runs(filters=under_way):
        if PID_TAG in run.tags:
            instance.report_run_failed(run, f"the process {run.tags[PID_TAG]} ended before the run did")
