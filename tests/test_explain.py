"""How a paragraph was read, told to a maintainer."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from sederunt.cli import main

SAMPLE = Path(__file__).parents[1] / "samples" / "en-conference-of-parties.txt"


def told(paragraph: str) -> list[str]:
    result = CliRunner().invoke(main, ["explain", str(SAMPLE), "--paragraph", paragraph])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_the_cue_the_names_and_the_facts_are_told() -> None:
    lines = told("4")
    assert lines[0].startswith("paragraph 4, under: ") and lines[0].endswith("role: attendance")
    assert any(line.startswith("  cue") and "participated in the" in line and "attendance" in line for line in lines)
    assert any(line.split() == ["name", "Eswatini", "=", "SWZ"] for line in lines)
    assert sum(line.startswith("fact      attendance:") for line in lines) == 33


def test_a_number_that_is_not_there_is_told() -> None:
    result = CliRunner().invoke(main, ["explain", str(SAMPLE), "--paragraph", "400"])
    assert result.exit_code == 2
    assert "there is no paragraph 400; there are 1, 2, 3" in result.stderr


def test_a_file_that_is_not_there_is_told() -> None:
    result = CliRunner().invoke(main, ["explain", "nowhere.txt", "--paragraph", "1"])
    assert result.exit_code == 2
    assert result.stderr.startswith("sederunt: nowhere.txt: cannot be opened")
