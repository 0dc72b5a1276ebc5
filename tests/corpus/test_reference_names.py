"""Every official and short name of the reference file, in six languages, resolves to its own participant."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from sederunt.registry import lookup

LANGUAGES = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}
ON = date(2026, 1, 1)
FOLDER = os.environ.get("SEDERUNT_CORPUS")
pytestmark = pytest.mark.skipif(FOLDER is None, reason="SEDERUNT_CORPUS names no folder of reports")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_the_reference_file(language: str) -> None:
    path = Path(str(FOLDER)) / "reference" / "country-codes.csv"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = [
        (row["ISO3166-1-Alpha-3"], row[f"UNTERM {LANGUAGES[language]} {form}"])
        for row in rows
        for form in ("Short", "Formal")
    ]
    names = [(identity, words) for identity, words in names if words]
    assert len(names) == 390
    wrong = [(words, lookup(words, language, ON)) for identity, words in names if not is_of(identity, words, language)]
    assert wrong == []


def is_of(identity: str, words: str, language: str) -> bool:
    """Whether the words name that participant, and not by a guess at their spelling."""
    match = lookup(words, language, ON)
    return match is not None and match.participant_id == identity and match.method != "spelling"
