"""What becomes of a process that takes too long or too much, or dies, and of the documents beside the one at fault."""

from __future__ import annotations

import os
from collections import deque

import pytest

from sederunt.sources.batches import Readings
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.limits import Limits, limits
from sederunt.sources.register import Collection
from sederunt.sources.workers import Tell, WorkerEnded, spread
from tests.sources.invented import text_of, write
from tests.sources.test_batches import documents, failures, read

#: Documents that are traps, with the seconds and megabytes that they may take, and what is recorded.
TRAPS = {
    "SPIN": ("2", "2000", "it was not read within 2 seconds"),
    "HOARD": ("120", "400", "takes more"),  # of memory: the process sees it, or the one who watches it; they race
    "GRAB": ("120", "400", "takes more memory"),
    "CRASH": ("120", "400", "the process that read it died (SIGSEGV)"),
    "DIE": ("120", "400", "the process that read it died (SIGKILL)"),
}


@pytest.mark.slow
@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_one_failure_and_all_others_are_read(
    trap: str, home: Home, tides: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds, megabytes, words = TRAPS[trap]
    monkeypatch.setenv("SEDERUNT_SECONDS_PER_DOCUMENT", seconds)
    monkeypatch.setenv("SEDERUNT_MEGABYTES_PER_DOCUMENT", megabytes)
    write(tides.folder, **{f"c{number}": text_of("tides", 10 + number) for number in range(3)})
    write(tides.folder, **{name: text_of("tides", 90, "2024-03-04", trap, name) for name in ("c0-trap", "c2-trap")})
    assert read(home, tides) == Readings(n_read=5, n_failed=2, n_in_collection=5, n_failed_in_collection=2)
    assert documents(home, tides) == ["a.txt", "b.txt", "c0.txt", "c1.txt", "c2.txt"]
    told = failures(home, tides)
    assert set(told) == {"c0-trap.txt", "c2-trap.txt"}
    for failure in told.values():
        assert words in failure
        assert "\n" not in failure
    assert read(home, tides) == Readings(0, 0, 5, 2)


@pytest.mark.slow
def test_a_document_is_tried_again_under_other_limits(
    home: Home, tides: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tides.folder, c=text_of("tides", 9, "2024-03-04", "WAIT 2"))
    monkeypatch.setenv("SEDERUNT_SECONDS_PER_DOCUMENT", "1")
    assert read(home, tides).n_failed == 1
    assert read(home, tides).n_failed == 0
    monkeypatch.setenv("SEDERUNT_SECONDS_PER_DOCUMENT", "60")
    assert read(home, tides) == Readings(n_read=1, n_failed=0, n_in_collection=3, n_failed_in_collection=0)


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
