"""Named persons: "Mr. Thomas Burrows (United States)", "Eirini Giorgou, Legal Advisor of …".

What belongs here: what looks like a person's name, and whom the bracket behind it says the person comes from. What does
not: the office or statement that the person is named for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sederunt.facts.caseless_persons import (
    is_title,
    name_at_head,
    name_behind,
    spans_with_bracket,
    title_before,
    titles,
)
from sederunt.facts.reading import Reading
from sederunt.language.basics import basics
from sederunt.language.letters import LOWER, UPPER
from sederunt.language.lexicon import words_of
from sederunt.language.scanner import CueMention

#: Capitalized words with the particles of names between them: these are the bearers' own, whatever the language of the
#: report.
_WORD = rf"[{UPPER}][\w’'.-]*"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|du|van|von|der|den|ter|ten|bin|ibn|al|el|la|le|y|e|of|St\.)"
_NAME = rf"{_WORD}(?:\s(?:{_PARTICLE}\s|d[’'])*{_WORD}|\s(?:van|von|de|ter|bin)\s[{LOWER}]+\s[{UPPER}][\w’'-]*){{1,6}}"
_PERSON = re.compile(_NAME)
_SURNAME = re.compile(_WORD)
_STATE = r"\s?\((?P<state>[^()]*(?:\([^()]*\)[^()]*)?)\)"
_ARE_NAMES = re.compile(rf"(?:{_WORD}\s){{2,}}")


#: So near behind a person stands whom the person represents, and so near behind that the State.
_NEAR = 40


#: So far behind a verb, or a State, stands the person whom it is about.
_FAR = 240
#: The full stop of the sentence behind a name, not that of an initial or "Jr.".
_STOP_BEHIND = re.compile(rf"[{LOWER}]{{3,}}\.$")
_NAME_BEGIN = re.compile(rf"(?<=\s)(?=[{UPPER}])")
#: Between a person and a verb stands none of these.
_SIGNS = re.compile(r"[;:()；：]")


class Person(NamedTuple):
    """A person and, where a bracket follows, the participant that the person comes from. ``title`` is where the words
    begin, a title included; ``is_titled`` says that there is one, before the name or behind it.
    """

    start: int
    end: int
    name: str
    participant_id: str | None
    whole_end: int
    title: int
    is_titled: bool = False


@cache
def _with_state(language: str) -> re.Pattern[str]:
    """A person, behind a title perhaps by one name alone, and the bracket that follows: "Mr. Peiris (Sri Lanka)"."""
    return re.compile(rf"(?P<person>{titles(language).pattern}(?:{_NAME}|{_WORD})|{_NAME}){_STATE}")


def persons_with_state(reading: Reading, start: int, end: int) -> Iterator[Person]:
    """The persons in a span who are named with their State or organization in a bracket, titles left out of their
    names.
    """
    if not basics(reading.language).has_capitals:
        for first, last, opening, closing in spans_with_bracket(reading, start, end):
            states = list(reading.mentions.within("name", opening - 1, closing + 1))
            if found := reading.lookup(states[0].start, states[0].end) if states else None:
                begin = title_before(reading, start, first)
                yield Person(
                    first, last, reading.words_at(first, last), found.participant_id, closing + 1, begin,
                    begin < first or is_title(reading, last, opening - 1),
                )  # fmt: skip
        return
    for match in _with_state(reading.language).finditer(reading.text.text, start, end):
        begin = match.start("person")
        begin = _behind_office(reading, begin, match.end("person"))
        title = titles(reading.language).match(reading.text.text, begin, match.end("person"))
        if title:
            begin = title.end()
        states = list(reading.mentions.within("name", match.start("state") - 1, match.end("state") + 1))
        found = reading.lookup(states[0].start, states[0].end) if states else None
        if found is None:
            continue
        name = reading.words_at(begin, match.end("person"))
        if len(name.split()) >= 1:
            yield Person(
                begin, match.end("person"), name, found.participant_id, match.end(), match.start("person"),
                title is not None,
            )  # fmt: skip


def person_with_post(reading: Reading, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """At the head of a span, the name of a person behind or before a title, and the post in the bracket behind it: "Mr.
    Nielsen (Chair of the Committee against Torture)". None where the bracket names no post.
    """
    if not basics(reading.language).has_capitals:
        found = next(spans_with_bracket(reading, start, end), None)
        if found is None:
            return None
        first, last, opening, closing = found
        title = title_before(reading, start, first)
        if not (title < first or is_title(reading, last, opening - 1)) or title > start:
            return None
    else:
        match = _with_state(reading.language).match(reading.text.text, start, end)
        title_of = titles(reading.language).match(reading.text.text, start, end)
        if match is None or title_of is None:
            return None
        first, last = title_of.end(), match.end("person")
        opening, closing = match.span("state")
    is_post = any(reading.mentions.any(kind, opening, closing) for kind in ("office", "post"))
    return ((first, last), (opening, closing)) if is_post else None


def representatives(reading: Reading, start: int, end: int) -> Iterator[Person]:
    """The persons in a span who are named with the State that they represent: "Mr. Hall, Representative of Peru, acted
    as Chairman".
    """
    if not basics(reading.language).has_capitals:
        return
    yield from _behind_state(reading, start, end)
    for match in _titled(reading.language).finditer(reading.text.text, start, end):
        begin, last = match.span("person")
        if reading.signs_at(last, last + 1) == "," and (governs := _governs(reading, last + 1, end)):
            yield Person(begin, last, match["person"], governs, last, match.start())
            continue
        anchor = next((m for m in reading.mentions.within("anchor", begin, last + _NEAR) if m.start > begin), None)
        state = reading.mentions.any("name", anchor.end - 1, anchor.end + _NEAR) if anchor else None
        found = reading.lookup(state.start, state.end) if state else None
        if anchor is None or state is None or found is None:
            continue
        last = begin + len(reading.words_at(begin, min(last, anchor.start)).rstrip())
        is_next = re.fullmatch(rf",?\s(?:[{UPPER}][\w’'-]+\s)?", reading.words_at(last, anchor.start))
        if is_next and len(reading.words_at(anchor.end, state.start).split()) <= 1:
            yield Person(begin, last, reading.words_at(begin, last), found.participant_id, state.end, match.start())


def _governs(reading: Reading, start: int, end: int) -> str | None:
    """The State in whose Government a person holds the post that an apposition gives: ", Minister of Environment of
    Peru".
    """
    post = reading.mentions.any("post", start, min(end, start + _NEAR))
    stop = re.compile(r"[,;.]").search(reading.text.text, start, end)
    until = stop.start() if stop else end
    if post is None or post.value or post.start > start + 1 or post.end > until:
        return None
    names = [m for m in reading.mentions.within("name", post.end, until) if m.end == until]
    found = reading.lookup(names[0].start, names[0].end) if names else None
    return found.participant_id if found else None


def _behind_state(reading: Reading, start: int, end: int) -> Iterator[Person]:
    """The persons who are named behind the State that they represent: "The representative of Peru, Ana Rojas, was",
    "the Permanent Representative of Peru to the United Nations and Chair of the Committee, Ana Rojas,".
    """
    for anchor in reading.mentions.within("anchor", start, end):
        state = reading.mentions.any("name", anchor.end - 1, anchor.end + _NEAR)
        if state is None or len(reading.words_at(anchor.end, state.start).split()) > 1:
            continue
        comma = reading.text.text.find(",", state.end, min(end, state.end + _FAR))
        span = leading_person(reading, comma + 2, end) if comma >= 0 else None
        found = reading.lookup(state.start, state.end)
        is_set_off = span is not None and reading.signs_at(span[1], span[1] + 1) in (",", ".", ";", "")
        if span is None or found is None or not is_set_off or _SIGNS.search(reading.signs_at(state.end, comma)):
            continue
        yield Person(*span, reading.words_at(*span), found.participant_id, span[1], span[0])


def bare_persons(reading: Reading, start: int, end: int, cues: Sequence[CueMention]) -> Iterator[Person]:
    """The persons of whom a sentence says nothing but the office: "Mr. Hall was elected Chairman", "the appointment by
    the Secretary-General of Christopher King as Secretary-General". The person stands behind the verb, or, with a
    title, before it.
    """
    if not basics(reading.language).has_capitals:
        return
    for cue in cues:
        if cue.cue.side != "before" and (span := _made(reading, cue, end)):
            yield Person(*span, reading.words_at(*span), None, span[1], span[0])
        titled = list(_titled(reading.language).finditer(reading.text.text, start, cue.start))
        if (
            titled
            and cue.start - titled[-1].end() <= _NEAR
            and not _SIGNS.search(reading.signs_at(titled[-1].end(), cue.start))
        ):
            begin, last = titled[-1].span("person")
            if _is_person(reading, begin, last):
                yield Person(begin, last, titled[-1]["person"], None, last, titled[-1].start())


def _made(reading: Reading, cue: CueMention, end: int) -> tuple[int, int] | None:
    """The person behind a verb that gives an office: at once, behind an adverb ("elected, by acclamation, Ana Rojas as
    Chair"), or behind who appointed the person ("the appointment by the Secretary-General of Ana Rojas, …").
    """
    far = end if cue.cue.kind == "" else min(end, cue.end + 8)
    for match in _NAME_BEGIN.finditer(reading.text.text, cue.end, min(far, cue.end + _FAR)):
        span = leading_person(reading, match.start(), end)
        between = reading.signs_at(cue.end, match.start())
        if _SIGNS.search(between):
            return None
        if span is None:
            continue
        is_set_off = reading.signs_at(span[1], span[1] + 1) in (",", ".", ";", "")
        small = re.fullmatch(rf"[\s,]*(?:[{LOWER}]+\s){{0,2}}[\s,]*(?:[{LOWER}]+,\s)?", between)
        joined = re.search(
            rf"(?:^|\s)(?:{words_of(reading.language, 'article', 'body_word', 'determiner')})\s$", between
        )
        if (small and not joined) or (joined and is_set_off and len(between.split()) > 1 and cue.cue.kind == ""):
            return span
    return None


def known_person(reading: Reading, person: Person) -> Person:
    """A person with the participant that an earlier mention of the whole name gives: "Mr. George Hall, Representative
    of Peru", then "Mr. Hall".
    """
    if person.participant_id is not None:
        return person
    for row in reading.rows.get("officers", []):
        if row["person"] and row["person"].split()[-1:] == person.name.split()[-1:]:
            return person._replace(name=row["person"], participant_id=row["participant_id"])
    return person


@cache
def _titled(language: str) -> re.Pattern[str]:
    """A person behind a title, by the whole name or the last one."""
    return re.compile(rf"{titles(language).pattern}(?P<person>{_NAME}|{_WORD})")


def _behind_office(reading: Reading, start: int, end: int) -> int:
    """Where a name begins behind an office that is written as one with it ("elected Chair Amina Diallo"), or behind the
    group that a table gives beside it ("Asia-Pacific States | Amina Diallo").
    """
    offices = (m for kind in ("office", "post") for m in reading.mentions.within(kind, start, end))
    groups = [m.end for m in reading.mentions.within("states", start, end)]
    behind = max([*(m.end for m in offices if m.start == start), *groups], default=start)
    rest = reading.words_at(behind, end)
    return behind + len(rest) - len(rest.lstrip()) if rest.strip() else start


def person_behind(reading: Reading, end: int) -> str | None:
    """The person who is named right behind a post: "the President, Akan Rakhmetullin (Kazakhstan)", or
    "Председатель Росарио Вальдивьесо".
    """
    text = reading.text.text
    if not basics(reading.language).has_capitals:
        span = name_behind(reading, end)
        return reading.words_at(*span) if span else None
    behind = _behind_post(reading.language).match(text, end)
    return (
        behind["person"].rstrip(".")
        if behind and _is_person(reading, behind.start("person"), behind.end("person"))
        else None
    )


@cache
def _behind_post(language: str) -> re.Pattern[str]:
    return re.compile(rf",?\s(?:{titles(language).pattern})?(?P<person>{_NAME})")


def _is_person(reading: Reading, start: int, end: int) -> bool:
    """Whether capitalized words are no name, body or office that the registry or the lexicon knows."""
    kinds = ("body", "office", "post", "anchor", "states", "party", "session")
    near = (start - 80, end + 80)
    if any(m.start < end and start < m.end for kind in kinds for m in reading.mentions.within(kind, *near)):
        return False
    # A person may be called like a State, by the last of the names ("Jorge Arreaza Montserrat").
    names = [m for m in reading.mentions.within("name", *near) if m.start < end and start < m.end]
    return all(m.end == end and _ARE_NAMES.fullmatch(reading.words_at(start, m.start)) for m in names)


def leading_person(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The span of a person's name at the head of a region, titles left out."""
    text = reading.text.text
    if not basics(reading.language).has_capitals:
        return name_at_head(reading, start, end)
    title = titles(reading.language).match(text, start, end)
    begin = title.end() if title else start
    match = _PERSON.match(text, begin, end) or (_SURNAME.match(text, begin, end) if title else None)
    if match and _is_person(reading, begin, match.end()) and (title or len(match[0].split()) >= 2):
        return begin, match.end() - bool(_STOP_BEHIND.search(match[0]))
    return None
