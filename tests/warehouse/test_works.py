"""Which document speaks for a work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from warehouse.issues import Issue, issue_of
from warehouse.settings import settings
from warehouse.works import Choice, Reading, choose

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SETTINGS = settings()


def reading(symbol: str | None, language: str = "en", day: int = 1, *, id_: str | None = None) -> Reading:
    document_id = id_ or f"{symbol}:{language}"
    return Reading(f"{document_id}/{day}", document_id, "W", symbol, language, datetime(2026, 1, day))


def chosen(*readings: Reading) -> dict[str, Choice]:
    return {choice.document_id: choice for choice in choose(readings, SETTINGS)}


def speaker(*readings: Reading) -> str:
    (one,) = [choice.document_id for choice in choose(readings, SETTINGS) if choice.gives_facts]
    return one


@pytest.mark.parametrize(
    ("symbol", "issue"),
    [
        (None, Issue()),
        ("TPNW/MSP/2025/11", Issue()),
        ("TPNW/MSP/2025/11/Rev.1", Issue(revision=1)),
        ("A/52/613/Corr.2", Issue(correction=2)),
        ("A/52/613/Rev.1/Corr.2", Issue(revision=1, correction=2)),
        ("E/2025/28/Add.1", Issue()),
        ("E/2025/28/Add.1/Rev.2", Issue(revision=2)),
        ("ECE/TRANS/505/Rev.1/Amend.3", Issue(revision=1, correction=3)),
        ("CTOC/COP/WG.2/2018/3-CTOC/COP/WG.3/2018/6", Issue()),
        ("CTOC/COP/WG.2/2018/3/Rev.1-CTOC/COP/WG.3/2018/6/Rev.2", Issue(revision=2)),
        ("no symbol at all", Issue()),
    ],
)
def test_the_issue_of_a_symbol(symbol: str | None, issue: Issue) -> None:
    assert issue_of(symbol) == issue


def test_the_reading_fetched_last_stands_for_the_document() -> None:
    choices = chosen(reading("A/HRC/1", day=1), reading("A/HRC/1", day=3), reading("A/HRC/1", day=2))
    assert choices["A/HRC/1:en"].reading_id == "A/HRC/1:en/3"
    assert len(choices) == 1


def test_of_two_readings_fetched_at_once_the_choice_does_not_hang_on_their_order() -> None:
    one, other = reading("A/HRC/1"), Reading("zz", "A/HRC/1:en", "W", "A/HRC/1", "en", datetime(2026, 1, 1))
    assert chosen(one, other) == chosen(other, one)


def test_the_first_language_of_the_order_speaks() -> None:
    assert speaker(reading("A/HRC/1", "es"), reading("A/HRC/1", "fr"), reading("A/HRC/1", "ru")) == "A/HRC/1:fr"
    assert speaker(reading("A/HRC/1", "ru"), reading("A/HRC/1", "es")) == "A/HRC/1:es"


def test_the_highest_revision_supersedes_in_its_own_language_where_it_can() -> None:
    choices = chosen(
        reading("A/HRC/1", "en"), reading("A/HRC/1", "fr"), reading("A/HRC/1", "ru"), reading("A/HRC/1/Rev.1", "en"),
        reading("A/HRC/1/Rev.2", "fr"), reading("A/HRC/1/Rev.2", "es"),
    )  # fmt: skip
    assert {name: choice.superseded_by for name, choice in choices.items()} == {
        "A/HRC/1:en": "A/HRC/1/Rev.2:fr",
        "A/HRC/1:fr": "A/HRC/1/Rev.2:fr",
        "A/HRC/1:ru": "A/HRC/1/Rev.2:fr",
        "A/HRC/1/Rev.1:en": "A/HRC/1/Rev.2:fr",
        "A/HRC/1/Rev.2:fr": None,
        "A/HRC/1/Rev.2:es": None,
    }
    assert [name for name, choice in choices.items() if choice.gives_facts] == ["A/HRC/1/Rev.2:fr"]


def test_a_corrigendum_supersedes_nothing_and_gives_no_facts() -> None:
    choices = chosen(
        reading("A/HRC/1", "fr"), reading("A/HRC/1/Corr.1"), reading("A/HRC/1/Corr.2"), reading("A/HRC/1/Rev.1/Corr.1")
    )
    assert choices["A/HRC/1:fr"] == Choice("A/HRC/1:fr/1", "A/HRC/1:fr", None, gives_facts=True, expression=None)
    assert choices["A/HRC/1/Corr.1:en"].superseded_by == "A/HRC/1/Corr.2:en"
    last = choices["A/HRC/1/Corr.2:en"]
    assert last == Choice("A/HRC/1/Corr.2:en/1", "A/HRC/1/Corr.2:en", None, gives_facts=False, expression=None)
    assert choices["A/HRC/1/Rev.1/Corr.1:en"].superseded_by is None


def test_a_corrigendum_that_prints_the_report_again_supersedes_it() -> None:
    report = replace(reading("A/HRC/1"), n_facts=100)
    changes = replace(reading("A/HRC/1/Corr.1"), n_facts=3)
    again = replace(reading("A/HRC/1/Corr.2"), n_facts=98)
    assert speaker(report, changes, again) == "A/HRC/1/Corr.2:en"
    choices = chosen(report, changes, again)
    assert choices["A/HRC/1:en"].superseded_by == "A/HRC/1/Corr.2:en"
    assert choices["A/HRC/1/Corr.1:en"].superseded_by is None


def test_a_revision_supersedes_a_corrigendum_that_prints_an_earlier_issue_again() -> None:
    report, again = (replace(reading(symbol), n_facts=9) for symbol in ("A/HRC/1", "A/HRC/1/Corr.1"))
    choices = chosen(report, again, replace(reading("A/HRC/1/Rev.1"), n_facts=9))
    assert {name for name, choice in choices.items() if choice.superseded_by == "A/HRC/1/Rev.1:en"} == {
        "A/HRC/1:en",
        "A/HRC/1/Corr.1:en",
    }


def test_of_two_formats_of_one_document_the_one_that_keeps_more_of_it_stands() -> None:
    text, word = reading("A/HRC/1", day=2), replace(reading("A/HRC/1", day=1), media_type=DOCX)
    (choice,) = choose([text, word], SETTINGS)
    assert choice.reading_id == word.reading_id


def test_the_language_goes_before_the_format_and_stated_words_before_recognised_ones() -> None:
    assert speaker(reading("A/HRC/1"), replace(reading("A/HRC/1", "fr"), media_type=DOCX)) == "A/HRC/1:en"
    assert speaker(replace(reading("A/HRC/1"), text_source="ocr"), reading("A/HRC/1", "fr")) == "A/HRC/1:fr"


def expressions(*readings: Reading) -> list[str]:
    numbered = {choice.expression: name for name, choice in chosen(*readings).items() if choice.expression is not None}
    return [numbered[number] for number in sorted(numbered)]


def test_the_languages_of_the_current_issue_are_compared() -> None:
    french, english = reading("A/HRC/1/Rev.1", "fr"), reading("A/HRC/1/Rev.1", "en")
    others = (reading("A/HRC/1", "en"), reading("A/HRC/1", "fr"), reading("A/HRC/1/Rev.1/Corr.1", "en"))
    assert expressions(french, english, *others) == ["A/HRC/1/Rev.1:en", "A/HRC/1/Rev.1:fr"]


def test_where_it_is_in_one_language_alone_those_of_an_earlier_issue_are() -> None:
    earlier = [reading("A/HRC/1", "en"), reading("A/HRC/1", "fr")]
    assert expressions(*earlier, reading("A/HRC/1/Rev.1", "en")) == ["A/HRC/1:en", "A/HRC/1:fr"]
    assert expressions(reading("A/HRC/1", "en"), reading("A/HRC/1/Rev.1", "fr")) == []


def test_a_corrigendum_speaks_where_nothing_else_was_read() -> None:
    assert speaker(reading("A/HRC/1/Corr.1", "fr"), reading("A/HRC/1/Corr.1", "en")) == "A/HRC/1/Corr.1:en"


def test_works_do_not_touch_each_other() -> None:
    addendum = replace(reading("A/HRC/1/Add.1"), work_id="A/HRC/1/Add.1")
    choices = chosen(reading("A/HRC/1/Rev.1"), addendum)
    assert all(choice.gives_facts and choice.superseded_by is None for choice in choices.values())


def test_documents_without_a_symbol_are_told_apart_by_date_then_id() -> None:
    assert speaker(reading(None, id_="sha256:b"), reading(None, day=2, id_="sha256:c")) == "sha256:c"
    assert speaker(reading(None, id_="sha256:b"), reading(None, id_="sha256:a")) == "sha256:a"
