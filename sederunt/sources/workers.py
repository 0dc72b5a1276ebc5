"""Worker processes: jobs spread over the cores, each process watched, ended where a document costs too much.

What belongs here: processes, and what happens when one dies, goes beyond its limits, or the run is stopped. What does
not: the limits themselves (``limits.py``), what a batch is (``batches.py``) and what is done in it (``reader.py``).

A worker tells which document of its job it has begun, so that the one at fault is known when it has to be ended. It is
watched from outside: code in C that never comes back cannot be stopped from within.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from sederunt.sources.limits import Limits, hold_memory, megabytes_of

Job = TypeVar("Job")
Result = TypeVar("Result")

#: Told by a job: the index of the document that it begins, None when it has done with the last.
Tell = Callable[[int | None], None]

#: Seconds between two looks at the memory of the workers; so long Ctrl-C may have to wait.
_BEAT = 0.1
#: A worker has so many seconds to start, and is tried so often.
_START_SECONDS, _STARTS = 60, 3
#: New objects between two searches for those that hold one another alive.
_OBJECTS = 100_000
#: Loaded once, in the process from which the workers are forked: they start in milliseconds then.
_PRELOADED = ["sederunt.sources.reader", "sederunt.report"]


class WorkerEnded(Exception):
    """A worker was ended, or died, in the middle of a job; ``at`` is the document that it had begun, if any."""

    def __init__(self, reason: str, at: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at


def n_workers() -> int:
    """As many as there are cores for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def without_main() -> Iterator[None]:
    """Worker processes that are started meanwhile do not load the program of this process again, which on the node of a
    cluster is the cluster's own, and takes seconds to load.
    """
    main: dict[str, Any] = vars(sys.modules["__main__"])
    hidden: dict[str, Any] = {name: main.pop(name) for name in ("__file__", "__spec__") if name in main}
    main["__spec__"] = None
    try:
        yield
    finally:
        main.update(hidden)


def spread(
    work: Callable[[Job, Tell], Result], jobs: deque[Job], workers: int, limits: Limits
) -> Iterator[tuple[Job, Result | Exception]]:
    """Do jobs in worker processes; each with its result, the exception it raised, or ``WorkerEnded``, in the order in
    which they end. Jobs that are added to ``jobs`` in the meantime are done too.

    ``work`` must be a function of a module. A worker has one job at a time, so that memory stays bounded, and nobody
    but the document at fault is lost with it.
    """
    pool: list[_Worker[Job, Result]] = []
    try:
        while jobs or any(worker.is_busy for worker in pool):
            pool = [worker for worker in pool if worker.is_alive]
            idle = [worker for worker in pool if not worker.is_busy]
            while jobs and (idle or len(pool) < workers):
                if not idle:
                    idle.append(_started(work, limits))
                    pool.append(idle[-1])
                idle.pop().give(jobs.popleft())
            wait_for([worker.connection for worker in pool if worker.is_busy], _BEAT)
            for worker in pool:
                if worker.is_busy:
                    yield from worker.ended()
    finally:
        for worker in pool:
            worker.end()


def _started(work: Callable[[Job, Tell], Result], limits: Limits) -> _Worker[Job, Result]:
    for _ in range(_STARTS):
        worker = _Worker(work, limits)
        if worker.has_started():
            return worker
        worker.end()
    raise RuntimeError(f"no worker process could be started within {_START_SECONDS} seconds, tried {_STARTS} times")


@dataclass(frozen=True, slots=True)
class _Begun:
    """From a worker: the document that it has begun, and when."""

    at: int | None
    when: float


@dataclass(frozen=True, slots=True)
class _Done:
    """From a worker: the end of a job, one way or the other."""

    result: Any
    error: Exception | None = None


class _Worker(Generic[Job, Result]):
    """One process and what it is doing."""

    def __init__(self, work: Callable[[Job, Tell], Result], limits: Limits) -> None:
        # forkserver: a fork of this process would copy the locks of Polars' and Dagster's threads as they happen to be.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        self.limits = limits
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, work, limits), daemon=True)
        self.process.start()
        theirs.close()
        self.job: Job | None = None
        self.begun = _Begun(None, time.monotonic())
        self.n_begun = 0

    @property
    def is_busy(self) -> bool:
        return self.job is not None

    @property
    def is_alive(self) -> bool:
        return not self.connection.closed

    def has_started(self) -> bool:
        try:
            return self.connection.poll(_START_SECONDS) and self.connection.recv() == _READY
        except (EOFError, OSError):
            return False

    def give(self, job: Job) -> None:
        self.job = job
        self.begun = _Begun(None, time.monotonic())
        try:
            self.connection.send(job)
        except OSError:  # it has died since: seen at the next look
            self.process.kill()

    def ended(self) -> Iterator[tuple[Job, Result | Exception]]:
        """The job and what came of it, if it has ended or must be ended; nothing while it goes on."""
        if self.job is None:
            return
        job, outcome = self.job, self._heard() or self._beyond()
        if outcome is None:
            return
        self.job = None
        if isinstance(outcome, WorkerEnded):
            self.end()
            yield job, outcome
            return
        if self.n_begun >= self.limits.documents:
            self.end()
        yield job, outcome.error or outcome.result

    def _heard(self) -> _Done | WorkerEnded | None:
        """What the worker has told since the last look."""
        try:
            while self.connection.poll():
                told = self.connection.recv()
                if isinstance(told, _Done):
                    return told
                self.begun = told
                self.n_begun += told.at is not None
        except (EOFError, OSError):
            self.process.join()
            return WorkerEnded(f"the process that read it died{_how(self.process.exitcode)}", self.begun.at)
        return None

    def _beyond(self) -> WorkerEnded | None:
        """Why the worker has to be ended, None while it keeps to its limits."""
        if self.begun.at is not None and time.monotonic() - self.begun.when > self.limits.seconds:
            return WorkerEnded(f"it was not read within {self.limits.seconds:g} seconds", self.begun.at)
        used = megabytes_of(self.process.pid or 0)
        if used is not None and used > self.limits.megabytes:
            return WorkerEnded(f"reading it takes more than {self.limits.megabytes} MB of memory", self.begun.at)
        return None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self.connection.closed:
            return
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _how(exitcode: int | None) -> str:
    """How a process died, for a person."""
    if exitcode is None or exitcode >= 0:
        return f" (exit code {exitcode})"
    try:
        return f" ({signal.Signals(-exitcode).name})"
    except ValueError:
        return f" (signal {-exitcode})"


_READY = "ready"


def _serve(connection: Connection, work: Callable[[Any, Tell], Any], limits: Limits) -> None:
    """In the worker: do job after job until the connection is closed."""
    _prepare_worker()
    hold_memory(limits.megabytes)

    def tell(at: int | None) -> None:
        connection.send(_Begun(at, time.monotonic()))

    connection.send(_READY)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        try:
            done = _Done(work(job, tell))
        except Exception as error:  # noqa: BLE001  whatever it is, the run has to hear of it
            done = _Done(None, _portable(error))
        connection.send(done)


def _portable(error: Exception) -> Exception:
    """The exception itself where it can be sent to another process, else its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001  pickling runs code of the exception's class
        return RuntimeError(repr(error))
    return error


def _prepare_worker() -> None:
    """In the worker: leave Ctrl-C to the run, end as soon as the run has ended, however it did, and see that Polars'
    threads work in this process before anything rests on them.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A document makes a hundred thousand small objects and few circles of them: to look for those so seldom saves a
    # tenth of the time, and what was loaded before the fork need not be looked at again.
    gc.freeze()
    gc.set_threshold(_OBJECTS)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    import polars as pl

    pl.DataFrame({"of": ["a", "b"]}).lazy().group_by("of").len().collect()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
