"""When jobs run by the clock.

What belongs here: schedules. What does not: runs that wait for something to happen (``sensors.py``).
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
import os

import dagster as dg

from pipelines.jobs import whole_way
from pipelines.partitions import run_tags, sync
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home, home_path
from sederunt.sources.register import collections


@dg.schedule(
    job=whole_way,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    description="Every day at 05:00 UTC all collections are looked through, and what is new is read.",
)
def daily(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """One run over all collections of the home."""
    try:
        sync(context.instance, collections(Home(home_path(None, os.environ))))
    except WrongUse as error:
        return dg.SkipReason(str(error))
    return dg.RunRequest(tags=dict(run_tags(context.instance, "schedule")))
