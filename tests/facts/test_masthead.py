"""What the heads of documents state of themselves, in the forms in which they come out of their files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from sederunt.documents.plain import read_plain
from sederunt.facts.bodies import find_bodies
from sederunt.facts.identity import identify
from sederunt.facts.outline import outline
from sederunt.facts.reading import Reading
from sederunt.language.basics import LANGUAGES
from sederunt.language.folding import fold
from sederunt.language.lexicon import lexicon, read_languages
from sederunt.language.masthead import masthead_words
from sederunt.language.numerals import find_ordinals
from sederunt.language.scanner import scan
from sederunt.report import read as read_report

CASES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["case"]
SAMPLES = Path(__file__).parents[2] / "samples"


def reading_of(words: str, language: str = "en") -> Reading:
    text = read_plain(words.encode())
    if language not in read_languages():
        pytest.skip(f"there is no lexicon of {language} yet")
    known = lexicon(language)
    mentions, _ = scan(text, language)
    named = find_bodies(text, mentions, known, find_ordinals(text.text, language))
    plan = outline(text, mentions, known, frozenset(body.key for body in named if body.is_full))
    return Reading("a", text, language, known, mentions, plan)


def case(name: str) -> str:
    return str(next(one["text"] for one in CASES if one["name"] == name))


@pytest.mark.parametrize("stated", CASES, ids=lambda one: one["name"])
def test_what_a_head_states(stated: dict[str, Any]) -> None:
    reading = reading_of(stated["text"], stated.get("language", "en"))
    found = identify(reading).fields
    read = [[field.name, field.value, " ".join(reading.words_at(field.start, field.end).split())] for field in found]
    assert read == stated["fields"]


def test_the_columns_are_made_of_the_statements() -> None:
    identity = identify(reading_of(case("a cover and a title page, reissued")))
    assert identity.symbols == ("E/2025/26", "E/CN.5/2025/6")
    assert identity.work == "E/2025/26-E/CN.5/2025/6"
    assert identity.is_reissued
    assert identity.issue is None
    corrigendum = identify(reading_of(case("a corrigendum of two symbols")))
    assert (corrigendum.issue, corrigendum.distribution) == ("Corr.1", "restricted")
    assert corrigendum.work == "A/80/61-E/2025/11"
    assert not corrigendum.is_reissued


def test_a_text_without_a_head_states_nothing() -> None:
    identity = identify(reading_of("1. The Commission on Tides met in Geneva from 3 to 7 March 2025 (A/80/61).\n"))
    assert (identity.symbol, identity.title, identity.published_on, identity.fields) == (None, None, None, ())


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_rows_of_the_samples_are_reread(path: Path) -> None:
    report = read_report(path)
    (document,) = report.documents.iter_rows(named=True)
    fields = report.masthead_fields
    assert fields.height
    for row in fields.iter_rows(named=True):
        assert document["text"][row["span_start"] : row["span_end"]] == row["words_as_written"]
    symbols = fields.filter(fields["field"] == "symbol")["value"].to_list()
    assert document["symbol"] == "-".join(symbols)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_words(language: str) -> None:
    words = masthead_words(language)
    assert words.distribution.search(fold("Distr.: General").text)
    assert set(words.codes.values()) == set(LANGUAGES)
    for name, code in words.codes.items():
        assert words.alone.fullmatch(name)
        assert words.languages_of(name) == (code,)
