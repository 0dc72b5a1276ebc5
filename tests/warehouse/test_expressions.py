"""The expressions of a work in the built file: one meeting, one set of facts, and every difference told.

What belongs here: languages, issues and formats of one work, from shards to tables. What does not: the rules by
themselves (``test_works.py``, ``test_alignment.py``, ``test_agreement.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

Built = Callable[..., Path]

TEXTS = {
    "en": "2. Chile and France attended. On item 2, France spoke.",
    "fr": "2. Le Chili et la France étaient présents. Au titre du point 3, la France a pris la parole.",
    "es": "2. Asistieron Francia y Malta. Sobre el tema 2, Francia hizo una declaración.",
}
NAMES = {
    "en": {"CHL": "Chile", "FRA": "France"},
    "fr": {"CHL": "Chili", "FRA": "France"},
    "es": {"FRA": "Francia", "MLT": "Malta"},
}
#: The words before the speaker's name.
ON_ITEM = {"en": "On item", "fr": "Au titre", "es": "Sobre"}


def query(candidate: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(candidate, read_only=True) as connection:
        return connection.sql(sql).fetchall()


def expression(language: str, body: str, item: str, *, symbol: str = "A/1", **more: Any) -> dict[str, Any]:
    """The rows of one report in a language, whose body is not registered: its slug is of that language."""
    document_id = f"{symbol}:{language}"
    about = {"document_id": document_id, "meeting_id": f"{body}:5", "paragraph": "2", "capacity": "member"}
    attendance = [{**about, "participant_id": code, "name_as_written": name} for code, name in NAMES[language].items()]
    speech = {"kind": "statement", "agenda_items": [item], "after": ON_ITEM[language]}
    meeting = {name: about[name] for name in ("document_id", "meeting_id", "paragraph")}
    document = {
        "document_id": document_id, "symbol": symbol, "work_id": symbol.partition("/Rev.")[0], "language": language,
        "text": TEXTS[language], **more,
    }  # fmt: skip
    return {
        "documents": [document],
        "meetings": [{**meeting, "body_id": body, "body_name": body, "ordinal": 5, "words": "2."}],
        "attendance": attendance,
        "statements": [{**about, "participant_id": "FRA", "name_as_written": NAMES[language]["FRA"], **speech}],
    }


LANGUAGES = (("en", "fords", "2"), ("fr", "gues", "3"), ("es", "vados", "2"))


def test_the_languages_of_a_work_are_one_meeting(built: Built) -> None:
    candidate = built(*(expression(*one) for one in LANGUAGES))
    assert query(candidate, "SELECT DISTINCT meeting_id FROM attendance") == [("fords:5",)]
    aligned = "SELECT read_meeting_id, meeting_id, rule FROM quality.meeting_alignment ORDER BY read_meeting_id"
    assert query(candidate, aligned) == [
        ("fords:5", "fords:5", "itself"),
        ("gues:5", "fords:5", "ordinal"),
        ("vados:5", "fords:5", "ordinal"),
    ]


def test_what_its_languages_state_differently_is_told_with_both_sentences(built: Built) -> None:
    candidate = built(*(expression(*one) for one in LANGUAGES))
    agreement = "SELECT fact, languages, n_agree, n_differ FROM quality.language_agreement ORDER BY fact"
    assert query(candidate, agreement) == [
        ("attendance", ["en", "fr", "es"], 1, 2),
        ("meetings", ["en", "fr", "es"], 1, 0),
        ("statements", ["en", "fr", "es"], 0, 1),
    ]
    in_words = "SELECT unnest(differences) FROM quality.language_agreement ORDER BY ALL"
    assert [words for (words,) in query(candidate, in_words)] == [
        "CHL, paragraph 2: in en, not in es",
        "FRA, paragraph 2: agenda_items is 2 in en, 3 in fr",
        "MLT, paragraph 2: in es, not in en",
    ]
    differences = (
        "SELECT difference, participant_id, value, other_value, quote, other_quote "
        "FROM language_differences_with_quotes ORDER BY other_language, fact, participant_id"
    )
    spanish = "Asistieron Francia y Malta."
    assert query(candidate, differences) == [
        ("missing", "CHL", None, None, "Chile and France attended.", spanish),
        ("extra", "MLT", None, None, "Chile and France attended.", spanish),
        (
            "agenda_items", "FRA", "2", "3",
            "On item 2, France spoke.", "Au titre du point 3, la France a pris la parole.",
        ),
    ]  # fmt: skip


def test_a_report_in_another_language_alone_joins_the_series_of_its_body(built: Built) -> None:
    both = [expression("en", "fords", "2"), expression("fr", "gues", "2")]
    alone = expression("fr", "gues", "2", symbol="A/2")
    alone["meetings"] = [{**alone["meetings"][0], "meeting_id": "gues:6", "ordinal": 6}]
    for table in ("attendance", "statements"):
        alone[table] = [{**row, "meeting_id": "gues:6"} for row in alone[table]]
    candidate = built(*both, alone)
    assert query(candidate, "SELECT DISTINCT meeting_id FROM attendance ORDER BY 1") == [("fords:5",), ("fords:6",)]
    assert query(candidate, "SELECT DISTINCT body_id FROM meetings") == [("fords",)]


def test_a_body_of_which_only_the_noun_was_read_is_not_taken_for_that_of_another_work(built: Built) -> None:
    both = [expression("en", "fords", "2"), expression("fr", "comite", "2")]
    candidate = built(*both, expression("fr", "comite", "2", symbol="A/2"))
    assert query(candidate, "SELECT DISTINCT meeting_id FROM attendance ORDER BY 1") == [("comite:5",), ("fords:5",)]


def test_an_earlier_issue_stays_queryable_under_the_same_meeting(built: Built) -> None:
    candidate = built(expression("en", "fords", "2"), expression("en", "fjords", "2", symbol="A/1/Rev.1"))
    assert query(candidate, "SELECT document_id, is_current FROM documents ORDER BY document_id") == [
        ("A/1/Rev.1:en", True),
        ("A/1:en", False),
    ]
    earlier = (
        "SELECT facts.document_id, count(*) FROM readings.attendance AS facts "
        "JOIN quality.meeting_alignment AS aligned ON aligned.reading_id = facts.reading_id "
        "AND aligned.read_meeting_id = facts.meeting_id WHERE aligned.meeting_id = 'fjords:5' GROUP BY 1 ORDER BY 1"
    )
    assert query(candidate, earlier) == [("A/1/Rev.1:en", 2), ("A/1:en", 2)]
    assert query(candidate, "SELECT count(*) FROM quality.language_agreement") == [(0,)]


def test_two_formats_of_a_document_give_its_facts_once(built: Built) -> None:
    text = expression("en", "fords", "2", fetched_at=datetime(2026, 2, 1), media_type="text/plain")
    word = expression("en", "fords", "2", fetched_at=datetime(2026, 1, 1), media_type="application/msword")
    candidate = built(text, word)
    assert query(candidate, "SELECT media_type FROM documents") == [("application/msword",)]
    assert query(candidate, "SELECT count(*) FROM attendance") == [(2,)]
    assert query(candidate, "SELECT count(*) FROM readings.attendance") == [(4,)]
    assert query(candidate, "SELECT count(*) FROM quality.language_agreement") == [(0,)]


def test_what_a_run_shows_of_it_is_one_row_a_work(built: Built) -> None:
    candidate = built(*(expression(*one) for one in LANGUAGES))
    shown = (Path(__file__).parents[2] / "pipelines" / "sql" / "languages.sql").read_text("utf-8")
    example = "CHL, paragraph 2: in en, not in es"
    assert query(candidate, shown) == [("fords", "A/1", "en fr es", 2, 3, example)]


def test_only_works_in_which_something_has_changed_are_compared_again(built: Built, tmp_path: Path) -> None:
    """What the previous file says of the others is taken over: it is made to say something else, to see that."""
    both = [expression(*one, symbol=symbol) for symbol in ("A/1", "A/2") for one in LANGUAGES]
    previous = built(*both).rename(tmp_path / "previous.duckdb")
    compared = "FROM quality.language_agreement SELECT work_id, fact, n_agree, n_differ, differences ORDER BY ALL"
    told = "SELECT * EXCLUDE (span_start, other_span_start) FROM quality.language_differences ORDER BY difference_id"
    before, told_before = query(previous, compared), query(previous, told)
    assert {row[0] for row in before} == {"A/1", "A/2"}
    with duckdb.connect(previous) as connection:
        connection.execute("UPDATE quality.language_agreement SET n_agree = 100")

    changed = expression("es", "vados", "3", symbol="A/2", reader_version="another")
    after = query(built(*both[:-1], changed, previous=previous), compared)
    assert {row[2] for row in after if row[0] == "A/1"} == {100}
    assert 100 not in {row[2] for row in after if row[0] == "A/2"}
    assert [row for row in after if row[0] == "A/2"] != [row for row in before if row[0] == "A/2"]

    alone = query(built(*both[:3], previous=previous), compared)  # a work that has gone takes nothing along
    assert {row[0] for row in alone} == {"A/1"}
    assert query(built(*both, previous=previous), told) == told_before


def test_a_previous_file_that_is_damaged_is_done_without(
    built: Built, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "previous.duckdb").write_bytes(b"no database " * 1000)
    candidate = built(*(expression(*one) for one in LANGUAGES), previous=tmp_path / "previous.duckdb")
    assert query(candidate, "SELECT DISTINCT work_id FROM quality.language_agreement") == [("A/1",)]
    assert "nothing is taken over from it" in caplog.text
