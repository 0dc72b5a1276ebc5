"""How else it can be said: single sentences in Russian, Arabic and Chinese, each in another turn of phrase.

What belongs here: ``phrasings/<language>.tsv``, invented sentences of meetings with what a person reads in them: who
spoke, who was present, who was elected, and sentences that look like it and tell of nobody. What does not: a cue's own
example (``tests/language/test_cues.py``), whole reports (``test_reports.py``). A case is added by adding its row.

The facts are written as in ``test_reports.py``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from sederunt.evaluation.sentences import read_sentence
from tests.facts.test_reports import attended, presided, spoke

PHRASINGS = Path(__file__).parent / "phrasings"
TABLES = {
    "statement": ("statements", spoke), "attendance": ("attendance", attended), "officer": ("officers", presided),
}  # fmt: skip


def cases() -> Iterator[tuple[str, str, str, list[str]]]:
    for path in sorted(PHRASINGS.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                facts = sorted(fact.strip() for fact in row["facts"].split(";") if fact.strip())
                yield path.stem, row["table"], row["words"], facts


@pytest.mark.parametrize(("language", "table", "words", "facts"), list(cases()))
def test_a_sentence_says_who(language: str, table: str, words: str, facts: list[str]) -> None:
    name, written = TABLES[table]
    assert sorted(map(written, read_sentence(words, language).rows.get(name, []))) == facts
