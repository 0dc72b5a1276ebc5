"""Questions in SQL: the formats of the answers, and what is said of wrong ones."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner, Result

from pipelines.commands import sql

ROWS = """
CREATE TABLE attendance AS FROM (VALUES
  ('FRA', DATE '2024-03-04', ['1', '2 (a)'], 0.5, 'Côte, "d''Ivoire"'),
  ('CHL', NULL, [], NULL, NULL)
) AS rows(participant_id, day, items, share, words)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with duckdb.connect(tmp_path / "sederunt.duckdb") as connection:
        connection.execute(ROWS)
    return tmp_path


def ask(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(sql, [*arguments, "--home", str(home)])


def test_a_table_for_people(home: Path) -> None:
    result = ask(home, "SELECT participant_id, day, items FROM attendance ORDER BY ALL")
    assert result.exit_code == 0
    assert "FRA" in result.stdout and "2024-03-04" in result.stdout and "1, 2 (a)" in result.stdout


def test_csv(home: Path) -> None:
    result = ask(home, "FROM attendance ORDER BY participant_id DESC", "--format", "csv")
    header, first, second = csv.reader(io.StringIO(result.stdout))
    assert header == ["participant_id", "day", "items", "share", "words"]
    assert first == ["FRA", "2024-03-04", '["1", "2 (a)"]', "0.5", 'Côte, "d\'Ivoire"']
    assert second == ["CHL", "", "[]", "", ""]


def test_json(home: Path) -> None:
    result = ask(home, "FROM attendance ORDER BY participant_id DESC", "--format", "json")
    first, second = json.loads(result.stdout)
    assert first == {
        "participant_id": "FRA",
        "day": "2024-03-04",
        "items": ["1", "2 (a)"],
        "share": 0.5,
        "words": 'Côte, "d\'Ivoire"',
    }
    assert second["day"] is None


def test_json_of_nothing(home: Path) -> None:
    assert json.loads(ask(home, "FROM attendance WHERE false", "--format", "json").stdout) == []


def test_parquet(home: Path) -> None:
    result = ask(home, "FROM attendance", "--format", "parquet")
    frame = pl.read_parquet(io.BytesIO(result.stdout_bytes))
    assert frame.schema["items"] == pl.List(pl.String())
    assert frame.height == 2


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * FROM attendence", "Table with name attendence does not exist"),
        ("SELEC 1", "syntax error"),
        ("DELETE FROM attendance", "read-only"),
        ("CREATE TABLE more AS SELECT 1", "read-only"),
        ("", "this is no query"),
    ],
)
def test_a_wrong_query_is_one_line(home: Path, query: str, words: str) -> None:
    result = ask(home, query)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_without_a_file_a_run_is_asked_for(tmp_path: Path) -> None:
    result = ask(tmp_path, "SELECT 1")
    assert result.exit_code == 2
    assert "run `sederunt run` first" in result.stderr
