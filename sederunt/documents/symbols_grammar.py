"""The grammar of document symbols as regular expressions, compiled from ``symbols.toml``.

What belongs here: what a root, a part, an issue look like, and what tells a symbol from other things with a slash. What
does not: taking a symbol apart (``symbols.py``), what is left of a symbol in "and Add.1" (``symbols_elliptical.py``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sederunt.documents.symbols_folding import fold_symbols


@dataclass(frozen=True, slots=True)
class Style:
    """A series whose symbols hold a blank ("42 C/5"); ``pattern`` has the groups of ``GROUPS``."""

    name: str
    series: str
    trigger: re.Pattern[str]
    example: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Grammar:
    """``single`` has the groups of ``GROUPS``; ``joint`` is several of them, without groups; ``mirrored`` is a symbol
    whose parts an extraction from right to left has put in the order 15/80/A.
    """

    single: re.Pattern[str]
    joint: re.Pattern[str]
    mirrored: re.Pattern[str]
    issue: re.Pattern[str]
    issue_part: re.Pattern[str]
    piece: re.Pattern[str]
    styles: tuple[Style, ...]
    numbered_roots: Mapping[re.Pattern[str], str]
    issue_words: Mapping[str, str]
    piece_words: Mapping[str, str]
    same_work: frozenset[str]
    refused_roots: frozenset[str]
    letter_roots: frozenset[str]
    kinds: frozenset[str]
    last_kinds: frozenset[str]
    and_words: str
    to_words: str
    longest_range: int


GROUPS = ("root", "parts", "issue", "piece", "stars")
#: A session alone: no C, which is a part (CEDAW/C).
_ROMAN = r"[IVXLC]+"
_SESSION = rf"[A-Z]{{1,3}}-(?:\d{{1,3}}(?!\d)|{_ROMAN}(?![A-Za-z]))"
SESSION_ONLY = re.compile(rf"[IVX]+|{_SESSION}")

_NUMBER = r"\d{1,6}(?!\d)"
_DOTTED = (
    rf"[A-Z][A-Za-z]{{0,9}}(?:\.[A-Z][A-Za-z]{{0,9}}){{0,2}}\.\s?"
    rf"(?:\d{{1,5}}(?!\d)|{_ROMAN}(?![A-Za-z])|(?<=SER\.)[A-Z](?![A-Za-z]))"
)
_CAPITALS = r"[A-Z]{1,8}\d{0,2}[A-Z]{0,2}(?:-[A-Z]{2,8}(?=[/-])){0,3}(?![A-Za-z0-9])"
_ATTACHED = r"(?:\((?:[A-Z0-9]+[-./])*[A-Z0-9]+\))?"
_SLASH = r"\s?/\s{0,6}"
#: No symbol has more parts, no document more symbols: what goes on is neither, and must not cost its square.
_PARTS, _JOINED = 16, 7
_STARS = r"(?: ?\*{1,3})?"


@cache
def grammar() -> Grammar:
    """The grammar, read once. Raises ``KeyError`` where ``symbols.toml`` lacks a table."""
    source = tomllib.loads(files("sederunt.documents").joinpath("symbols.toml").read_text("utf-8"))
    parts = source["parts"]
    numbered = {re.compile(root): series for root, series in source["numbered_roots"].items()}
    issue_words = _forms(source["issues"])
    piece_words = _forms(source["pieces"])
    words = "|".join(_word(word) for word in sorted(parts["words"], key=len, reverse=True))
    issues, pieces = (f"(?i:{_any_of(forms)})" for forms in (issue_words, piece_words))
    issue = rf"[ ]{{0,2}}/?\s?\(?{issues}(?:\. ?| )?\d{{1,3}}(?!\d)\)?"
    piece = rf"\s{{0,2}}\({pieces}\.?\s*(?:{_ROMAN}|\d+|[A-Z])?\)"
    # It begins with its letter, and what may not stand before that is looked at afterwards: so the search is fast.
    letters = (
        r"[A-Z](?<![A-Z/].)[A-Z]{0,7}(?:-[A-Z]{2,8}){0,2}(?:-\d{1,3}|-[IVXLC]+|\.\d{1,3}|\.[A-Z]{2,6}|\(\d{1,3}\))?"
    )
    listed = "|".join([*source["numbered_roots"], *parts["root_words"]])
    root = rf"(?=[A-Z])(?:(?<![A-Z/])(?:{listed})(?=/)|{letters}(?=\s?/))"
    resolution = rf"RES/\s{{0,4}}\d{{1,4}}(?:/\d{{1,3}}[A-Z]?)?(?:\s?\((?:\d{{4}}|(?:[A-Z]{{1,2}}-)?{_ROMAN})\))?"
    part = rf"(?:{resolution}|(?:{_DOTTED}|{_SESSION}|{_NUMBER}|(?:{words})(?![a-z])|{_CAPITALS}){_ATTACHED})"
    groups = (root, rf"(?:{_SLASH}{part}){{1,{_PARTS}}}", rf"(?:{issue})*", rf"(?:{piece})?", _STARS)
    plain = "".join(groups)
    return Grammar(
        single=re.compile(_named(groups)),
        joint=re.compile(rf"{plain}(?:\s{{0,4}}-\s{{0,6}}{plain}){{0,{_JOINED}}}"),
        mirrored=re.compile(rf"(?<![\w/.])(?:\d{{1,3}}\.[A-Z][a-z]{{1,4}}/)?(?:{part}/)+[A-Z]{{1,8}}(?![\w/.])"),
        issue=re.compile(rf"\(?({issues})(?:\. ?| )?(\d+)\)?"),
        issue_part=re.compile(rf"({issues})(?:\. ?| )?(\d+)"),
        piece=re.compile(rf"\(({pieces})\.?\s*({_ROMAN}|\d+|[A-Z])?\)"),
        styles=tuple(_style(style, issue, piece) for style in source["styles"]),
        numbered_roots=numbered,
        issue_words=issue_words,
        piece_words=piece_words,
        same_work=frozenset(source["same_work"]["words"]),
        refused_roots=frozenset(source["refused_roots"]),
        letter_roots=frozenset(source["single_letter_roots"]),
        kinds=frozenset(parts["kinds"]),
        last_kinds=frozenset(parts["last_kinds"]),
        and_words=_any_of(map(_fold, source["joining"]["and"])),
        to_words=_any_of(map(_fold, source["joining"]["to"])),
        longest_range=source["joining"]["longest_range"],
    )


def _fold(words: str) -> str:
    return fold_symbols(words).text


def _word(word: str) -> str:
    """A part in words; one with a full stop has a number, or a slash, right behind it."""
    return rf"{re.escape(word)}(?:\s?\d{{1,5}}|(?=/))" if word.endswith(".") else re.escape(word)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _forms(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Printed form, folded and in small letters → the word as it is normalised."""
    return {_fold(form).lower(): word for word, forms in table.items() for form in forms}


def _named(groups: Iterable[str]) -> str:
    return "".join(f"(?P<{name}>{group})" for name, group in zip(GROUPS, groups, strict=True))


def _style(style: Mapping[str, str], issue: str, piece: str) -> Style:
    root, part = (style[name].replace(" ", r"\s{1,3}").replace(r"\s{1,3}?", r"\s?") for name in ("root", "part"))
    groups = (
        rf"(?<![\w/.]){root}",
        rf"(?:/\s{{0,3}}(?:{part})(?![A-Za-z0-9]))+",
        rf"(?:{issue})*",
        rf"(?:{piece})?",
        _STARS,
    )
    return Style(
        style["name"], style["series"], re.compile(style["trigger"]), style["example"], re.compile(_named(groups))
    )


def numbered_series(root: str) -> str | None:
    """The series of a root that bears a number of its own ("A76" of the World Health Assembly), None for others."""
    for pattern, series in grammar().numbered_roots.items():
        if pattern.fullmatch(root):
            return series
    return None


def is_symbol(root: str, parts: list[str]) -> bool:
    """Whether what has the form of a symbol is one: a number alone after a slash must be long, and no year."""
    rules = grammar()
    letters = re.split(r"[.(-]", root, maxsplit=1)[0]
    if letters in rules.refused_roots or (len(root) > 1 and SESSION_ONLY.fullmatch(root) and not numbered_series(root)):
        return False
    if len(root) == 1 and root not in rules.letter_roots:
        return False
    has_own_number = numbered_series(root) is not None or bool(re.search(r"[.(]\d", root))
    if len(parts) == 1:
        only = parts[0].partition("(")[0]
        if has_own_number:
            return any(character.isdigit() for character in only) or only in rules.kinds
        return "." in only[:-1] or (only.isdigit() and len(only) > 2 and not re.fullmatch("(?:19|20)..", only))
    return has_own_number or any(part[0].isdigit() or re.search(r"[.-]\w", part) for part in parts)
