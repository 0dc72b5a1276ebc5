"""The order of writing: from the order in which characters stand on a line to the order in which they are read.

What belongs here: runs that go from right to left and from left to right (the Unicode bidirectional algorithm, UAX #9,
turned round: one level of embedding, which is what lines of reports have), mirrored brackets, presentation forms. What
does not: where characters stand (``pdf/directions.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_PRESENTATION = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
#: What parts digits within one number (UAX #9, W4: common separators).
_SEPARATORS = frozenset(".,:/\u00a0\u066b\u066c\u060c")
#: What stands at the end of a line within a document symbol.
_BREAKS = ("/", "-")
_BRACKETS = ("()", "[]", "{}", "«»")
_OPENING = "([{«"
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«"}


def has_rtl(text: str) -> bool:
    """Whether any letter of the text goes from right to left."""
    return bool(_RTL.search(text))


def is_rtl(text: str) -> bool:
    """Whether more of the letters go from right to left than the other way."""
    if not has_rtl(text):
        return False
    kinds = [_kind(character) for character in text]
    return kinds.count("R") > kinds.count("L")


def fold(text: str) -> str:
    """Presentation forms and ligatures as the letters that they show; all else as it is."""
    return _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def set_brackets(text: str) -> str:
    """The brackets of a line that is in the order in which it is read, each opening or closing as its place says.

    Files store a bracket in a line from right to left as it looks or as it is meant, and not always alike.
    """
    characters = list(text)
    is_open: dict[str, bool] = {}
    for at, character in enumerate(text):
        pair = next((pair for pair in _BRACKETS if character in pair), None)
        if pair is None:
            continue
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        is_begin = not before or before.isspace() or before in _OPENING
        is_end = not after or not (after.isalnum() or after in _OPENING)
        opens = is_begin if is_begin != is_end else not is_open.get(pair, False)
        characters[at] = pair[0] if opens else pair[1]
        is_open[pair] = opens
    return "".join(characters)


def logical_order(visual: str, rtl: bool) -> list[int]:
    """The indexes of a line's characters, given from left to right as they stand, in the order in which they are read.

    ``rtl``: the line as a whole goes from right to left. Combining marks are to stand behind their letter.
    """
    kinds = [_kind(character) for character in visual]
    runs = _runs(visual, kinds) if rtl else _rtl_runs(kinds)
    order: list[int] = []
    for start, end, is_ltr in reversed(runs) if rtl else runs:
        order += range(start, end) if is_ltr else _reversed(kinds, start, end)
    return order


def _kind(character: str) -> str:
    """L, R, N (number), M (mark on a letter), or space and other neutrals as they are: S."""
    kind = unicodedata.bidirectional(character)
    if kind == "L":
        return "L"
    if kind in ("R", "AL"):
        return "R"
    if kind in ("EN", "AN"):
        return "N" if character.isdigit() else "S"
    return "M" if kind == "NSM" else "S"


def _reversed(kinds: Sequence[str], start: int, end: int) -> list[int]:
    """Indexes from the last to the first, marks kept behind their letter."""
    order: list[int] = []
    at = end
    while at > start:
        first = at - 1
        while first > start and kinds[first] == "M":
            first -= 1
        order += range(first, at)
        at = first
    return order


def _runs(visual: str, kinds: Sequence[str]) -> list[tuple[int, int, bool]]:
    """The runs of a line that goes from right to left: ``(start, end, goes from left to right)``."""
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(kinds):
        if kinds[at] == "L":
            end = _end_of_words(visual, kinds, at)
            runs.append((at, end, True))
        elif kinds[at] == "N":
            end = _end_of_number(visual, kinds, at)
            runs.append((at, end, True))
        else:
            end = at + 1
            while end < len(kinds) and kinds[end] not in "LN":
                end += 1
            runs.append((at, end, False))
        at = end
    return runs


def _end_of_words(visual: str, kinds: Sequence[str], start: int) -> int:
    """Where words that go from left to right end: behind the last letter or digit before one that goes the other way,
    behind a bracket that they opened, and behind the slash or hyphen of a symbol that the end of the line breaks.
    """
    end = at = start + 1
    while at < len(kinds) and kinds[at] != "R":
        if kinds[at] in "LNM" or _closes(visual[start:at], visual[at]):
            end = at + 1
        at += 1
    is_broken = start == 0 and visual[end : end + 1] in _BREAKS and end + 1 < len(kinds) and kinds[end + 1] == "S"
    return end + 1 if is_broken else end


def _closes(before: str, character: str) -> bool:
    opening = _PAIRS.get(character)
    return opening is not None and before.count(opening) > before.count(character)


def _end_of_number(visual: str, kinds: Sequence[str], start: int) -> int:
    at = start + 1
    while at < len(kinds):
        if kinds[at] == "N":
            at += 1
        elif visual[at] in _SEPARATORS and at + 1 < len(kinds) and kinds[at + 1] == "N":
            at += 2
        elif kinds[at] == "L":
            return _end_of_words(visual, kinds, at)
        else:
            break
    return at


def _rtl_runs(kinds: Sequence[str]) -> list[tuple[int, int, bool]]:
    """The runs of a line that goes from left to right."""
    runs: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(kinds):
        end = at + 1
        if kinds[at] == "R":
            last = end
            while end < len(kinds) and kinds[end] not in "LN":
                last = end + 1 if kinds[end] in "RM" else last
                end += 1
            end = last
            runs.append((at, end, False))
        else:
            while end < len(kinds) and kinds[end] != "R":
                end += 1
            runs.append((at, end, True))
        at = end
    return runs
