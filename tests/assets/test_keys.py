"""Every table of the warehouse is an asset, every expectation an asset check."""

from __future__ import annotations

import dagster as dg

from assets.checks import table_checks
from assets.keys import VALIDATIONS, key_of, validations_spec, warehouse_specs
from expectations import checks, table_names
from sederunt.tables import tables
from warehouse.models import models

SPECS = {spec.key: spec for spec in [*warehouse_specs(), validations_spec()]}


def test_every_table_and_every_model_is_an_asset() -> None:
    declared = [*tables().values(), *(model.table for model in models())]
    assert set(SPECS) == {key_of(table) for table in declared}


def test_keys_are_the_names_in_sql() -> None:
    assert key_of(tables()["attendance"]).path == ["attendance"]
    assert key_of(tables()["failures"]).path == ["quality", "failures"]
    assert key_of(tables()["validations"]) == VALIDATIONS


def test_what_dagster_shows_of_a_table() -> None:
    spec = SPECS[dg.AssetKey("attendance")]
    columns = {column.name: column for column in spec.metadata["dagster/column_schema"].columns}
    assert list(columns) == list(tables()["attendance"].column_names)
    assert columns["attendance_id"].constraints.other == ["key"]
    assert not columns["attendance_id"].constraints.nullable
    assert columns["note"].constraints.nullable
    assert "-> meetings" in columns["meeting_id"].constraints.other
    for one in SPECS.values():
        assert one.description and one.owners and one.kinds and one.group_name
        assert all(column.description for column in one.metadata["dagster/column_schema"].columns)


def test_models_come_from_the_tables_that_they_name() -> None:
    deps = {dep.asset_key for dep in SPECS[dg.AssetKey(["analytics", "attendance_by_meeting"])].deps}
    assert {dg.AssetKey("meetings"), dg.AssetKey(["analytics", "presence"])} <= deps
    assert all(SPECS[key_of(model.table)].deps for model in models())


def test_every_expectation_is_a_check_and_critical_ones_block() -> None:
    declared = {(table, check.name): check for table in table_names() for check in checks(table)}
    specs = [spec for definition in table_checks() for spec in definition.check_specs]
    assert len(specs) == len(declared)
    for spec in specs:
        check = declared[(spec.asset_key.path[-1], spec.name)]
        assert spec.blocking == (check.severity == "critical")
        assert spec.description == check.description
