"""Sentences and clauses of a span of text.

What belongs here: where a sentence ends (abbreviations, initials and brackets let through). What does not: what it
says.
"""

from __future__ import annotations

import re
from functools import cache

from sederunt.language.letters import UPPER
from sederunt.language.lexicon import lexicon

_END = re.compile(r"[.!?…。！？][)\]”»’\"]*(?:\d{1,2}|\*)?(?=\s+|$)|[。！？]")
_INITIAL = re.compile(rf"(?:^|[\s(«“.-])[{UPPER}]\.$")
_STARTS = re.compile(r"\s+[«“\"(\[]?\s?(?:[^\W\d_]|\d|\[)")


@cache
def _abbreviations(language: str) -> re.Pattern[str]:
    words = sorted((term.words for term in lexicon(language).of("abbreviation")), key=len, reverse=True)
    return re.compile(r"(?:^|[\s(«“’'/])(?:" + "|".join(map(re.escape, words)) + r")$")


def sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    """The spans of the sentences in ``text[start:end]``, in order; each without the white space around it."""
    abbreviation = _abbreviations(language)
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        at = match.end()
        before = text[max(begin, match.start() - 40) : match.start() + 1]
        if match[0][0] == "." and (abbreviation.search(before) or _INITIAL.search(before)):
            continue
        following = _STARTS.match(text, at, end)
        if at < end and following and following[0].strip()[:1].islower():
            continue
        if _depth(text, begin, at) > 0:
            continue
        spans.append(_stripped(text, begin, at))
        begin = at
    if text[begin:end].strip():
        spans.append(_stripped(text, begin, end))
    return spans


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))


def _depth(text: str, start: int, end: int) -> int:
    words = text[start:end]
    # "a)" closes no bracket; a bracket open for longer than any parenthesis of a report was never closed.
    depth = words.count("(") - words.count(")")
    return depth if end - words.rfind("(") - start < 400 else 0
