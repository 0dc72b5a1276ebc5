"""Every phrase that announces a fact is in the list beside this file, and is found where it is written.

What belongs here: that no phrase is lost unseen: who takes one away has to take it from ``test_every_cue.tsv`` too.
``python -m tests.language.test_every_cue`` writes the list anew. What does not: what a phrase makes of the names around
it (``test_cues.py``).
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from sederunt.documents.text import Paragraph, Text
from sederunt.language.basics import basics
from sederunt.language.lexicon import lexicon, read_languages
from sederunt.language.scanner import scan

LISTED = Path(__file__).with_suffix(".tsv")


def phrases(language: str) -> list[tuple[str, str]]:
    """The phrases of a language as its file has them, with the facts that they announce, each once, in order."""
    path = files("sederunt.language").joinpath("data", language, "cues.toml")
    entries = tomllib.loads(path.read_text("utf-8"))["cue"]
    lists = [(e["words"] if isinstance(e["words"], list) else [e["words"]], e["fact"]) for e in entries]
    return sorted({(words, fact) for every, fact in lists for words in every})


@pytest.mark.parametrize("language", read_languages())
def test_no_phrase_is_lost(language: str) -> None:
    rows = [line.split("\t") for line in LISTED.read_text("utf-8").splitlines()]
    listed = {(words, fact) for own, words, fact in rows if own == language}
    assert listed
    assert sorted(listed - set(phrases(language))) == []


@pytest.mark.parametrize("language", read_languages())
def test_every_phrase_is_found_where_it_is_written(language: str) -> None:
    blank, filler = (" ", "xyz") if basics(language).has_spaces else ("", "某某")
    written = sorted({cue.words for cue in lexicon(language).cues})
    lines = [words.replace(" … ", f"{blank}{filler}{blank}") + "." for words in written]
    starts = [sum(len(line) + 2 for line in lines[:number]) for number in range(len(lines))]
    paragraphs = tuple(Paragraph(start, start + len(line)) for start, line in zip(starts, lines, strict=True))
    mentions, _ = scan(Text("\n\n".join(lines), paragraphs), language)
    found = [mentions.cues_within(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    assert [words for words, cues in zip(written, found, strict=True) if not cues] == []


def write() -> None:
    """Write the list anew."""
    rows = [f"{language}\t{words}\t{fact}" for language in read_languages() for words, fact in phrases(language)]
    LISTED.write_text("\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    write()
