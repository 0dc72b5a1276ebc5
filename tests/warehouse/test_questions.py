"""The twenty questions of docs/questions/: one statement each that fits a screen, answered as the page shows."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from scripts.write_questions import PAGE, ask, build_examples, page, questions
from sederunt.sqlfiles import SqlFile
from warehouse.models import models

N_LINES = 15
every_question = pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_examples(tmp_path_factory.mktemp("questions"))


def test_there_are_twenty() -> None:
    assert len(questions()) == 20


@every_question
def test_a_question_is_one_statement_of_few_lines(question: SqlFile) -> None:
    assert len(duckdb.extract_statements(question.query)) == 1
    assert len(question.query.splitlines()) <= N_LINES
    assert question.header["question"].endswith("?") and question.header["answer"].endswith(".")


@every_question
def test_the_samples_answer_it(examples: Path, question: SqlFile) -> None:
    with duckdb.connect(examples, read_only=True) as connection:
        columns, rows = ask(connection, question)
        assert rows, "a question that the samples cannot answer shows nothing"
        assert ask(connection, question) == (columns, rows), "the order of the rows is left to chance"


def test_every_model_answers_something() -> None:
    asked = "\n".join(question.query for question in questions())
    silent = {model.table.name for model in models() if model.table.qualified_name not in asked}
    assert silent == {"attendance_by_meeting", "participant_keys", "statement_share"}


def test_the_page_is_current(examples: Path) -> None:
    assert PAGE.read_text("utf-8") == page(examples), "write it anew: python -m scripts.write_questions"
