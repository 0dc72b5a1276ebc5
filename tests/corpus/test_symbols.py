"""Every token of the real reports that looks like a symbol is read as one, or stands in the list with the reason."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sederunt.documents.symbols import find_symbols, normalise, parse, render

CORPUS = os.environ.get("SEDERUNT_CORPUS")
pytestmark = pytest.mark.skipif(not CORPUS, reason="SEDERUNT_CORPUS is not set: no real reports to read")
TEXTS = sorted(Path(CORPUS, "reports").rglob("*.txt")) if CORPUS else []

#: A capital, then something with a slash: far more than symbols.
LOOKS_LIKE_ONE = re.compile(r"(?<![\w/])[A-ZА-Я][\w.()\-]*(?:/[\w.()\-*]+)+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def reasons() -> list[tuple[re.Pattern[str], str]]:
    with Path(__file__).with_suffix(".tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(re.compile(row["token"]), row["reason"]) for row in rows]


def unread(text: str) -> Iterator[str]:
    taken = [(mention.start, mention.end) for mention in find_symbols(text)]
    taken += [match.span() for match in ADDRESS.finditer(text)]
    for match in LOOKS_LIKE_ONE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            yield match[0]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_token_is_a_symbol_or_has_a_reason(path: Path) -> None:
    known = reasons()
    left = [token for token in unread(path.read_text("utf-8")) if not any(one.fullmatch(token) for one, _ in known)]
    assert left == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_symbols_are_stable(path: Path) -> None:
    text = path.read_text("utf-8")
    mentions = find_symbols(text)
    for mention in mentions:
        for symbol in mention.symbols:
            assert parse(render(symbol)) == symbol
            assert symbol.work.startswith(symbol.base.partition(" (")[0])
        assert normalise(mention.symbol) == mention.symbol
        if not mention.is_elliptical:
            assert normalise(text[mention.start : mention.end]) == render(mention.symbols)


def test_the_list_of_reasons_holds_nothing_idle() -> None:
    tokens = {token for path in TEXTS for token in unread(path.read_text("utf-8"))}
    for pattern, reason in reasons():
        assert reason
        assert any(pattern.fullmatch(token) for token in tokens), pattern.pattern
