"""One run of the whole way, in this process, with a progress bar: what ``sederunt run`` does.

What belongs here: the run through the Dagster job, and how it ended. What does not: the options of the command
(``commands.py``), what is told at its end (``summary.py``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from rich.console import Console

from assets import candidate as candidates
from assets.keys import FILES, READINGS
from pipelines.definitions import build_defs
from pipelines.instance import open_instance
from pipelines.jobs import whole_way
from pipelines.partitions import run_tags, sync
from pipelines.recovery import PID_TAG, bring_home, close_killed_runs, recover
from pipelines.terminal import progress_bar
from sederunt.sources.folder import require_folder
from sederunt.sources.home import Home, locked
from sederunt.sources.register import SAMPLES, collections, forget_others, register, register_ready_made
from sederunt.sources.web.settings import network


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended.

    ``counts`` holds, by collection and by the words that the assets use, what was found. ``results`` are those of the
    checks, as in ``quality.validations``; None where the run did not come to them. ``error`` is empty where the run
    published, or found that nothing had changed since the last publication (then ``is_new`` is false).
    """

    counts: Mapping[str, Mapping[str, int]]
    has_left_samples: bool
    results: pl.DataFrame | None
    failures: pl.DataFrame
    is_new: bool
    error: str


def run_whole_way(
    home: Home,
    sources: Sequence[Path],
    console: Console,
    overrides: Mapping[str, Any] | None = None,
    ready_made: Sequence[str] = (),
) -> Ending:
    """Register folders and ready-made collections, and bring the home up to date with all its collections.

    Raises ``WrongUse`` where a folder cannot be read, the home cannot be written or another run works on it.
    """
    home.prepare()
    with locked(home):
        bring_home(home)
        if sources:
            register(home, sources)
        if ready_made:
            register_ready_made(home, ready_made)
        wanted = collections(home)
        for collection in wanted:
            if collection.folder is not None:
                require_folder(collection.folder)
        network(home.path)
        recover(home)
        left = forget_others(home, [collection.name for collection in wanted])
        before = candidates.published_record(home)
        with open_instance(home) as instance, progress_bar(console) as progress:
            close_killed_runs(instance)
            sync(instance, wanted)
            definitions = build_defs({"home": home, "progress": progress, **(overrides or {})})
            result = _execute(
                definitions.resolve_job_def(whole_way.name),
                instance=instance,
                run_config={"loggers": {"file": {"config": {"path": str(home.log)}}}},
                tags={**run_tags(instance, "command"), PID_TAG: str(os.getpid())},
                raise_on_error=False,
            )
        results = candidates.recorded_results(home, result.run_id)
        return Ending(
            counts=_counts(result),
            has_left_samples=SAMPLES in left,
            results=results,
            failures=candidates.failures(home),
            is_new=candidates.published_record(home) != before,
            error="" if result.success else _critical(results) or _first_error(result),
        )


def _execute(job: dg.JobDefinition, **arguments: Any) -> dg.ExecuteInProcessResult:
    """Run the job. Raises ``KeyboardInterrupt`` for Ctrl-C, which Dagster turns into an error of the step under way."""
    try:
        result = job.execute_in_process(**arguments)
    except dg.DagsterExecutionInterruptedError as error:
        raise KeyboardInterrupt from error
    failed = result.filter_events(lambda event: event.is_step_failure)
    if any(_is_interrupt(event.step_failure_data.error) for event in failed):
        raise KeyboardInterrupt
    if any(event.event_type == dg.DagsterEventType.PIPELINE_CANCELED for event in result.all_events):
        raise KeyboardInterrupt
    return result


def _is_interrupt(error: Any) -> bool:
    """Whether an error, or what it was raised from, is Dagster's word for Ctrl-C."""
    while error is not None:
        if error.cls_name in (dg.DagsterExecutionInterruptedError.__name__, KeyboardInterrupt.__name__):
            return True
        error = error.cause or error.context
    return False


def _counts(result: dg.ExecuteInProcessResult) -> Mapping[str, Mapping[str, int]]:
    """The numbers that the assets of the documents and facts gave of each collection."""
    counts: dict[str, dict[str, int]] = {}
    for event in result.filter_events(lambda event: event.is_step_materialization):
        made = event.step_materialization_data.materialization
        if made.asset_key in (FILES, READINGS) and made.partition is not None:
            numbers = {name: value.value for name, value in made.metadata.items() if isinstance(value.value, int)}
            rows = numbers.pop("dagster/row_count")
            numbers["documents" if made.asset_key == FILES else "with facts"] = rows
            counts.setdefault(made.partition, {}).update(numbers)
    return counts


def _critical(results: pl.DataFrame | None) -> str:
    """The critical checks that were not met, in words; empty where there are none."""
    if results is None:
        return ""
    unmet = results.filter(~pl.col("success") & (pl.col("severity") == "critical")).sort("table_name", "expectation")
    names = [f"{table}.{check}" for table, check in unmet.select("table_name", "expectation").iter_rows()]
    if not names:
        return ""
    count = "a critical check is" if len(names) == 1 else f"{len(names)} critical checks are"
    return f"{count} not met: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}"


def _first_error(result: dg.ExecuteInProcessResult) -> str:
    """What made the run fail, in the words of the innermost error; all of it is in the log."""
    failed = result.filter_events(lambda event: event.is_step_failure)
    if not failed:
        return "the run could not begin; the log says why"
    step = failed[0].step_failure_data
    if step.user_failure_data is not None and step.user_failure_data.description:
        return str(step.user_failure_data.description)
    error = step.error
    while error is not None and error.cause is not None:
        error = error.cause
    return "unknown" if error is None else error.message.strip().partition("\n")[0]
