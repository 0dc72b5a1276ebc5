"""The frames of the registry meet the declared tables, and importing the registry stays light."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sederunt.registry import frames
from sederunt.tables import tables

NAMES = [
    "participants",
    "participant_names",
    "successions",
    "bodies",
    "body_names",
    "groups",
    "group_members",
    "treaties",
    "eligibility",
]


def test_the_frames_are_those_of_the_reference_tables() -> None:
    assert list(frames()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_schema_nulls_and_values(name: str) -> None:
    frame, table = frames()[name], tables()[name]
    assert frame.schema == table.polars_schema()
    assert frame.height > 0
    for column in table.columns:
        values = frame[column.name]
        assert column.is_nullable or values.null_count() == 0, column.name
        assert not column.values or set(values.drop_nulls()) <= set(column.values), column.name


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique(name: str) -> None:
    frame = frames()[name]
    assert frame.select(tables()[name].key).is_duplicated().sum() == 0


@pytest.mark.parametrize("name", NAMES)
def test_references_lead_somewhere(name: str) -> None:
    found = frames()
    for column in tables()[name].columns:
        if column.references is not None:
            target = tables()[column.references].key[0]
            assert set(found[name][column.name].drop_nulls()) <= set(found[column.references][target]), column.name


def test_importing_the_registry_loads_no_polars() -> None:
    code = "import sys, sederunt.registry; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
