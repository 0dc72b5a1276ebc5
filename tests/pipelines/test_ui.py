"""`sederunt ui`: it answers on this machine, and ends with everything it started."""

from __future__ import annotations

import json
import signal
import socket
import urllib.request
from pathlib import Path

import pytest

from tests.pipelines.process import PATIENCE, Run, sederunt, wait_for
from tests.sources.invented import text_of, write

pytestmark = pytest.mark.slow


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("last_word", [signal.SIGINT, signal.SIGTERM])
def test_the_webserver_answers_and_ends(tmp_path: Path, port: int, last_word: signal.Signals) -> None:
    run = Run(["ui", "--home", str(tmp_path / "home"), "--port", str(port)])
    with run.started() as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Starting")
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        query = json.dumps({"query": "{assetNodes {assetKey {path}}}"}).encode()
        address = f"http://127.0.0.1:{port}/graphql"
        request = urllib.request.Request(address, query, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            nodes = json.load(answer)["data"]["assetNodes"]
        assert ["release", "sederunt_duckdb"] in [node["assetKey"]["path"] for node in nodes]
        process.send_signal(last_word)
        _, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, errors.strip()) == (130, "Stopped.")
        wait_for(lambda: run.processes() == [])


def test_a_port_that_is_in_use_is_one_line(tmp_path: Path) -> None:
    write(tmp_path / "tides", a=text_of())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = sederunt("ui", "--home", tmp_path / "home", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be used" in done.stderr
