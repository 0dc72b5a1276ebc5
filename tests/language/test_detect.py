from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sederunt.language.detect import detect_language


def rows() -> list[dict[str, str]]:
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['language']}-{row['text'][:30]}")
def test_languages_of_the_table(row: dict[str, str]) -> None:
    assert detect_language(row["text"]) == row["language"]


def test_the_script_of_names_within_a_document_decides_nothing() -> None:
    chinese = "委员会举行了六次会议，审议了议程项目2。United Nations Office on Drugs and Crime"
    assert detect_language(chinese) == "zh"


@pytest.mark.parametrize("text", ["", "12 / 2018", "Wien", "委员会"])
def test_almost_no_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too few letters"):
        detect_language(text)


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="none of the languages"):
        detect_language("Kokous hyväksyi esityslistansa sellaisena kuin sitä oli suullisesti muutettu istunnossaan")
