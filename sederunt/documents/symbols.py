"""The symbols of documents ("CTOC/COP/WG.2/2018/1"): finding them in running text and taking them apart.

What belongs here: the grammar of symbols, whatever extraction did to them (spaces, line breaks, Cyrillic look-alikes).
What does not: which body has which series (``registry/``), and the titles of documents (``facts/``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


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

    ``symbol`` is the normalised whole ("E/2025/28-E/CN.7/2024/15"), ``symbols`` its members.
    """

    start: int
    end: int
    symbol: str
    symbols: tuple[Symbol, ...]


def find_symbols(text: str) -> list[SymbolMention]:
    """Symbols in order. None is taken from a web address, nor from other things with a slash ("and/or", "24/25")."""
    if "/" not in text and "／" not in text:
        return []
    grammar = _grammar()
    folded = _fold(text)
    addresses = [match.span() for match in _ADDRESS.finditer(folded)] if "://" in folded or "www." in folded else []
    mentions: list[SymbolMention] = []
    for match in grammar.joint.finditer(folded):
        if any(first <= match.start() < last for first, last in addresses):
            continue
        members = [member for member in grammar.single.finditer(folded, *match.span()) if _is_symbol(member, grammar)]
        if members:
            symbols = tuple(_symbol(member, grammar) for member in members)
            whole = "-".join(symbol.text for symbol in symbols)
            mentions.append(SymbolMention(members[0].start(), members[-1].end(), whole, symbols))
    return mentions


def parse(symbol: str) -> Symbol:
    """Take one symbol apart. Raises ``ValueError`` for what is none, or more than one."""
    grammar = _grammar()
    match = grammar.single.fullmatch(_fold(symbol.strip()))
    if match is None or not _is_symbol(match, grammar):
        raise ValueError(f"{symbol!r} is not one document symbol")
    return _symbol(match, grammar)


def _fold(text: str) -> str:
    return _LOOK_ALIKE.sub(lambda match: _LOOK_ALIKES[match[0]], text)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """``single`` has the groups root, parts, issue, part and stars; ``joint`` is several of them, without groups."""

    single: re.Pattern[str]
    joint: re.Pattern[str]
    issue: re.Pattern[str]
    source: Mapping[str, Any]


#: Cyrillic and full-width letters that look like those of symbols; every dash, and pdfium's hyphen U+FFFE.
_LOOK_ALIKES = dict(zip("АВСЕНКМОРТХІЅ／‐‑‒–—−\ufffe", "ABCEHKMOPTXIS/-------", strict=True))
_LOOK_ALIKE = re.compile(f"[{''.join(_LOOK_ALIKES)}]")
_ADDRESS = re.compile(r"(?:[a-z]+://|www\.)[^\s<>\"]+")

_ROMAN = r"[IVXLC]+"
_NUMBER = r"\d{1,6}(?!\d)"
_DOTTED = rf"[A-Z][A-Za-z]{{0,9}}\.\s?(?:\d{{1,5}}(?!\d)|{_ROMAN}(?![A-Za-z]))"
_SESSION = rf"[A-Z]{{1,3}}-(?:\d{{1,3}}(?!\d)|{_ROMAN}(?![A-Za-z]))"
_CAPITALS = r"[A-Z]{1,8}\d{0,2}[A-Z]{0,2}(?![A-Za-z0-9])"
_ATTACHED = r"(?:\((?:[A-Z0-9]+[-./])*[A-Z0-9]+\))?"
_SESSION_ONLY = re.compile(rf"[IVX]+|{_SESSION}")  # not C, which is a part (CEDAW/C)


@cache
def _grammar() -> _Grammar:
    source = tomllib.loads(files("sederunt.documents").joinpath("symbols.toml").read_text("utf-8"))
    words = "|".join(map(re.escape, sorted(source["words"], key=len, reverse=True)))
    issues = "|".join(source["issue_words"])
    part_words = "|".join(map(re.escape, source["part_words"]))
    root = r"[A-Z](?<![A-Z/].)[A-Z]{0,7}(?:-[A-Z]{2,5})?(?=/)"  # begins with its letter: so the search is fast
    resolution = rf"RES/\s{{0,4}}\d{{1,4}}(?:/\d{{1,3}}[A-Z]?)?(?:\s?\((?:\d{{4}}|(?:[A-Z]{{1,2}}-)?{_ROMAN})\))?"
    part = rf"(?:{resolution}|(?:{_DOTTED}|{_SESSION}|{_NUMBER}|{_CAPITALS}|(?:{words})(?![a-z])){_ATTACHED})"
    issue = rf" {{0,2}}\(?(?:{issues})\.? ?\d{{1,2}}(?!\d)\)?"
    whole = rf" {{0,2}}\((?:{part_words})\s*(?:{_ROMAN}|\d+)\)"
    groups = (root, rf"(?:/\s{{0,6}}{part})+", rf"(?:{issue})*", rf"(?:{whole})?", r"(?: ?\*{1,3})?")
    single = "".join(f"(?P<{name}>{group})" for name, group in zip(_GROUPS, groups, strict=True))
    plain = "".join(groups)
    return _Grammar(
        re.compile(single),
        re.compile(rf"{plain}(?:\s{{0,4}}-\s{{0,6}}{plain})*"),
        re.compile(rf"\(?({issues})\.? ?(\d+)\)?"),
        source,
    )


_YEAR_BEHIND = re.compile(r"(\(\d{4}\))")  # S/RES/1325 (2000) is written with its blank
_GROUPS = ("root", "parts", "issue", "part", "stars")


def _is_symbol(match: re.Match[str], grammar: _Grammar) -> bool:
    """Whether what has the form of a symbol is one: a number alone after a slash must be long, and no year."""
    root, parts = match["root"], _parts(match)
    if root in grammar.source["refused_roots"] or (len(root) > 1 and _SESSION_ONLY.fullmatch(root)):
        return False
    if len(root) == 1 and root not in grammar.source["single_letter_roots"]:
        return False
    if len(parts) == 1:
        only = parts[0]
        return "." in only or (only.isdigit() and len(only) > 2 and not re.fullmatch("(?:19|20)..", only))
    return any(part[0].isdigit() or re.search(r"[.-]\w", part) for part in parts)


def _parts(match: re.Match[str]) -> list[str]:
    """The parts after the root, without the blanks of extraction; a slash within parentheses parts nothing."""
    parts = re.split(r"/(?![^(]*\))", "".join(match["parts"].split()))[1:]
    return [_YEAR_BEHIND.sub(r" \1", part) for part in parts]


def _symbol(match: re.Match[str], grammar: _Grammar) -> Symbol:
    parts = _parts(match)
    parts += [f"{word}.{number}" for word, number in grammar.issue.findall(match["issue"])]
    whole = " ".join(match["part"].split())
    n_base = len(parts)
    while n_base > 1 and parts[n_base - 1].partition(".")[0] in grammar.source["issue_words"]:
        n_base -= 1
    base, issue = [match["root"], *parts[:n_base]], parts[n_base:]
    kept = [part for part in issue if part.partition(".")[0] not in grammar.source["same_work"]]
    behind = f" {whole}" if whole else ""
    return Symbol(
        text="/".join([*base, *issue]) + behind,
        base="/".join(base) + behind,
        work="/".join([*base, *kept]) + behind,
        issue=tuple(issue),
        series=_series(base, grammar),
        reissue=match["stars"].count("*"),
    )


def _series(base: list[str], grammar: _Grammar) -> str:
    """The leading parts that name a body: those before a session, a year, a number or a kind of document."""
    series = base[:1]
    for part in base[1:]:
        name, attached = re.split(r"[(.]", part, maxsplit=1)[0], part.partition("(")
        is_last = part is base[-1]
        kinds = grammar.source["document_kinds"] + (grammar.source["last_document_kinds"] if is_last else [])
        if name[0].isdigit() or name in kinds or _SESSION_ONLY.fullmatch(part) or (is_last and attached[1]):
            break
        series.append(attached[0])
        if attached[1]:
            break
    return "/".join(series)
