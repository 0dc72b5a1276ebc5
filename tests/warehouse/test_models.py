"""The models: what their headers declare is what their queries return, and their figures are those computed by hand.

A case is a file of models/, named after its model: the rows that go in, the rows that must come out (columns left out
do not matter to the case). Rows that several cases share stand in bases/, which a case names. `where` picks the rows of
the model that a case is about; without it, it is about all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from sederunt.sqlfiles import SqlFile, read_sql_file
from sederunt.tables import DUCKDB_TYPES
from tests.warehouse.shards import load
from warehouse.models import Model, macros, model_of, models, views

OfBase = Callable[[str], Path]
CASES = sorted(Path(__file__).with_name("models").glob("*.yaml"))
every_model = pytest.mark.parametrize("model", [*models(), *views()], ids=lambda model: model.table.name)


@every_model
def test_the_header_declares_what_the_query_returns(clean: Path, model: Model) -> None:
    with duckdb.connect(clean, read_only=True) as connection:
        returned = [row[:2] for row in connection.sql(f"DESCRIBE {model.query}").fetchall()]
    assert returned == [(column.name, DUCKDB_TYPES[column.type]) for column in model.table.columns]


@every_model
def test_the_key_is_unique_and_what_may_not_be_empty_is_not(clean: Path, of_base: OfBase, model: Model) -> None:
    assert model.table.key
    required = " OR ".join(f"{column.name} IS NULL" for column in model.table.columns if not column.is_nullable)
    name, key = model.table.qualified_name, ", ".join(model.table.key)
    n_rows = 0
    for candidate in (clean, of_base("weirs")):
        with duckdb.connect(candidate, read_only=True) as connection:
            n_rows += len(connection.sql(f"FROM {name}").fetchall())
            assert connection.sql(f"FROM {name}").filter(required).fetchall() == []
            assert connection.sql(f"SELECT {key} FROM {name} GROUP BY {key} HAVING count(*) > 1").fetchall() == []
    assert n_rows


@every_model
def test_the_header_says_what_it_is(model: Model) -> None:
    assert model.table.description and model.table.grain.startswith("one row per ")
    assert all(column.description for column in model.table.columns)


def test_every_model_has_a_case() -> None:
    assert {case.stem.partition("-")[0] for case in CASES} == {model.table.name for model in models()}
    assert all(macro.description and macro.parameters for macro in macros())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_figures_are_those_computed_by_hand(built: Callable[..., Path], of_base: OfBase, case: Path) -> None:
    content = load(case)
    expected: list[dict[str, Any]] = content["expected"]
    where = content.get("where", "true")
    name = case.stem.partition("-")[0]
    candidate = of_base(content["base"]) if "base" in content else built(content)
    with duckdb.connect(candidate, read_only=True) as connection:
        found = connection.sql(f"FROM analytics.{name} WHERE {where}")
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    assert len(rows) == len(expected), rows
    compared = [{key: rounded(row[key]) for key in wanted} for row, wanted in zip(rows, expected, strict=True)]
    assert compared == [{key: rounded(value) for key, value in wanted.items()} for wanted in expected]


def rounded(value: Any) -> Any:
    """Figures computed by hand have four decimals."""
    return round(value, 4) if isinstance(value, float) else value


def test_a_header_is_required(tmp_path: Path) -> None:
    file = tmp_path / "bare.sql"
    file.write_text("SELECT 1\n")
    with pytest.raises(ValueError, match=r"bare\.sql: the file must begin with a header"):
        read_sql_file(file)
    file.write_text("/*\ngrain = \n*/\nSELECT 1\n")
    with pytest.raises(ValueError, match=r"bare\.sql: the header is no TOML"):
        read_sql_file(file)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (None, "the header lacks columns, grain"),
        ([["n", "int", "A number"]], "column n has the unknown type int"),
        ([["n", "integer", "A number", "nullable"]], "column n has the unknown flag nullable"),
    ],
)
def test_a_wrong_header_is_told(columns: list[list[str]] | None, told: str) -> None:
    header = {"description": "x"} | ({} if columns is None else {"columns": columns, "grain": "one row per x"})
    with pytest.raises(ValueError, match=rf"bad\.sql: {told}"):
        model_of(SqlFile("bad", header, "SELECT 1"), "analytics")
