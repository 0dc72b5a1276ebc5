"""Write ``docs/questions.md``: the questions of ``docs/questions/``, each with its statement and what it answers.

``python -m scripts.write_questions``. The answers are those of a warehouse read from ``samples/`` and from the further
sessions of an invented body in ``docs/questions/``, whose members ``docs/questions/reference/`` states as a user would.

What belongs here: building that warehouse, asking, and the page. What does not: the questions themselves, a SQL file
each.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from sederunt import registry
from sederunt.documents.raw import RawDocument
from sederunt.report import read_chunk
from sederunt.sources.own_reference import with_own_reference
from sederunt.sqlfiles import SqlFile, read_sql_folder
from sederunt.tables import FACT_TABLES, tables
from warehouse.build import build

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "questions"
PAGE = ROOT / "docs" / "questions.md"
INTRODUCTION = """\
# Twenty questions

Written by `python -m scripts.write_questions`; do not edit by hand. Each question is one statement for `sederunt sql`,
or any other client of `sederunt.duckdb`. The answers are those of the [samples](../samples/README.md) and of four more
sessions of one of their bodies, the Committee on the Register of Historic Lighthouses ([questions/](questions)). Its
members stand in [questions/reference/](questions/reference), as
[facts of your own](registry.md#facts-of-your-own) would.
All of it is invented, and nothing here says that any State did anything.

What the figures mean stands in the [data dictionary](dictionary.md). An empty cell is unknown; it is never 0.
"""


def questions() -> tuple[SqlFile, ...]:
    """The files of ``docs/questions/``, by name; the header says ``question`` and ``answer``."""
    return read_sql_folder(FOLDER)


def build_examples(folder: Path) -> Path:
    """Read the samples and the further sessions, and build their warehouse in ``folder``."""
    paths = sorted([*(ROOT / "samples").glob("*.txt"), *FOLDER.glob("*.txt")], key=lambda path: path.name)
    read = read_chunk(
        [RawDocument(path.read_bytes(), path.name, "samples", datetime(2026, 1, 1), "text/plain") for path in paths]
    )
    if read.failures.height:
        raise SystemExit(f"{read.failures['source_uri'][0]} cannot be read: {read.failures['error'][0]}")
    shard = folder / "shard"
    shard.mkdir()
    for name in FACT_TABLES:
        read.frames[name].write_parquet(shard / f"{name}.parquet")
    candidate = folder / "examples.duckdb"
    reference = with_own_reference(registry.frames(), FOLDER / "reference")
    build([shard], tables()["failures"].frame([]), reference, candidate)
    return candidate


def ask(connection: duckdb.DuckDBPyConnection, question: SqlFile) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and the rows that answer a question."""
    found = connection.sql(question.query)
    return found.columns, found.fetchall()


def page(warehouse: Path) -> str:
    """The whole page, the questions answered from a warehouse."""
    with duckdb.connect(warehouse, read_only=True) as connection:
        answered = [(question, *ask(connection, question)) for question in questions()]
    return "\n".join(
        [INTRODUCTION, *(line for number, one in enumerate(answered, 1) for line in _section(number, *one))]
    )


def _section(number: int, question: SqlFile, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    yield f"## {number}. {question.header['question']}\n"
    yield f"{question.header['answer']}\n"
    yield f"```sql\n{question.query}\n```\n"
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"
    yield ""


def _cell(value: Any) -> str:
    words = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return words.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Build, ask, write."""
    with tempfile.TemporaryDirectory(prefix="sederunt-questions-") as folder:
        PAGE.write_text(page(build_examples(Path(folder))), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
