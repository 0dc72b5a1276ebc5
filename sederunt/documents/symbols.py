"""The symbols of documents ("CTOC/COP/WG.2/2018/1") in running text.

What belongs here: finding and normalising them. What does not: one symbol and its parts (``symbols_parts.py``), the
form of symbols (``symbols_grammar.py``, ``symbols.toml``), the damage of extraction (``symbols_folding.py``), what is
left of a symbol in "and Add.1" (``symbols_elliptical.py``), which body has which series (``registry/``), the titles of
documents (``facts/``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sederunt.documents.symbols_elliptical import elliptical_after
from sederunt.documents.symbols_folding import FoldedText, fold_symbols
from sederunt.documents.symbols_grammar import grammar
from sederunt.documents.symbols_parts import (
    Symbol,
    SymbolMention,
    mention_of,
    parse,
    render,
    styled_symbol,
    symbol_of,
)

__all__ = ["Symbol", "SymbolMention", "find_symbols", "normalise", "parse", "render"]


def find_symbols(text: str) -> list[SymbolMention]:
    """Symbols in order. None is taken from a web address, nor from other things with a slash ("and/or", "24/25")."""
    if not _SLASHES.search(text):
        return []
    folded = fold_symbols(text)
    addresses = [match.span() for match in _ADDRESS.finditer(folded.text)] if _may_hold_address(folded.text) else []
    found = [
        mention
        for mention in (*_styled(folded.text), *_general(folded.text), *_mirrored(folded.text))
        if not any(first <= mention.start < last for first, last in addresses)
    ]
    return [_unfolded(mention, folded) for mention in _with_elliptical(folded.text, _apart(found))]


def normalise(symbol: str) -> str:
    """A symbol, or joint symbols, however printed, in the form of ``render``. Raises ``ValueError`` for anything else.

    >>> normalise("Ａ／ CONF.230/2025/ 15 (Rev. 1)")
    'A/CONF.230/2025/15/Rev.1'
    """
    words = symbol.strip()
    found = find_symbols(words)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
        raise ValueError(f"{symbol!r} is not a document symbol")
    return render(found[0].symbols)


_SLASHES = re.compile("[/／⁄∕＼]")
_ADDRESS = re.compile(r"(?:[a-z]+://|www\.)[^\s<>\"]+")
_ARABIC = re.compile("[\u0621-\u064a]")


def _may_hold_address(text: str) -> bool:
    return "://" in text or "www." in text


def _general(text: str) -> Iterable[SymbolMention]:
    rules = grammar()
    for match in rules.joint.finditer(text):
        members = [(one, found) for one in rules.single.finditer(text, *match.span()) if (found := symbol_of(one))]
        if members:
            yield mention_of(members[0][0].start(), members[-1][0].end(), tuple(found for _, found in members))


def _styled(text: str) -> Iterable[SymbolMention]:
    for style in grammar().styles:
        if style.trigger.search(text):
            for match in style.pattern.finditer(text):
                yield mention_of(*match.span(), (styled_symbol(match, style),))


def _mirrored(text: str) -> Iterable[SymbolMention]:
    """Symbols in Arabic whose parts stand in the order 15/80/A: the extraction has read them from right to left."""
    if not _ARABIC.search(text):
        return
    rules = grammar()
    for match in rules.mirrored.finditer(text):
        parts = match[0].split("/")[::-1]
        turned = "/".join(re.sub(r"^(\d{1,3})\.([A-Z][A-Za-z]*)$", r"\2.\1", part) for part in parts)
        upright = _whole(turned)
        if upright is not None and _whole(match[0]) is None:
            yield mention_of(*match.span(), (upright,))


def _whole(words: str) -> Symbol | None:
    match = grammar().single.fullmatch(words)
    return None if match is None else symbol_of(match)


def _apart(found: list[SymbolMention]) -> list[SymbolMention]:
    """In order; of two that overlap the one that begins first, then the longer."""
    apart: list[SymbolMention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or mention.start >= apart[-1].end:
            apart.append(mention)
    return apart


def _with_elliptical(text: str, found: list[SymbolMention]) -> Iterable[SymbolMention]:
    for index, mention in enumerate(found):
        yield mention
        limit = found[index + 1].start if index + 1 < len(found) else len(text)
        yield from elliptical_after(text, mention, limit)


def _unfolded(mention: SymbolMention, folded: FoldedText) -> SymbolMention:
    start, end = folded.span(mention.start, mention.end)
    return SymbolMention(start, end, mention.symbol, mention.symbols, mention.is_elliptical)
