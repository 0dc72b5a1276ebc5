"""A release as assets and as a command: the same folder, the same words where it cannot be made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from click.testing import CliRunner, Result

from assets.keys import CHANGES, DATA_PACKAGE, QUALITY_REPORT
from assets.progress import Progress
from pipelines.commands import release
from pipelines.definitions import build_defs
from sederunt.registry import frames
from sederunt.sources.home import Home
from sederunt.tables import tables
from warehouse.build import build
from warehouse.publish import published_path


@pytest.fixture
def published(home: Home) -> Home:
    """A home that has published a warehouse in which no document was read."""
    build([], tables()["failures"].frame([]), frames(), published_path(home.path))
    return home


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as made:
        yield made


def make(home: Home, instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    job = build_defs({"home": home, "progress": Progress()}).resolve_job_def("data_release")
    return job.execute_in_process(instance=instance, raise_on_error=False)


def ask(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(release, [*arguments, "--home", str(home)])


@pytest.mark.slow
def test_a_release_is_made_once_for_the_same_facts(published: Home, instance: dg.DagsterInstance) -> None:
    assert make(published, instance).success
    folder = published.path / "releases" / "1.0.0"
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for key in (DATA_PACKAGE, QUALITY_REPORT, CHANGES):
        event = instance.get_latest_materialization_event(key)
        assert event is not None and event.asset_materialization is not None
        assert event.asset_materialization.metadata["version"].value == package["version"] == "1.0.0"
        assert event.asset_materialization.metadata["new"].value is True
    again = ask(published.path)
    assert again.exit_code == 0, again.output
    assert again.stdout == f"Nothing has changed; there is still: {folder}\n"
    other = ask(published.path, "--version", "2026.1.0")
    assert other.stdout.endswith(f"Released: {folder.with_name('2026.1.0')}\n")


@pytest.mark.slow
def test_without_a_published_file_a_run_is_asked_for(home: Home, instance: dg.DagsterInstance) -> None:
    result = make(home, instance)
    (failed,) = result.filter_events(lambda event: event.is_step_failure)
    assert "run `sederunt run` first" in str(failed.step_failure_data.user_failure_data.description)
    told = ask(home.path)
    assert told.exit_code == 1
    assert "run `sederunt run` first" in told.stderr and told.stderr.count("\n") == 1


def test_a_version_that_is_none_is_told(home: Home) -> None:
    published_path(home.path).write_bytes(b"")
    told = ask(home.path, "--version", "next")
    assert told.exit_code == 1
    assert told.stderr == "Error: next is no version: give three numbers, such as 1.0.0\n"
