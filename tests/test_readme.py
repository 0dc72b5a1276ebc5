"""What README.md and docs/ tell people to type: the queries run, the Python runs, the targets and options exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sederunt.registry import frames
from sederunt.tables import tables
from warehouse.build import build

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = {"README.md": README} | {
    f"docs/{path.name}": path.read_text("utf-8") for path in sorted((ROOT / "docs").glob("*.md"))
}


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


def queries() -> Iterator[tuple[str, str]]:
    """Every SQL query that a document shows, with the name of the document."""
    for name, text in DOCUMENTS.items():
        for block in blocks(text, "sql"):
            yield from ((name, query) for query in block.split(";") if query.strip())
        for block in blocks(text, "sh"):
            yield from ((name, query) for query in re.findall(r'sederunt sql "([^"]+)"', block))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DuckDB file with all tables, models and views, in which no document was read."""
    path = tmp_path_factory.mktemp("readme") / "sederunt.duckdb"
    build([], tables()["failures"].frame([]), frames(), path)
    return path


def test_queries_run(published: Path) -> None:
    shown = list(queries())
    assert len(shown) >= 5
    with duckdb.connect(published, read_only=True) as connection:
        for name, query in shown:
            assert connection.sql(query).columns, f"{name}: {query}"


def test_reading_a_report_in_python(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = [block for block in blocks(README, "python") if "sederunt.read" in block]
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})
    shown = capsys.readouterr().out
    assert "shape: (" in shown
    assert "shape: (0," not in shown


def test_opening_the_file_in_python(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = [block for block in blocks(README, "python") if "duckdb.connect" in block]
    assert "data/sederunt.duckdb" in example
    exec(compile(example.replace("data/sederunt.duckdb", str(published)), "README.md", "exec"), {})
    assert "meeting_id" in capsys.readouterr().out


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):.*?##", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE))
    for name, text in (DOCUMENTS | {"CONTRIBUTING.md": (ROOT / "CONTRIBUTING.md").read_text("utf-8")}).items():
        typed = re.findall(r"^make ([a-z ]+?)(?: *#.*)?$|`make ([a-z]+)`", text, flags=re.MULTILINE)
        named = {target for pair in typed for words in pair for target in words.split()}
        assert named <= targets, f"{name} names {', '.join(sorted(named - targets))}"


def test_commands_take_the_options_that_are_shown() -> None:
    import click

    from sederunt.cli import main

    assert isinstance(main, click.Group)
    context = click.Context(main)
    rows = re.findall(r"^\| `sederunt (\w+)([^`]*)`", README, flags=re.MULTILINE)
    assert {name for name, _ in rows} == set(main.list_commands(context))
    for name, usage in rows:
        command = main.get_command(context, name)
        assert command is not None
        taken = {option for parameter in command.params for option in parameter.opts}
        shown = set(re.findall(r"--[a-z]+", usage))
        assert shown <= taken, f"sederunt {name} does not take {', '.join(sorted(shown - taken))}"
