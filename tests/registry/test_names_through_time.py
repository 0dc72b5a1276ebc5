"""Names of their time: the same words may name another State on another day, or nobody for certain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sederunt.registry import LANGUAGES, lookup, participants, successions
from sederunt.tables import allowed_values

TABLE = Path(__file__).with_suffix(".tsv")


def cases() -> Iterator[tuple[str | None, date, str, str]]:
    """(expected participant, day, language, words) for every alternative of every cell."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    columns = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(columns, line.split("\t"), strict=True))
        for language in LANGUAGES:
            for words in filter(None, row[language].split(" | ")):
                yield row["expected"] or None, date.fromisoformat(row["on"]), language, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_name_whom_they_named_then(language: str) -> None:
    wrong = []
    for expected, on, of, words in cases():
        if of == language:
            match = lookup(words, language, on)
            if (match and match.participant_id) != expected or (match and match.method == "spelling"):
                wrong.append((words, on.year, expected, match))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_covers_every_language(language: str) -> None:
    assert sum(of == language for _, _, of, _ in cases()) > 100


def test_successions_hold_together() -> None:
    known = participants()
    seen = [(succession.predecessor_id, succession.successor_id) for succession in successions()]
    assert len(seen) == len(set(seen))
    for succession in successions():
        before, after = known[succession.predecessor_id], known[succession.successor_id]
        assert succession.kind in allowed_values("succession_kind")
        assert after.valid_from is None or succession.kind == "merger" or after.valid_from <= succession.happened_on
        if succession.kind in ("continuation", "dissolution", "merger") and succession.predecessor_id != "SYR":
            assert before.valid_to is not None, succession
            assert abs((before.valid_to - succession.happened_on).days) <= 1, succession


def test_every_ended_participant_that_names_a_successor_has_a_succession() -> None:
    pairs = {(succession.predecessor_id, succession.successor_id) for succession in successions()}
    states = [one for one in participants().values() if one.kind in ("state", "territory") and one.successor_id]
    assert {(one.participant_id, one.successor_id) for one in states} <= pairs
