"""Symbols of which only the end is printed: "A/HRC/43/44 and Add.1, 2 and 5", "Add.1–3", "A/C.4/52/SR.3–7 and 9".

What belongs here: completing such an end from the symbol before it. What does not: symbols printed whole
(``symbols.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sederunt.documents.symbols_grammar import grammar
from sederunt.documents.symbols_parts import Symbol, SymbolMention, mention_of, rebuilt

#: Issues that state changes to what stands before them, and are not changed by what follows.
_CHANGES = ("Corr", "Amend")


#: Chinese sets no blanks around its joining words.
_HAN_NEXT = "(?=[一-鿿])"


@cache
def _continuation() -> re.Pattern[str]:
    """What may stand right behind a symbol: a joint, then the end of another symbol."""
    rules = grammar()
    ands, tos = f"(?i:{rules.and_words})", f"(?i:{rules.to_words})"
    issues = "|".join(rules.issue_words)
    joint = (
        rf"(?:\s*[,;،、]\s*(?:(?P<both>{ands})\b\s*)?|(?:\s+|{_HAN_NEXT})(?P<and>{ands})\s*"
        rf"|\s*(?P<dash>-)\s*|(?:\s+|{_HAN_NEXT})(?P<to>{tos})(?:\s+|(?<=[一-鿿])))"
    )
    ending = (
        rf"(?P<issue>/?\(?(?i:{issues})\.?\s?\d{{1,3}}\)?(?:/(?i:{issues})\.?\s?\d{{1,3}})*)(?!\d)"
        r"|(?P<dotted>[A-Z]{1,5}\.\s?\d{1,4})(?![\d/.]\d|/)"
        r"|(?P<number>\d{1,3})(?![\w/]|[.,]\d|\s*[:%°])"
    )
    return re.compile(rf"{joint}(?:{ending})")


@cache
def _counts_on() -> re.Pattern[str]:
    """Another number of the same count behind a bare number."""
    return re.compile(rf"\s+(?i:{grammar().and_words}|{grammar().to_words})\s+\d")


#: After a bare number: something else is counted ("Add.1, 2 May", "and 2 others"), unless the sentence goes on.
_IS_LAST = re.compile(r"\s*(?:$|[\])},;.:*/،、。，；）-])")
_GOES_ON = re.compile(r"\s+[a-zà-ÿа-я]")


def elliptical_after(text: str, mention: SymbolMention, limit: int) -> Iterator[SymbolMention]:
    """The symbols whose ends stand behind a whole one, up to ``limit``, in order; offsets are those of ``text``."""
    last, members, was_listed = mention.end, mention.symbols, False
    while match := _continuation().match(text, last, limit):
        start = match.start("issue" if match["issue"] else "dotted" if match["dotted"] else "number")
        is_range = bool(match["dash"] or match["to"])
        if match["number"] and not _is_enumerated(text, match, members, is_range or was_listed):
            return
        following = tuple(_completed(member, match) for member in members)
        if any(member is None for member in following):
            return
        complete = tuple(member for member in following if member is not None)
        if is_range:
            between = _between(members, complete)
            if between is None:
                return
            for each in between:
                yield mention_of(match.start("dash" if match["dash"] else "to"), match.end(), each, is_elliptical=True)
        yield mention_of(start, match.end(), complete, is_elliptical=True)
        last, members, was_listed = match.end(), complete, True


def _is_enumerated(text: str, match: re.Match[str], members: Sequence[Symbol], was_listed: bool) -> bool:
    """Whether a bare number goes on counting: after an issue or a kind of document, and nothing counted behind it."""
    if not all(_counted(member) for member in members):
        return False
    if _IS_LAST.match(text, match.end()) or _counts_on().match(text, match.end()):
        return True
    return bool((match["and"] or match["both"] or was_listed) and _GOES_ON.match(text, match.end()))


def _counted(symbol: Symbol) -> tuple[str, str, str] | None:
    """The symbol's end as (what stands before it, its word, its number), None where it ends in a number alone."""
    if symbol.issue:
        word, _, number = symbol.issue[-1].partition(".")
        return "", word, number
    if match := re.fullmatch(r"(.*/)([A-Z]{1,5}\.)(\d+)", symbol.base):
        return match[1], match[2], match[3]
    match = re.fullmatch(r"(.*/)([A-Z]{1,5}/)(\d+)", symbol.base)
    return (match[1], match[2], match[3]) if match and match[2][:-1] in grammar().kinds else None


def _completed(symbol: Symbol, match: re.Match[str]) -> Symbol | None:
    """The whole symbol that an end stands for, given the symbol before it; None where it stands for none."""
    if match["issue"]:
        words = grammar().issue.findall(match["issue"])
        return _with_issue(symbol, [f"{grammar().issue_words[word.lower()]}.{number}" for word, number in words])
    counted = _counted(symbol)
    if counted is None:
        return None
    before, word, _ = counted
    if match["number"]:
        return _numbered(symbol, int(match["number"]))
    if symbol.issue or "".join(match["dotted"].split()).partition(".")[0] + "." != word:
        return None
    return rebuilt(before + "".join(match["dotted"].split()), ())


def _with_issue(symbol: Symbol, added: list[str]) -> Symbol:
    """A symbol with other issues: they replace the one of their kind, an addendum those that state changes, too."""
    words = [issue.partition(".")[0] for issue in symbol.issue]
    first = added[0].partition(".")[0]
    kept = list(symbol.issue)
    if first in words:
        kept = kept[: words.index(first)]
    elif first not in _CHANGES:
        kept = [issue for issue, word in zip(symbol.issue, words, strict=True) if word not in _CHANGES]
    return rebuilt(symbol.base, [*kept, *added])


def _numbered(symbol: Symbol, number: int) -> Symbol:
    """The symbol that is counted next to this one, under another number."""
    counted = _counted(symbol)
    if counted is None:
        raise ValueError(f"{symbol.text} is not counted")
    before, word, _ = counted
    if symbol.issue:
        return rebuilt(symbol.base, [*symbol.issue[:-1], f"{word}.{number}"])
    return rebuilt(f"{before}{word}{number}", ())


def _between(first: Sequence[Symbol], last: Sequence[Symbol]) -> Iterable[tuple[Symbol, ...]] | None:
    """The symbols between the two ends of a range, joint ones together; None where it is none."""
    ends = [(_counted(one), _counted(other)) for one, other in zip(first, last, strict=True)]
    numbers = [(int(one[2]), int(other[2])) for one, other in ends if one and other and one[:2] == other[:2]]
    if len(numbers) != len(ends) or any(low >= high for low, high in numbers):
        return None
    length = numbers[0][1] - numbers[0][0]
    if length > grammar().longest_range or any(high - low != length for low, high in numbers):
        return ()
    return [
        tuple(_numbered(symbol, low + step) for symbol, (low, _) in zip(first, numbers, strict=True))
        for step in range(1, length)
    ]
