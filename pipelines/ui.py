"""Dagster's webserver and daemon for a home, on this machine only.

What belongs here: starting both, waiting, stopping both. What does not: the settings of the instance (``instance.py``).
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from types import FrameType

from sederunt.sources.errors import WrongUse
from sederunt.sources.home import Home
from sederunt.sources.register import collections

HOST = "127.0.0.1"
#: Seconds in which the webserver has to answer, and in which both have to end.
_PATIENCE = 90
_GRACE = 20
_BEAT = 0.2


def serve(home: Home, port: int, say: Callable[[str], object]) -> None:
    """Serve until Ctrl-C, which is raised again once both processes have ended.

    Raises ``WrongUse`` where it cannot begin, or ends by itself.
    """
    home.prepare()
    _require_free(port)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pipelines.instance import open_instance
        from pipelines.partitions import sync

        with open_instance(home) as instance:
            sync(instance, collections(home))
    log = home.instance / "ui.log"
    # `dagster dev` keeps webserver and daemon together; its own session, so that Ctrl-C reaches it through us only.
    command = [sys.executable, "-m", "dagster", "dev", "-m", "pipelines.definitions", "-h", HOST, "-p", str(port)]
    environment = {**os.environ, "DAGSTER_DISABLE_TELEMETRY": "yes"}
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            command, stdout=stream, stderr=stream, stdin=subprocess.DEVNULL, env=environment, start_new_session=True
        )
    signal.signal(signal.SIGTERM, _interrupt)  # a service manager stops us so; what we have started must end with us
    try:
        say(f"Starting the webserver and the daemon; their log is {log}")
        _wait_for_answer(process, port, str(log))
        say(f"Open http://{HOST}:{port} in the browser. Ctrl-C ends it.")
        while (
            process.poll() is None
        ):  # not wait(): Polars' handler of Ctrl-C makes the system resume what it interrupts
            time.sleep(_BEAT)
        raise WrongUse(f"the webserver has ended by itself; {log} says why")
    finally:
        _stop(process)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise WrongUse(f"port {port} cannot be used: {error.strerror}; give another with --port") from error


def _wait_for_answer(process: subprocess.Popen[bytes], port: int, log: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise WrongUse(f"the webserver could not start; {log} says why")
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(_BEAT)
    raise WrongUse(f"the webserver does not answer; {log} may say why")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End all processes of the session, gently first, and do not return before they have ended."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    for last_word in (signal.SIGTERM, signal.SIGKILL):
        until = time.monotonic() + _GRACE
        while time.monotonic() < until and process.poll() is None:
            time.sleep(_BEAT)
        if not _signal_all(process.pid, last_word):
            break
        time.sleep(_BEAT)
    process.wait()


def _signal_all(session: int, signal_: signal.Signals) -> bool:
    """Whether there was still a process in the session's group to signal."""
    try:
        os.killpg(session, signal_)
    except ProcessLookupError:
        return False
    return True


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
