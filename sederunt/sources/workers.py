"""Worker processes: batches spread over the cores, and what happens when a process dies or the run is stopped.

What belongs here: processes. What does not: what a batch is (``batches.py``) and what is done in it (``reader.py``).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


#: Seconds for which Ctrl-C may have to wait: Polars' handler makes the system resume a wait that it interrupts.
_BEAT = 0.5


class WorkerDied(Exception):
    """A worker process ended in the middle of a job: it was killed, or crashed below Python."""


def _prepare_worker() -> None:
    """In the worker: leave Ctrl-C to the run, and end as soon as the run has ended, however it did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


def n_workers() -> int:
    """As many as there are cores for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    work: Callable[[Job], Result], jobs: Sequence[Job], workers: int
) -> Iterator[tuple[Job, Result | Exception]]:
    """Do jobs in worker processes; each with its result, or the exception it raised, in the order in which they end.

    Few jobs are under way at a time, so that memory stays bounded. When a process dies all jobs then under way are
    given back with ``WorkerDied``, since nobody can tell which of them was at fault; the others go on in new processes.
    With one worker one job is under way at a time: then it is the one.
    """
    waiting = list(reversed(jobs))
    while waiting:
        yield from _spread_until_death(work, waiting, workers)


def _spread_until_death(
    work: Callable[[Job], Result], waiting: list[Job], workers: int
) -> Iterator[tuple[Job, Result | Exception]]:
    """Take jobs off ``waiting`` from its end until none is left or a process has died."""
    # forkserver: a fork of this process would copy the locks of Polars' and Dagster's threads as they happen to be.
    context = multiprocessing.get_context("forkserver")
    under_way: dict[Future[Result], Job] = {}
    limit = 1 if workers == 1 else 2 * workers
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_prepare_worker) as pool:
        try:
            is_broken = False
            while under_way or (waiting and not is_broken):
                while waiting and not is_broken and len(under_way) < limit:
                    try:
                        under_way[pool.submit(work, waiting[-1])] = waiting[-1]
                    except BrokenProcessPool:
                        is_broken = True
                    else:
                        waiting.pop()
                if not under_way:  # the processes died before they were given a job
                    job = waiting.pop()
                    yield job, WorkerDied("the worker processes cannot be started")
                for future in wait(under_way, _BEAT, FIRST_COMPLETED).done if under_way else ():
                    job = under_way.pop(future)
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        is_broken = True
                        yield job, WorkerDied("the process that read it died")
                    elif isinstance(error, Exception):
                        yield job, error
                    else:
                        yield job, future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
