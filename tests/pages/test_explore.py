"""The app for free questions: it runs on what was published, and only on this machine."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pipelines.explore import HOST, command, environment
from sederunt.sources.errors import WrongUse
from sederunt.sources.home import VARIABLE, Home
from tests.pages.conftest import CHROMIUM
from tests.pages.test_browser import FLAGS
from tests.pipelines.process import free_port

pytestmark = pytest.mark.slow


@pytest.fixture
def home(published: Path) -> Home:
    """The invented warehouse is where a home has its published file."""
    return Home(published.parent)


def test_every_cell_runs(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("marimo", reason="the extra `explore` is not installed")
    monkeypatch.setenv(VARIABLE, str(home.path))
    from pages.explore import app

    _, found = app.run()
    assert found["by_meeting"].height == 60
    assert found["by_meeting"]["n_states"].null_count() > 0, "what is not known stays empty"
    assert found["speakers"].height > 100
    assert found["quotes"].height == 200
    for row in found["quotes"].iter_rows(named=True):
        assert row["participant_name"] in row["quote"]
    assert found["answer"].columns == ["capacity", "n"]


def test_without_a_published_file_one_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="run `sederunt run` first"):
        command(Home(tmp_path), 2718)


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
def test_it_is_served_on_this_machine_and_asks_nobody_else(home: Home) -> None:
    pytest.importorskip("marimo", reason="the extra `explore` is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    port = free_port()
    words = command(home, port)
    assert words[words.index("--host") + 1] == HOST == "127.0.0.1"
    process = subprocess.Popen(
        words, env=environment(home, os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_answer(process, f"http://{HOST}:{port}")
        with playwright.sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page()
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"http://{HOST}:{port}")
            page.get_by_role("heading", name="The words behind it").wait_for(timeout=180_000)
            browser.close()
        hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
        assert hosts == {f"{HOST}:{port}"}
    finally:
        process.terminate()
        process.wait(30)


def wait_for_answer(process: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        assert process.poll() is None, "the app has ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"nothing answers at {address}")
