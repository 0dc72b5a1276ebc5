"""Footnotes and their marks in a text without typography: ``Chili1``, ``Suisse 3 ,``, ``Attendance*``.

What belongs here: the notes under a rule, and which characters in the body are marks of them. What does not: which
characters a format states to be marks by their type (superscripts of a PDF, references of a DOCX).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from sederunt.documents.text import Footnote, Mark, Paragraph
from sederunt.language.letters import LOWER, UPPER
from sederunt.language.lexicon import words_of

#: The line between the body and the notes.
RULE = re.compile(r"\s*[_─—]{5,}\s*$")
#: A note: its label, white space, its words.
NOTE = re.compile(r"\s*(?P<open>\((?=\d))?(?P<label>\d{1,3}|[*†‡§]{1,4}|[a-z])(?(open)\))(?:\s+|(?<=[*†‡§]))(?=\S)")
_DIGITS_OF = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
#: Stops and commas behind a mark; and "and" behind one in Chinese, which sets no blanks.
_STOPS = ".,;،؛，、；。"
_UNSPACED_AND = words_of("zh", "and")
_SUPERSCRIPT_OF = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNIT = re.compile(r"(?:^|[\W\d])(?:[kcdm]?m|ha|s)$")
SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER = re.compile(r"\d+")


def find_marks(
    text: str,
    paragraphs: Sequence[Paragraph],
    footnotes: Sequence[Footnote],
    stated: Sequence[Mark] = (),
) -> list[Mark]:
    """The marks in the body, each tied to its footnote, in the order of the text.

    ``stated`` are the marks that the format itself tells by their type. Only notes that none of them is tied to are
    looked for by their label.

    A digit glued to a word is a mark only where the document has a note of that label; one that stands free before a
    comma (``Suisse 3 ,``) only where no glued one was found. Notes whose labels start again (by page or chapter) are
    tied in order: a note's mark stands before the note, and after the marks of the note before it.
    """
    body = [paragraph for paragraph in paragraphs if paragraph.kind == "body"]
    taken: dict[int, Mark] = {}
    for match in SUPERSCRIPT.finditer(text):
        if _in_body(match.start(), body) and not is_power(text[: match.start()], match[0]):
            label = match[0].translate(_DIGITS_OF)
            taken[match.start()] = Mark(match.start(), match.end(), label, note_for(match.start(), label, footnotes))
    taken |= {mark.start: mark for mark in stated}
    tied = {mark.footnote for mark in taken.values()}
    digits = _places_of_digits(text) if footnotes else {}
    since = 0
    for index, note in enumerate(footnotes):
        if not note.label or index in tied or (stated and note.label.isalnum()):
            continue
        following = next((later.start for later in footnotes[index + 1 :] if later.label == note.label), len(text))
        # A mark stands before its note; only where none does (a paragraph that its page broke was set before the note,
        # notes are set together), behind it.
        for first, last in ((since, note.start), (note.start, following)):
            found = _marks_in(text, first, last, note.label, body, taken, digits)
            for start, end in found:
                taken[start] = Mark(start, end, note.label, index)
            if found:
                break
        if any(earlier.label == note.label for earlier in footnotes[:index]):
            since = max((mark.end for mark in taken.values() if mark.footnote == index), default=since)
    return sorted(taken.values(), key=lambda mark: mark.start)


@lru_cache(maxsize=1024)
def _forms(label: str) -> tuple[re.Pattern[str], ...]:
    """Where a mark of this label may stand, from the surest to the loosest form."""
    mark = re.escape(label)
    if not label.isdigit():
        if label.isalpha():
            # Glued, a letter cannot be told from the word ("Costa Rica"): only one that stands free is a mark.
            return (re.compile(rf"(?<=[{LOWER})]) (?P<mark>{mark})(?= ?[,;.])"),)
        return (re.compile(rf"(?<=[\w).,;:”»])\s?(?P<mark>{mark})(?![*†‡§\w])"),)
    return (
        re.compile(
            rf"(?:(?<=[^\W\d_]{{2}})|(?<=[^\W\d_]\))|(?<=[’']\)))(?P<mark>{mark})"
            rf"(?:(?![\w/.-]*\w)|(?={_UNSPACED_AND}))"
            rf"|(?<=[^\W\d_]{{2}}) (?P<free>{mark})(?= [,;])"
        ),
        re.compile(rf"(?<=[^\W\d_]{{2}}[).,;:”»）])(?P<mark>{mark})(?=\s|$|[{_STOPS}])"),
        re.compile(rf"(?<=[^\W\d_]{{2}}) (?P<mark>{mark})(?= ?[{_STOPS}])"),
        re.compile(rf"(?<=[^\W\d_]{{2}})(?P<mark>\({mark}\))(?!\w)"),
        re.compile(rf"(?<=[^\W\d_]{{2}}[.,;]) (?P<mark>{mark})(?= [{UPPER}]|\n|$)"),
    )


def _in_body(offset: int, body: Sequence[Paragraph]) -> bool:
    at = bisect_right(body, offset, key=_start) - 1
    return at >= 0 and offset < body[at].end


def _start(paragraph: Paragraph) -> int:
    return paragraph.start


def is_power(before: str, raised_digit: str) -> bool:
    """Whether a raised digit is a power ("km²") and no mark."""
    return lowered(raised_digit) in ("2", "3") and bool(_UNIT.search(before[-4:]))


def has_superscripts(text: str) -> bool:
    """Whether a text has raised digits of its own: much faster than looking for them."""
    return any(digit in text for digit in _DIGITS)


def raised(label: str) -> str:
    """A label as it is set: digits as superscripts, so that "2018¹" stays the year 2018."""
    return label.translate(_SUPERSCRIPT_OF)


def lowered(label: str) -> str:
    """A label as it is called, whatever it is set in."""
    return label.translate(_DIGITS_OF)


def _places_of_digits(text: str) -> Mapping[str, Sequence[int]]:
    """Where each number of the text stands that is no part of a longer one, in order: a label is one of them."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for match in _NUMBER.finditer(text):
        places[match[0]].append(match.start())
    return places


def _marks_in(
    text: str,
    first: int,
    last: int,
    label: str,
    body: Sequence[Paragraph],
    taken: Collection[int],
    digits: Mapping[str, Sequence[int]],
) -> list[tuple[int, int]]:
    """The marks of a label in a stretch of the body, all of the surest form that any has."""
    for form in _forms(label):
        found = [
            m
            for m in _matches(form, text, first, last, digits.get(label, ()) if label.isdigit() else None)
            if _in_body(m.start(), body) and m.start() not in taken
        ]
        if found:
            return [m.span("mark" if m["mark"] else "free") for m in found]
    return []


def _matches(
    form: re.Pattern[str], text: str, first: int, last: int, places: Sequence[int] | None
) -> Iterator[re.Match[str]]:
    """The matches of a form in a stretch of the text; where the ``places`` of the label are known, only there and one
    character before (a blank, a bracket) is looked.
    """
    if places is None:
        yield from form.finditer(text, first, last)
        return
    for place in places[bisect_left(places, first) : bisect_left(places, last)]:
        match = form.match(text, place - 1, last) if place > first else None
        if match := match or form.match(text, place, last):
            yield match


def note_for(offset: int, label: str, footnotes: Sequence[Footnote]) -> int | None:
    """Which note a mark at ``offset`` is tied to: the next of its label, or else the last one before it."""
    after = [index for index, note in enumerate(footnotes) if note.label == label and note.start > offset]
    before = [index for index, note in enumerate(footnotes) if note.label == label and note.start <= offset]
    return after[0] if after else before[-1] if before else None
