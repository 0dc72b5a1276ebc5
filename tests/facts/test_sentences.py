"""How reports of various bodies and years phrase a fact: single sentences, and all that they say.

``test_sentences.tsv`` has a language, the facts and a sentence in each row. Facts are parted by ``|``: ``S`` who spoke,
``P`` on whose behalf, ``K`` the kind of statement, ``A`` who was there, ``O`` who held which office; ``?`` is somebody
no registry knows, ``N`` alone that there is no fact: nobody named sat or spoke.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sederunt.evaluation.sentences import read_sentence

TABLE = Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()
ROWS = list(csv.DictReader(TABLE, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['language']}-{row['sentence'][:40]}" for row in ROWS])
def test_sentence_gives_its_facts(row: dict[str, str]) -> None:
    stated = dict(fact.split("=") for fact in row["facts"].split("|") if "=" in fact)
    rows = read_sentence(row["sentence"], row["language"]).rows
    spoke = rows.get("statements", [])
    found = {
        "S": sorted(r["participant_id"] or "?" for r in spoke),
        "A": sorted(r["participant_id"] or "?" for r in rows.get("attendance", [])),
        "P": sorted({one for r in spoke for one in r["on_behalf_of"]}),
        "K": sorted({r["kind"] for r in spoke}),
        "O": sorted(f"{r['role']}/{r['participant_id']}" for r in rows.get("officers", [])),
    }
    for fact in ("S", "A"):
        assert found[fact] == sorted(filter(None, stated.get(fact, "").split(",")))
    for fact in set(stated) & {"P", "O"}:
        assert found[fact] == sorted(stated[fact].split(","))
    if "K" in stated:
        assert stated["K"] in found["K"]
