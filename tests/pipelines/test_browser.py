"""The UI in a browser: the assets, the partitions, the checks with their results, the figures over time."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipelines.process import Run, free_port, sederunt
from tests.sources.invented import text_of, write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")]

#: A page, and words that a person sees on it.
PAGES = {
    "asset-graph": (
        "/locations/pipelines.definitions/asset-groups/documents/lineage",
        ["files", "readings", "fetches"],
    ),
    "partitions": ("/assets/sources/files?view=partitions", ["reefs", "tides", "Materialized (2)"]),
    "checks": ("/assets/quality/failures?view=checks", ["every_document_read", "Failed", "key_unique", "Succeeded"]),
    "figures": ("/assets/quality/fetches?view=checks", ["every_question_answered", "Plots", "unexpected"]),
    "freshness": ("/assets/sources/files?view=overview", ["Freshness policy", "Row count", "changed_folders"]),
    "runs": ("/runs", ["whole_way", "Success", "sederunt/started_by: command"]),
}


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The UI of a home that two runs have been through; its address."""
    folder = tmp_path_factory.mktemp("browser")
    for name, number in (("tides", 1), ("reefs", 2)):
        write(folder / name, a=text_of(name, number), b=f"UNREADABLE {name}")
    sources = [word for name in ("tides", "reefs") for word in ("--source", str(folder / name))]
    for arguments in (sources, []):
        if not arguments:  # a run without news skips the checks
            write(folder / "tides", c=text_of("tides", 3))
        done = sederunt("run", *arguments, "--home", folder / "home")
        assert done.returncode == 0, done.stdout + done.stderr
    port = free_port()
    with Run(["ui", "--home", str(folder / "home"), "--port", str(port)]).started() as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Starting")
        assert process.stdout.readline().startswith("Open")
        yield f"http://127.0.0.1:{port}"


def seen(address: str, picture: Path | None = None) -> str:
    """The page as the browser holds it once it has come to rest; its picture, where one is wanted."""
    assert CHROMIUM is not None
    how = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1500,1000"]
    how += ["--virtual-time-budget=30000", "--dump-dom" if picture is None else f"--screenshot={picture}"]
    return subprocess.run([CHROMIUM, *how, address], capture_output=True, text=True, timeout=180).stdout


@pytest.mark.parametrize("page", PAGES)
def test_the_ui_shows_what_happened(ui: str, page: str) -> None:
    """With SEDERUNT_SCREENSHOTS the pictures of the docs are made anew in that folder."""
    path, words = PAGES[page]
    content = seen(ui + path)
    assert not [word for word in words if word not in content]
    if folder := os.environ.get("SEDERUNT_SCREENSHOTS"):
        picture = Path(folder, f"ui-{page}.png")
        seen(ui + path, picture)
        assert picture.read_bytes().startswith(b"\x89PNG")
