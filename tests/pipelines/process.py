"""Runs in processes of their own, to be interrupted and killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Seconds that a stage may take on a machine that does other things as well.
PATIENCE = 300


@dataclass
class Run:
    """`sederunt <arguments>`, with the invented reader. ``mark`` is in the environment of all its processes."""

    arguments: list[str]
    mark: str = field(default_factory=lambda: f"SEDERUNT_TEST={uuid.uuid4().hex}")

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[str]]:
        name, _, value = self.mark.partition("=")
        environment = {**os.environ, name: value, "COLUMNS": "160", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tests.pipelines.drive", *self.arguments]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()
            for other in self.processes():
                with suppress(ProcessLookupError):
                    os.kill(other, signal.SIGKILL)

    def finished(self) -> int:
        """Run to the end; the exit code."""
        with self.started() as process:
            process.communicate(timeout=PATIENCE)
            return process.returncode

    def until(self, is_reached: Callable[[], bool], signal_: signal.Signals) -> tuple[int, str]:
        """Send a signal as soon as a stage is reached; the exit code, and what was written to stderr."""
        with self.started() as process:
            wait_for(lambda: is_reached() or process.poll() is not None)
            assert process.poll() is None, process.communicate()
            process.send_signal(signal_)
            _, errors = process.communicate(timeout=PATIENCE)
            return process.returncode, errors

    def processes(self) -> list[int]:
        """The processes of this run that are still there."""
        return processes_with(self.mark)


def processes_with(setting: str) -> list[int]:
    """The processes that have this setting (``NAME=value``) in their environment."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            environment = (entry / "environ").read_bytes()
        except OSError:  # it ended while we looked, or it is another user's
            continue
        if setting.encode() in environment.split(b"\0"):
            found.append(int(entry.name))
    return found


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(is_reached: Callable[[], bool], patience: float = PATIENCE) -> None:
    until = time.monotonic() + patience
    while not is_reached():
        assert time.monotonic() < until, "the stage was not reached"
        time.sleep(0.005)


def sederunt(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """`sederunt <arguments>` to its end."""
    with Run([str(argument) for argument in arguments]).started() as process:
        output, errors = process.communicate(timeout=PATIENCE)
        return subprocess.CompletedProcess(process.args, process.returncode, output, errors)
