"""Dagster's records in Postgres, as `deploy/dagster.yaml` sets them: a backfill through the daemon's queue."""

from __future__ import annotations

import getpass
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import pytest

from sederunt.sources.home import Home
from sederunt.sources.register import register
from tests.pipelines.process import PATIENCE, ROOT, free_port, processes_with, wait_for
from tests.sources.invented import text_of, write


def program(name: str) -> str | None:
    """A program of Postgres; Debian keeps them out of the way, by version."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (program("initdb") and program("postgres")), reason="Postgres is not installed"),
    pytest.mark.skipif(
        not (importlib.util.find_spec("dagster_postgres") and importlib.util.find_spec("psycopg2")),
        reason="dagster-postgres and psycopg2 are not installed",
    ),
]


@pytest.fixture
def postgres() -> Iterator[str]:
    """A server of its own, in a folder that goes with it; the address of its database."""
    folder = Path(tempfile.mkdtemp(prefix="sederunt-pg-"))
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()  # it refuses to be run by root
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    port = free_port()
    as_user = {"user": user} if os.geteuid() == 0 else {}
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [program("initdb"), "-D", data, "-U", "sederunt", "-A", "trust", "-N"], check=True, **quiet, **as_user
    )
    command = [program("postgres"), "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-F"]
    process = subprocess.Popen(command, **quiet, **as_user)
    try:
        wait_for(lambda: answers(port))
        yield f"postgresql+psycopg2://sederunt@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        shutil.rmtree(folder)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def daemon(environment: dict[str, str], log: Path) -> Iterator[None]:
    """Dagster's daemon, which ends with all that it has started."""
    command = [sys.executable, "-m", "dagster._daemon", "run", "-m", "pipelines.definitions"]
    with log.open("w") as stream:
        process = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=stream, stderr=stream, start_new_session=True
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
                # Its code servers have sessions of their own, and wait for a database that goes too.
                for other in processes_with(f"SEDERUNT_POSTGRES={environment['SEDERUNT_POSTGRES']}"):
                    if other != os.getpid():
                        with suppress(ProcessLookupError):
                            os.kill(other, signal.SIGKILL)


def test_a_backfill_of_all_collections_goes_through_the_queue(
    tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dagster as dg

    from pipelines.instance import open_instance
    from pipelines.partitions import sync

    home = Home(tmp_path / "home")
    home.prepare()
    monkeypatch.setenv("SEDERUNT_POSTGRES", postgres)
    monkeypatch.setenv("DAGSTER_HOME", os.devnull)
    monkeypatch.setenv("SEDERUNT_HOME", str(home.path))
    known = register(home, [write(tmp_path / name, a=text_of()) for name in ("one", "two")])
    home.instance.mkdir()
    shutil.copy(ROOT / "deploy" / "dagster.yaml", home.instance / "dagster.yaml")
    with open_instance(home) as instance:
        assert "Postgres" in type(instance.event_log_storage).__name__ or "postgres" in str(instance.info_dict())
        sync(instance, known)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = ["job", "backfill", "-m", "pipelines.definitions", "-j", "whole_way", "--all", "all", "--noprompt"]
        asked = subprocess.run(
            [sys.executable, "-m", "dagster", *command], env=environment, cwd=ROOT, capture_output=True, text=True
        )
        assert asked.returncode == 0, asked.stdout + asked.stderr

        def ended() -> list[dg.DagsterRun]:
            return [run for run in instance.get_runs() if run.is_finished]

        with daemon(environment, tmp_path / "daemon.log"):
            wait_for(lambda: len(ended()) == 2, 5 * PATIENCE)  # two runs, each in a process of its own
        runs = ended()
        told = (tmp_path / "daemon.log").read_text()
        assert {run.status for run in runs} == {dg.DagsterRunStatus.SUCCESS}, told
        assert {run.tags["dagster/partition"] for run in runs} == {"one", "two"}
        records = instance.get_run_records()
        times = sorted((record.start_time or 0.0, record.end_time or 0.0) for record in records)
        assert times[0][1] <= times[1][0]  # one after the other: one writer
    with duckdb.connect(home.path / "sederunt.duckdb", read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM quality.failures").fetchall() == [(1,)]  # the same bytes twice
