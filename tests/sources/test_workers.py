"""What becomes of a process that takes too long or too much, or dies, and of the documents beside the one at fault."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator

import pytest

from sederunt.sources import batches
from sederunt.sources.batches import Readings
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.limits import Limits, limits
from sederunt.sources.register import Collection
from sederunt.sources.workers import Tell, WorkerEnded, spread
from tests.sources.invented import text_of, write
from tests.sources.test_batches import documents, failures, read

TRAPS = {
    "SPIN": "it was not read within 2 seconds",
    "HOARD": "takes more",  # memory: the limit of the process and the look from outside race, one of them sees it
    "GRAB": "takes more memory",
    "CRASH": "the process that read it died (SIGSEGV)",
    "DIE": "the process that read it died (SIGKILL)",
}


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SEDERUNT_SECONDS_PER_DOCUMENT", "2")
    monkeypatch.setenv("SEDERUNT_MEGABYTES_PER_DOCUMENT", "600")
    monkeypatch.setattr(batches, "BATCH_DOCUMENTS", 8)
    yield


@pytest.mark.usefixtures("tight")
@pytest.mark.slow
def test_each_trap_is_one_failure_and_all_others_are_read(home: Home, tides: Collection) -> None:
    write(tides.folder, **{f"c{number:02}": text_of("tides", 10 + number) for number in range(8)})
    write(
        tides.folder,
        **{f"c{7 - at:02}-{trap}": text_of("tides", 90 + at, "2024-03-04", trap) for at, trap in enumerate(TRAPS)},
    )
    assert read(home, tides) == Readings(n_read=10, n_failed=5, n_in_collection=10, n_failed_in_collection=5)
    assert documents(home, tides) == ["a.txt", "b.txt", *(f"c{number:02}.txt" for number in range(8))]
    told = failures(home, tides)
    assert len(told) == len(TRAPS)
    for name, words in told.items():
        assert TRAPS[name.partition("-")[2].removesuffix(".txt")] in words, words
        assert "\n" not in words
    assert read(home, tides) == Readings(0, 0, 10, 5)


def who(job: str, tell: Tell) -> int:
    """The process that does a job."""
    tell(0)
    if job == "raise":
        raise KeyError(job)
    if job == "exit":
        os._exit(3)
    return os.getpid()


def test_a_process_is_replaced_after_its_documents() -> None:
    pids = [pid for _, pid in spread(who, deque("abcdef"), 1, Limits(60, 4096, documents=2))]
    assert len(set(map(str, pids))) == 3
    assert pids[0] == pids[1] != pids[2]


def test_jobs_that_are_added_are_done_too() -> None:
    jobs = deque(["a"])
    done = []
    for job, _ in spread(who, jobs, 2, Limits(60, 4096, 100)):
        done.append(job)
        if job == "a":
            jobs.extend("bc")
    assert sorted(done) == ["a", "b", "c"]


def test_errors_and_deaths_come_back_with_their_job() -> None:
    found = dict(spread(who, deque(["raise", "exit", "fine"]), 1, Limits(60, 4096, 100)))
    assert isinstance(found["raise"], KeyError)
    ended = found["exit"]
    assert isinstance(ended, WorkerEnded)
    assert ended.at == 0
    assert "exit code 3" in ended.reason
    assert isinstance(found["fine"], int)


def test_workers_end_with_the_one_who_watches_them() -> None:
    found = spread(who, deque("ab"), 1, Limits(60, 4096, 100))
    _, pid = next(found)
    assert isinstance(pid, int)
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_environment_sets_limits() -> None:
    assert limits({}).seconds > 1
    assert limits({"SEDERUNT_SECONDS_PER_DOCUMENT": "7.5"}).seconds == 7.5
    assert limits({"SEDERUNT_MEGABYTES_PER_DOCUMENT": "300"}).megabytes == 300


@pytest.mark.parametrize("value", ["", "0", "-1", "nan", "inf", "long"])
def test_a_limit_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(WrongUse, match="SEDERUNT_SECONDS_PER_DOCUMENT="):
        limits({"SEDERUNT_SECONDS_PER_DOCUMENT": value})
