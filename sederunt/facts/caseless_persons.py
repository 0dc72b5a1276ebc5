"""Named persons in scripts without capitals: a title or a bracket shows that words are a name, not a capital.

What belongs here: where such a name begins and ends. What does not: languages with capitals, and whom a bracket says
the person comes from (``persons.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sederunt.facts.reading import Reading
from sederunt.language.basics import basics
from sederunt.language.lexicon import words_of

#: What a name is made of, the run of it before a bracket, and the bracket.
_SIGN = r"[\w ·.'’\u00a0\u064b-\u0652\u200c-\u200f-]"
_RUN = re.compile(rf"{_SIGN}+$")
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)?)\)")
#: Words of these kinds are no part of a name.
_NO_PERSON = (
    "office", "post", "anchor", "body", "session", "and", "principal", "states", "party", "item", "sitting", "name",
    "in_capacity",
)  # fmt: skip
#: Names are no longer than so many characters; so many may stand between a post and a name.
_MAX_PERSON, _MAX_LEAD = 90, 30


def titles(language: str) -> re.Pattern[str]:
    """One or more titles, large or small, joined or not to the conjunction before them, and the white space behind."""
    return _titles(language)


@cache
def _titles(language: str) -> re.Pattern[str]:
    words = words_of(language, "person_title")
    return re.compile(rf"(?:{basics(language).prefixes}(?i:{words})\s+)+")


def spans_with_bracket(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """The names before brackets: ``(start, end)`` of the name, ``(start, end)`` of the words in the bracket."""
    for bracket in _BRACKET.finditer(reading.text.text, start, end):
        if span := _before(reading, start, bracket.start()):
            yield *span, *bracket.span(1)


def _before(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The name that ends at ``end``: the words behind the last sign, title or known word. Titles behind it (先生) are
    left out.
    """
    text = reading.text.text
    run = _RUN.search(text, max(start, end - _MAX_PERSON), end)
    if run is None:
        return None
    begin, stop = run.span()
    known = [m.end for kind in _NO_PERSON for m in reading.mentions.within(kind, begin, stop)]
    for cue in reading.mentions.cues_within(begin, stop + _MAX_PERSON):
        ends = cue.gap_start if cue.gap_start < cue.gap_end else cue.end
        known += [ends] if ends <= stop else []
    known += [m.end for m in reading.within(reading.ordinals, begin, stop)]
    known += [m.end for m in reading.within(reading.dates, begin, stop)]
    begin = max([begin, *known])
    words = words_of(reading.language, "person_title")
    if behind := re.compile(rf"\s*(?:{words})+\s*$").search(text, begin, stop):
        stop = behind.start()
    if ahead := [m.end() for m in re.compile(rf"(?:{words})\s+").finditer(text, begin, stop)]:
        begin = ahead[-1]
    else:
        if text[:begin].rstrip()[-1:] in (")", ","):
            begin = _without_prefix(reading, begin, stop)
        names = reading.mentions.within("name", begin, stop + _MAX_PERSON)
        if any(m.start < stop for m in names):
            return None  # "Iran (Islamic Republic of)"
    while begin < stop and text[begin].isspace():
        begin += 1
    while begin < stop and text[stop - 1].isspace():
        stop -= 1
    return (begin, stop) if any(map(str.isalpha, text[begin:stop])) else None


def title_before(reading: Reading, start: int, name: int) -> int:
    """Where the titles before a name begin, if it has any; else where the name does."""
    begins = [m.start() for m in _titles(reading.language).finditer(reading.text.text, start, name) if m.end() == name]
    return begins[0] if begins else name


def is_title(reading: Reading, start: int, end: int) -> bool:
    """Whether words are titles and no more: what stands behind a name (先生) in Chinese."""
    words = reading.signs_at(start, end).strip()
    return re.fullmatch(rf"(?:{words_of(reading.language, 'person_title')})+", words) is not None


def _without_prefix(reading: Reading, begin: int, stop: int) -> int:
    """Where a name of a list begins behind the conjunction that is written together with it."""
    joining = "".join(term.words for term in reading.words.of("and") if len(term.words) == 1)
    if not basics(reading.language).prefixes or not joining:
        return begin
    match = re.compile(rf"\s*[{joining}](?=\w)").match(reading.text.text, begin, stop)
    return match.end() if match else begin


def name_behind(reading: Reading, end: int) -> tuple[int, int] | None:
    """The name right behind a post, where its title or the bracket behind it shows that it is one."""
    behind = _behind(reading.language).match(reading.text.text, end)
    span = _before(reading, end, behind.end("run")) if behind else None
    if behind is None or span is None or span[0] - end > _MAX_LEAD:
        return None
    is_titled = re.search(words_of(reading.language, "person_title"), behind["run"]) is not None
    opening = behind.end("run") + (reading.signs_at(behind.end("run"), behind.end("run") + 1) == " ")
    bracket = _BRACKET.match(reading.text.text, opening)
    is_from = bracket is not None and reading.mentions.any("name", bracket.start(), bracket.end()) is not None
    return span if is_titled or is_from else None


@cache
def _behind(language: str) -> re.Pattern[str]:
    words = words_of(language, "person_title")
    name = rf"{_SIGN}{{2,60}}?"
    return re.compile(rf"[,\s]*(?P<run>(?:{words})\s{name}(?=[,(.;:]|$)|{name}(?:{words})|{name}(?=\s?\())")


def name_at_head(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The name at the head of a region, if a title shows it: before it in Arabic, behind it in Chinese."""
    text = reading.text.text
    if title := _titles(reading.language).match(text, start, end):
        stop = re.compile(r"[,(:;\n]|$").search(text, title.end(), end)
        last = stop.start() if stop else end
        known = [m.start for kind in _NO_PERSON for m in reading.mentions.within(kind, title.end(), last)]
        name = text[title.end() : min([last, *known])].rstrip()
        return (title.end(), title.end() + len(name)) if name else None
    if basics(reading.language).has_spaces:
        return None
    words = words_of(reading.language, "person_title")
    match = re.compile(rf"(?P<name>{_SIGN}{{2,40}}?)(?:{words})").match(text, start, end)
    if match is None or any(reading.mentions.any(kind, *match.span("name")) for kind in _NO_PERSON):
        return None
    return match.span("name")
