from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sederunt.language.basics import LANGUAGES, basics
from sederunt.language.numerals import NumberMention, find_cardinals, find_ordinals
from tests.language.writing import blanks, choices, write

FINDERS = {"ordinals": find_ordinals, "cardinals": find_cardinals}


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def written(text: str, mentions: list[NumberMention]) -> str:
    return "; ".join(f"{text[mention.start : mention.end]}={mention.value}" for mention in mentions)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['language']}-{row['text'][:40]}")
def test_numbers_of_the_table(row: dict[str, str]) -> None:
    text = row["text"].replace(r"\n", "\n")
    found = written(text, FINDERS[row["kind"]](text, row["language"]))
    assert found.replace("\n", r"\n") == row["numbers"]


@st.composite
def numbers(draw: st.DrawFn, kind: str) -> tuple[str, str, int]:
    """A language, a number in words by one of its patterns, and its value."""
    language = draw(st.sampled_from(LANGUAGES))
    words = getattr(basics(language), kind)
    tokens = draw(st.sampled_from([choice for pattern in words.patterns for choice in choices(pattern)]))
    blank, value = draw(blanks), 0
    texts: list[str] = []
    for token in tokens:
        if token == "{places}":
            digits = draw(st.lists(st.sampled_from(sorted(words.places)), min_size=2, max_size=4))
            value += int("".join(str(words.places[digit]) for digit in digits))
            texts.append("".join(digits))
        elif token.startswith("{"):
            form, number = draw(st.sampled_from(sorted(words.words[token[1:-1]].items())))
            value += number
            texts.append(form.replace(" ", blank))
        else:
            texts.append(write([token], {}, blank))
    return language, "".join(texts), value


@pytest.mark.parametrize("kind", FINDERS)
@given(data=st.data())
def test_a_number_written_by_the_patterns_is_read_again(kind: str, data: st.DataObject) -> None:
    language, words, value = data.draw(numbers(kind))
    text = f"({words}{'个' if basics(language).language == 'zh' else ''})"
    if value:  # 第零零 is none
        assert FINDERS[kind](text, language) == [NumberMention(1, 1 + len(words), value)]


@given(number=st.integers(1, 9999), blank=st.sampled_from(["", " "]))
def test_ordinals_in_digits(number: int, blank: str) -> None:
    for language, form in (("en", "{}th"), ("fr", "{}e"), ("es", "{}ª"), ("ru", "{}-е"), ("zh", "第{}")):
        words = form.format(f"{blank}{number}" if language == "zh" else number)
        assert written(words, find_ordinals(words, language)) == f"{words}={number}"


@given(text=st.text(alphabet=st.sampled_from("0123456789/.,-AV et vingt un première\n第五十次ال"), max_size=60))
def test_any_text_gives_ordered_mentions_within_it(text: str) -> None:
    for language in LANGUAGES:
        for find in FINDERS.values():
            end = 0
            for mention in find(text, language):
                assert end <= mention.start < mention.end <= len(text)
                assert text[mention.start : mention.end].strip()
                end = mention.end


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(ValueError, match=re.escape("'la' is not one of ar, en, es, fr, ru, zh")):
        find_ordinals("primus", "la")
