"""The curated tables as assets: the user's own files are laid over them, or stop the run in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import dagster as dg
import polars as pl
import pytest

from assets.candidate import fingerprint
from assets.keys import registry_key
from assets.reference import curated
from sederunt.sources.home import Home

ROW = "body_id,participant_id,status,valid_from,as_of,source\nuntoc-cop,{},party,2017-07-11,2026-01-01,notification\n"


def materialized(home: Home) -> dg.ExecuteInProcessResult:
    resources = {"home": home, "parquet": dg.mem_io_manager}
    return dg.materialize([curated], resources=resources, instance=dg.DagsterInstance.ephemeral())


def test_rows_of_the_users_own_stand_in_the_table(tmp_path: Path) -> None:
    home = Home(tmp_path)
    before = fingerprint(home, "1")
    home.reference.mkdir()
    (home.reference / "eligibility.csv").write_text(ROW.format("JPN"), "utf-8")
    table: pl.DataFrame = materialized(home).asset_value(registry_key("eligibility"))
    of_body = table.filter(pl.col("body_id") == "untoc-cop")
    assert of_body["as_of"].unique().to_list() == [date(2026, 1, 1)]
    assert of_body.filter(pl.col("participant_id") == "JPN")["source"].to_list() == ["notification"]
    assert fingerprint(home, "1") != before, "the warehouse has to be built anew"


def test_a_wrong_file_stops_the_run(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.reference.mkdir()
    (home.reference / "eligibility.csv").write_text(ROW.format("Japan"), "utf-8")
    with pytest.raises(dg.Failure, match=r"eligibility\.csv, line 2: participant_id is Japan"):
        materialized(home)
