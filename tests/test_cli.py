"""``sederunt read``: what a person sees, also when the input is bad."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from sederunt.cli import main

SAMPLE = Path(__file__).parents[1] / "samples" / "fr-joint-working-groups.txt"


def test_tables_for_the_eye() -> None:
    result = CliRunner().invoke(main, ["read", str(SAMPLE)])
    assert result.exit_code == 0
    assert "attendance: 49 rows" in result.output


def test_csv_json_and_parquet() -> None:
    csv = CliRunner().invoke(main, ["read", str(SAMPLE), "--table", "statements", "--format", "csv"])
    assert pl.read_csv(io.StringIO(csv.output)).height == 18
    found = CliRunner().invoke(main, ["read", str(SAMPLE), "--table", "officers", "--format", "json"])
    assert {row["person"] for row in json.loads(found.output)} == {"Inês Carvalhal", "Tomasi Vakalala"}
    parquet = subprocess.run(
        [sys.executable, "-m", "sederunt.cli", "read", str(SAMPLE), "--table", "attendance", "--format", "parquet"],
        capture_output=True,
        check=True,
    )
    assert pl.read_parquet(io.BytesIO(parquet.stdout)).height == 49


BAD: dict[str, tuple[bytes | None, str]] = {
    "missing.txt": (None, "cannot be opened"),
    "empty.txt": (b"", "the file is empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary file"),
    "recipe.txt": (b"Take two eggs and beat them with the sugar until they are white. " * 20, "no report of a meeting"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(name: str, tmp_path: Path) -> None:
    data, words = BAD[name]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    result = CliRunner().invoke(main, ["read", str(path)])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert words in result.stderr
    assert str(path) in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_other_encodings_give_the_same_facts(encoding: str, tmp_path: Path) -> None:
    text = (SAMPLE.parent / "fr-commission-session-latin1.txt").read_text("latin-1")
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    result = CliRunner().invoke(main, ["read", str(path), "--table", "attendance", "--format", "csv"])
    assert result.exit_code == 0
    assert pl.read_csv(io.StringIO(result.output)).height == 36


def test_one_table_to_a_file_format() -> None:
    result = CliRunner().invoke(main, ["read", str(SAMPLE), "--format", "csv"])
    assert result.exit_code == 2
    assert "--table" in result.stderr


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(tmp_path)])
    assert result.exit_code == 2
    assert "cannot be opened" in result.stderr
