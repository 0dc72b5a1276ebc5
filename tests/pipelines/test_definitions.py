"""The definitions load, and what starts runs asks for the right ones."""

from __future__ import annotations

import tomllib
from pathlib import Path

import dagster as dg
import polars as pl
import pytest
import yaml

from assets.keys import COLLECTIONS, PAGES, RELEASED
from pipelines.definitions import build_defs
from pipelines.instance import open_instance
from pipelines.io_manager import ParquetIOManager
from pipelines.partitions import run_tags, sync
from pipelines.schedules import daily
from pipelines.sensors import changed_folders
from sederunt.sources.home import Home
from sederunt.sources.register import Collection, register
from sederunt.tables import tables
from tests.sources import invented

ROOT = Path(__file__).parents[2]
RANGE = ("dagster/asset_partition_range_start", "dagster/asset_partition_range_end")


def test_definitions_can_be_loaded() -> None:
    dg.Definitions.validate_loadable(build_defs())


def test_a_resource_can_be_replaced() -> None:
    reader = invented.reader()
    repository = build_defs({"reader": reader}).get_repository_def()
    assert repository.get_top_level_resources().keys() >= {"home", "reader", "progress", "parquet"}


def test_the_job_goes_the_whole_way() -> None:
    definitions = build_defs()
    job = definitions.resolve_job_def("whole_way")
    assert set(job.asset_layer.executable_asset_keys) == set(definitions.resolve_all_asset_keys()) - {
        PAGES,
        *RELEASED,
    }


def test_the_site_has_a_job_of_its_own() -> None:
    job = build_defs().resolve_job_def("pages")
    assert set(job.asset_layer.executable_asset_keys) == {PAGES}


def test_a_release_has_a_job_of_its_own() -> None:
    job = build_defs().resolve_job_def("data_release")
    assert set(job.asset_layer.executable_asset_keys) == set(RELEASED)


def test_two_files_name_one_module() -> None:
    workspace = yaml.safe_load((ROOT / "workspace.yaml").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (entry,) = workspace["load_from"]
    assert entry["python_module"]["module_name"] == "pipelines.definitions"
    assert project["tool"]["dg"]["project"]["code_location_target_module"] == "pipelines.definitions"


def test_collections_are_partitions(tmp_path: Path) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        sync(instance, [Collection("a", tmp_path), Collection("b", tmp_path), Collection("c", tmp_path)])
        assert tuple(run_tags(instance, "command").values()) == ("a", "c", "command", "3")
        sync(instance, [Collection("b", tmp_path), Collection("d", tmp_path)])
        assert list(instance.get_dynamic_partitions(str(COLLECTIONS.name))) == ["b", "d"]


def test_the_schedule_asks_for_all_collections(home: Home, tmp_path: Path) -> None:
    register(home, [invented.write(tmp_path / name, a=invented.text_of()) for name in ("one", "two")])
    with dg.instance_for_test() as instance:
        request = daily(dg.build_schedule_context(instance=instance))
    assert isinstance(request, dg.RunRequest)
    assert [request.tags[tag] for tag in RANGE] == ["one", "two"]


def test_the_schedule_skips_when_the_register_is_damaged(home: Home) -> None:
    home.register.write_text("[")
    with dg.instance_for_test() as instance:
        skipped = daily(dg.build_schedule_context(instance=instance))
    assert isinstance(skipped, dg.SkipReason)
    assert "is not understood" in str(skipped.skip_message)


def test_the_sensor_asks_for_a_run_when_something_has_changed(home: Home, tmp_path: Path) -> None:
    folder = invented.write(tmp_path / "tides", a=invented.text_of())
    register(home, [folder])
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance)
        first = settled(context)
        assert isinstance(changed_folders(context), dg.SkipReason)
        invented.write(folder, b=invented.text_of("tides", 2))
        assert settled(context).run_key != first.run_key
        (folder / "b.txt").unlink()  # as it was before, but not as the last run found it
        third = settled(context)
        assert third.run_key != first.run_key
        assert third.tags["sederunt/started_by"] == "sensor"
        folder.rename(tmp_path / "elsewhere")
        skipped = changed_folders(context)
    assert isinstance(skipped, dg.SkipReason)
    assert "there is no folder" in str(skipped.skip_message)


def settled(context: dg.SensorEvaluationContext) -> dg.RunRequest:
    """What the sensor asks for once it has seen the same twice."""
    skipped = changed_folders(context)
    assert isinstance(skipped, dg.SkipReason)
    assert "waiting until it stays" in str(skipped.skip_message)
    request = changed_folders(context)
    assert isinstance(request, dg.RunRequest)
    return request


def test_no_run_is_started_for_a_file_that_is_being_written(home: Home, tmp_path: Path) -> None:
    folder = invented.write(tmp_path / "tides", a=invented.text_of())
    register(home, [folder])
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance)
        settled(context)
        for size in range(1, 5):
            (folder / "b.txt").write_text("x" * size)
            assert isinstance(changed_folders(context), dg.SkipReason)
        assert isinstance(changed_folders(context), dg.RunRequest)


def test_frames_between_assets_have_the_declared_schema(tmp_path: Path) -> None:
    manager = ParquetIOManager(tmp_path)
    frame = pl.DataFrame({"name": ["Group"], "group_id": ["group:g"], "kind": ["regional"], "more": [1]})
    manager.handle_output(dg.build_output_context(asset_key=dg.AssetKey(["registry", "groups"])), frame)
    loaded = pl.read_parquet(tmp_path / "registry" / "groups.parquet")
    assert loaded.schema == tables()["groups"].polars_schema()


@pytest.mark.slow
def test_the_instance_is_quiet_and_keeps_its_events(home: Home) -> None:
    """And Dagster's own event log reads what the one with kept connections has written."""
    from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage

    @dg.asset(check_specs=[dg.AssetCheckSpec("met", asset="one")])
    def one():  # Dagster takes an annotation for the number of outputs
        return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])

    with open_instance(home) as instance:
        assert not instance.telemetry_enabled
        assert not instance.nux_enabled
        runs = [dg.materialize([one], instance=instance).run_id for _ in range(6)]
        kept = [len(instance.all_logs(run)) for run in runs]
    plain = SqliteEventLogStorage(str(home.instance / "history" / "runs"))
    try:
        assert [len(plain.get_logs_for_run(run)) for run in runs] == kept
        assert plain.get_latest_materialization_events([dg.AssetKey("one")])[dg.AssetKey("one")] is not None
    finally:
        plain.dispose()


def test_settings_that_are_there_are_left_alone(home: Home) -> None:
    from pipelines.instance import prepare_instance

    home.instance.mkdir()
    (home.instance / "dagster.yaml").write_text("telemetry: {enabled: false}\n")
    prepare_instance(home)
    assert (home.instance / "dagster.yaml").read_text() == "telemetry: {enabled: false}\n"
