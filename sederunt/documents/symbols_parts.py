"""One document symbol taken apart, and put together again.

What belongs here: a symbol as data, its parts, its issue, its series. What does not: finding symbols in a text
(``symbols.py``), what they look like (``symbols_grammar.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sederunt.documents.symbols_folding import fold_symbols
from sederunt.documents.symbols_grammar import GROUPS, SESSION_ONLY, Style, grammar, is_symbol, numbered_series


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol, taken apart.

    For "A/HRC/43/64/Add.1/Corr.1*" ``text`` is "A/HRC/43/64/Add.1/Corr.1", ``base`` "A/HRC/43/64", without any issue,
    and ``work`` "A/HRC/43/64/Add.1", the text that a revision or corrigendum changes (an addendum is a text
    of its own, and so is "(Part I)"); ``issue`` is ("Add.1", "Corr.1"), ``series`` "A/HRC", the parts before session,
    year, number or kind of document, and ``reissue`` 1, the number of asterisks: reissued for technical reasons.
    """

    text: str
    base: str
    work: str
    issue: tuple[str, ...]
    series: str
    reissue: int = 0


@dataclass(frozen=True, slots=True)
class SymbolMention:
    """A symbol, or several of one document joined by hyphens, as printed at ``text[start:end]``.

    ``symbol`` is the normalised whole ("E/2025/28-E/CN.7/2024/15"), ``symbols`` its members. ``is_elliptical`` is True
    where only the end of the symbol is printed ("Add.2", after "A/HRC/43/44/Add.1 and"); of a range ("Add.1–3") the
    members between the ends have the span of what stands for them, the dash and the last.
    """

    start: int
    end: int
    symbol: str
    symbols: tuple[Symbol, ...]
    is_elliptical: bool = False


#: The number of a session, set to a root: IDB.51, GC(67), IPCC-LIX.
_SESSION_BEHIND = re.compile(r"[.-]\d+$|\(\d+\)$|-[IVXLC]+$")
_SLASH = re.compile(r"/(?![^()]{0,40}\))")
_YEAR_BEHIND = re.compile(r"(\(\d{4}\))")  # S/RES/1325 (2000) is written with its blank


def parse(symbol: str) -> Symbol:
    """Take one symbol apart. Raises ``ValueError`` for what is none, or more than one.

    >>> parse("A/HRC/43/64/Add.1/Corr.1").work
    'A/HRC/43/64/Add.1'
    """
    words = fold_symbols(symbol.strip()).text
    for style in grammar().styles:
        if match := style.pattern.fullmatch(words):
            return styled_symbol(match, style)
    match = grammar().single.fullmatch(words)
    found = None if match is None else symbol_of(match)
    if found is None:
        raise ValueError(f"{symbol!r} is not one document symbol")
    return found


def render(symbols: Symbol | Iterable[Symbol]) -> str:
    """A symbol, or the symbols of a joint document, in the one way in which we write them: without blanks, the issue
    behind a slash, members joined by a hyphen, an asterisk for each time it was reissued.
    """
    members = [symbols] if isinstance(symbols, Symbol) else list(symbols)
    return "-".join(member.text + "*" * member.reissue for member in members)


def rebuilt(base: str, issue: Iterable[str]) -> Symbol:
    """The symbol with this ``base`` and these issues. A piece in parentheses stays at the end."""
    stem, bracket, piece = base.partition(" (")
    return parse("/".join([stem, *issue]) + bracket + piece)


def mention_of(start: int, end: int, symbols: tuple[Symbol, ...], is_elliptical: bool = False) -> SymbolMention:
    """A mention with its normalised whole."""
    return SymbolMention(start, end, "-".join(symbol.text for symbol in symbols), symbols, is_elliptical)


def symbol_of(match: re.Match[str]) -> Symbol | None:
    """The symbol that a match of the grammar found, None where it only has the form of one ("24/25")."""
    return _built(*match.group(*GROUPS))


@lru_cache(maxsize=8192)  # the head of every page repeats the symbol of the document
def _built(root: str, printed: str, issue: str, piece: str, stars: str) -> Symbol | None:
    parts = _parts(printed)
    return _symbol(root, parts, issue, piece, stars, None) if is_symbol(root, parts) else None


def styled_symbol(match: re.Match[str], style: Style) -> Symbol:
    """The symbol that a match of one style found; its kinds of documents are written with a blank (WP 83)."""
    root, printed, issue, piece, stars = match.group(*GROUPS)
    parts = [re.sub(r"(?<=[A-Z])(?=\d)", " ", part) if len(part) > 2 else part for part in _parts(printed)]
    return _symbol(" ".join(root.split()), parts, issue, piece, stars, style.series)


def _parts(printed: str) -> list[str]:
    """The parts after the root, without the blanks of extraction; a slash within parentheses parts nothing."""
    parts = _SLASH.split("".join(printed.split()))[1:]
    return [_YEAR_BEHIND.sub(r" \1", part) for part in parts]


def _symbol(root: str, parts: list[str], issues: str, printed_piece: str, stars: str, series: str | None) -> Symbol:
    rules = grammar()
    parts = [_issue_of(part) or part for part in parts]
    n_base = len(parts)
    while n_base > 1 and _issue_of(parts[n_base - 1]):
        n_base -= 1
    issue = [
        *parts[n_base:],
        *(f"{_issue_word(word)}.{number}" for word, number in rules.issue.findall(issues)),
    ]
    base, piece = [root, *parts[:n_base]], _piece(printed_piece)
    kept = [part for part in issue if part.partition(".")[0] not in rules.same_work]
    return Symbol(
        text="/".join([*base, *issue]) + piece,
        base="/".join(base) + piece,
        work="/".join([*base, *kept]) + piece,
        issue=tuple(issue),
        series=series or _series(base),
        reissue=stars.count("*"),
    )


def _issue_of(part: str) -> str | None:
    """The part as an issue ("ADD 1" → "Add.1"), None where it is none."""
    match = grammar().issue_part.fullmatch(part)
    return f"{_issue_word(match[1])}.{match[2]}" if match else None


def _issue_word(word: str) -> str:
    return grammar().issue_words[word.lower()]


def _piece(printed: str) -> str:
    """What names a piece (" (Part I)"), in the words of English whatever those of the document are."""
    match = grammar().piece.fullmatch(printed.strip())
    if match is None:
        return ""
    word = grammar().piece_words[match[1].lower()]
    name = f"{word}." if word in ("Vol", "Sect", "Suppl") else word
    return f" ({name} {match[2]})" if match[2] else f" ({word})"


def _series(base: list[str]) -> str:
    """The leading parts that name a body: those before a session, a year, a number or a kind of document."""
    rules = grammar()
    if own := numbered_series(base[0]):
        return own
    series = [_SESSION_BEHIND.sub("", base[0])]
    if series[0] != base[0]:
        return series[0]
    for part in base[1:]:
        name, attached = re.split(r"[(.]", part, maxsplit=1)[0], part.partition("(")
        is_last = part is base[-1]
        kinds = rules.kinds | (rules.last_kinds if is_last else frozenset())
        if name[0].isdigit() or name in kinds or SESSION_ONLY.fullmatch(part) or (is_last and attached[1]):
            break
        series.append(attached[0])
        if attached[1]:
            break
    return "/".join(series)
