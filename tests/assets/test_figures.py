"""The figures that Dagster plots."""

from __future__ import annotations

from pathlib import Path

from assets.figures import accuracy, of_documents
from sederunt.tables import FACT_TABLES
from tests.warehouse import shards
from tests.warehouse.conftest import build_candidate

CLEAN = Path(shards.__file__).with_name("clean.yaml")


def test_the_accuracy_of_tables_is_told_as_shares() -> None:
    assert {"meetings", "attendance", "statements"} <= accuracy().keys() <= {*FACT_TABLES}
    for figures in accuracy().values():
        assert figures and all(0 <= share <= 1 for share in figures.values())


def test_the_documents_are_told_with_what_is_accounted_for(tmp_path: Path) -> None:
    found = of_documents(build_candidate(tmp_path, shards.load(CLEAN)))
    assert found == {"share accounted": round(109 / 110, 4), "works": 2, "languages": 2}


def test_without_lists_and_statements_no_share_is_told(tmp_path: Path) -> None:
    assert of_documents(build_candidate(tmp_path)) == {"works": 0, "languages": 0}
