"""Jobs spread over the nodes of a Ray cluster, where ``$SEDERUNT_RAY`` names one.

What belongs here: handing jobs to Ray and taking back what came of them. What does not: what a job is (``batches.py``),
and the processes of one machine (``workers.py``), by which each node watches its own jobs too.

The address is what ``ray.init`` takes: ``auto``, ``host:6379``, ``ray://host:10001``. A node that is lost takes its
jobs with it: Ray gives them to another. Ray itself is an extra (``pip install sederunt[ray]``), imported here alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, TypeVar

from sederunt.sources.errors import WrongUse
from sederunt.sources.limits import Limits
from sederunt.sources.workers import WorkerEnded

Job = TypeVar("Job")
Result = TypeVar("Result")

VARIABLE = "SEDERUNT_RAY"
#: So often a job is begun anew when the node that had it is lost; a document at fault is ended by its node's own watch.
_RETRIES = 5
#: Jobs given out for each core: one under way, one waiting, so that no core waits for us and memory stays bounded.
_AHEAD = 2
#: Seconds between two looks at the size of the cluster.
_BEAT = 1.0


def spread_over_nodes(
    work: Callable[[Job, Limits], Result], jobs: deque[Job], limits: Limits, address: str
) -> Iterator[tuple[Job, Result | Exception]]:
    """Do jobs on the nodes of a cluster; as ``workers.spread``: each with its result, the exception that it raised, or
    ``WorkerEnded`` where Ray gave it up, in the order in which they end. Jobs that are added to ``jobs`` in the
    meantime are done too.

    ``work`` must be a function of a module that every node has. Raises ``WrongUse`` where Ray is not installed or no
    cluster answers.
    """
    ray = _connected(address)
    task = ray.remote(max_retries=_RETRIES, retry_exceptions=False)(work)
    under_way: dict[Any, Job] = {}
    try:
        while jobs or under_way:
            room = _AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1))) - len(under_way)
            for _ in range(min(room, len(jobs))):
                job = jobs.popleft()
                under_way[task.remote(job, limits)] = job
            ended, _ = ray.wait(list(under_way), timeout=_BEAT)
            for reference in ended:
                yield under_way.pop(reference), _result(ray, reference)
    finally:
        for reference in under_way:
            ray.cancel(reference, force=True)


def _connected(address: str) -> Any:
    try:
        ray: Any = import_module("ray")
    except ModuleNotFoundError as error:
        raise WrongUse(f"${VARIABLE} names a cluster, and Ray is not installed: pip install 'sederunt[ray]'") from error
    if not ray.is_initialized():
        try:
            ray.init(address=address, log_to_driver=False, configure_logging=False)
        except (ConnectionError, ValueError, RuntimeError, TimeoutError) as error:
            reason = str(error).partition("\n")[0]
            raise WrongUse(f"${VARIABLE}={address}: no cluster answers there ({reason})") from error
    return ray


def _result(ray: Any, reference: Any) -> Any:
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        return error.cause
    except ray.exceptions.RayError as error:
        return WorkerEnded(f"the cluster gave it up ({type(error).__name__})")
