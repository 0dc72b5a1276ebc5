"""Entries that are a post, a person, or part of a country: "the Minister of Health of Peru", "Eirini Giorgou, Legal
Advisor of the ICRC", "civil society of Peru".

What belongs here: what of a segment of a list is the post, and whose it is. What does not: the segments and the plain
names (``lists.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sederunt.facts.capacities import SECRETARIAT, is_state_like, sits_as_party
from sederunt.facts.entries import ORGANIZATIONS, Entry, State
from sederunt.facts.lexemes import CAPITALS, Lexeme
from sederunt.facts.persons import leading_person
from sederunt.facts.reading import Reading
from sederunt.facts.secretariat import own_secretariat, secretariat_word
from sederunt.language.lexicon import lexicon

#: Signs that end an entry and are no part of it.
_ENDS = frozenset({",", "."})
_PART_LETTERS = 6  # fewer letters before a name are what extraction left of a word


def named_person(reading: Reading, head: Sequence[Lexeme]) -> Entry | None:
    """Of "Eirini Giorgou, Legal Advisor of the ICRC": a person, then what the person is."""
    content = [lexeme for lexeme in head if lexeme.kind not in ("article", "and", "mark", "again")]
    if not content or content[0].kind not in ("word", "person_title"):
        return None
    span = leading_person(reading, content[0].start, content[-1].end)
    if span is None:
        return None
    rest = [lexeme for lexeme in content if lexeme.start >= span[1] and lexeme.value not in _ENDS]
    person = reading.words_at(*span)
    if not rest:
        return Entry(span[0], span[1], None, capacity="expert", person=person)
    if rest[0].value.casefold() in _trailing(reading.language):  # "… by Ana Rojas | on the question of Guam"
        return Entry(span[0], span[1], None, capacity="expert", person=person)
    if reading.signs_at(span[1], span[1] + 1) != ",":
        return None
    names = _state_last(reading, [lexeme for lexeme in rest if lexeme.kind == "name"])
    match = reading.lookup(names[-1].start, names[-1].end) if names else None
    if rest[0].kind == "post" and _is_organization(reading, rest[-1]):
        # "Achim Steiner, Executive Director of UNEP" speaks for it
        return replace(_office_of(reading, rest[0], rest[-1], names), capacity="expert", person=person)
    # A name inside that of an organization ("Friends of Peru") is not whom the person speaks for.
    is_his = match is not None and (_ends_post(reading, content, names[-1]) or names[-1] == rest[0] == rest[-1])
    identity = match.participant_id if match and is_his and sits_as_party(match.participant_id) else None
    return Entry(rest[0].start, rest[-1].end, identity, capacity="expert", person=person)


def _ends_post(reading: Reading, content: Sequence[Lexeme], name: Lexeme) -> bool:
    """Whether a State's name ends a post ("Director, Ministry of Water of Zambia"), and is not merely where an
    organization is ("Director of a League, in Zambia").
    """
    if name != content[-1] or not any(lexeme.kind in ("post", "office") for lexeme in content):
        return False
    comma = max((i for i, lexeme in enumerate(content) if lexeme.value == ","), default=-1)
    own = [lexeme for lexeme in content[comma + 1 :] if lexeme != name]
    return any(
        lexeme.kind in ("post", "office") or CAPITALS.match(reading.words_at(lexeme.start, lexeme.end))
        for lexeme in own
    )


def named_post(
    reading: Reading, head: Sequence[Lexeme], names: Sequence[Lexeme], capitals: Sequence[Lexeme], state: State
) -> Entry | None:
    """A speaker named by a post, an office or as the Secretariat; None where the segment is a plain name."""
    offices = [lexeme for lexeme in head if lexeme.kind == "office"]
    secretariat = [lexeme for lexeme in head if lexeme.kind == "secretariat"]
    posts = [lexeme for lexeme in head if lexeme.kind == "post"]
    content = [
        lexeme
        for lexeme in head
        if lexeme.kind not in ("article", "and", "mark", "again", "sign", "following", "principal")
    ]
    content = to_verb(_before_person(reading, content))
    offices = [office for office in offices if office in content]  # others belong to what stands behind
    if not content:
        return None
    names = [name for name in names if name.start < content[-1].end]  # not "… of Peru, Jorge Montserrat"
    if secretariat and not posts and not capitals and not offices and not names:
        start, end = secretariat_word(reading, secretariat[-1])
        identity, capacity = own_secretariat(reading)
        return Entry(start, end, identity, "exact", capacity=capacity)
    if (
        offices
        and not names
        and not posts
        and not any(lexeme.value[:1].isupper() for lexeme in content[: content.index(offices[0])])
    ):
        return Entry(content[0].start, content[-1].end, None, capacity="officer", office=offices[0].value)
    if any(lexeme.value == "expert" for lexeme in posts):
        return Entry(content[0].start, content[-1].end, None, capacity="expert")
    state_of = _state_behind(reading, posts, offices, names)
    is_of_organization = bool(posts) and content[0] == posts[0] and _is_organization(reading, content[-1])
    if state_of is None and (any(lexeme.value for lexeme in posts) or (secretariat and capitals) or is_of_organization):
        return _office_of(reading, content[0], content[-1], names)
    names = _state_last(reading, names)
    is_title = (
        state_of is not None
        or bool(posts)
        or (
            bool(capitals)
            and bool(names)
            and names[-1].start > capitals[0].start
            and not _goes_on(content, names[-1])
            and not _is_one_name(capitals, content, names[-1])
            and state.capacity not in ORGANIZATIONS
        )
    )
    if is_title and names and content[0].kind != "anchor":
        match = reading.lookup(names[-1].start, names[-1].end)
        if match and sits_as_party(match.participant_id):
            stated = state.capacity if state.capacity != "representative" else ""
            return Entry(
                content[0].start,
                content[-1].end,
                match.participant_id,
                match.method,
                match.distance,
                stated,
                is_post=True,
            )
    if capitals and state.parted_by == "," and _is_aside(content[0]):
        return None  # "the representative of Peru, recalling the Vienna Convention, …"
    if capitals:
        first, last = content[0], content[-1]
        if first.kind == "anchor" and len(content) > 1:
            first = content[1]
        match = reading.lookup(first.start, last.end)
        if match:
            return Entry(first.start, last.end, match.participant_id, match.method, match.distance, state.capacity)
        return Entry(first.start, last.end, None, capacity=state.capacity, is_known=False)
    return None


@cache
def _trailing(language: str) -> frozenset[str]:
    return frozenset(term.words.casefold() for term in lexicon(language).of("trailing"))


def _is_one_name(capitals: Sequence[Lexeme], content: Sequence[Lexeme], name: Lexeme) -> bool:
    """Whether a State's name ends a name without a word between ("Harm Reduction Australia"), so that nobody's post
    ends in it.
    """
    before = [lexeme for lexeme in content if lexeme.end <= name.start]
    return bool(before) and before[-1] in capitals and all(lexeme.kind in ("word", "name") for lexeme in content)


def _goes_on(content: Sequence[Lexeme], name: Lexeme) -> bool:
    """Whether an organization's name goes on behind a State's: "Self-Determination for Gibraltar | Group"."""
    following = next((lexeme for lexeme in content if lexeme.start >= name.end), None)
    return following is not None and following.kind == "word" and following.value[:1].isupper()


def _is_aside(lexeme: Lexeme) -> bool:
    """Whether a segment that begins with this goes on about the speaker before it: speakers begin with a capital, a
    post or an article.
    """
    return lexeme.kind == "word" and lexeme.value[:1].islower()


def _state_behind(
    reading: Reading, posts: Sequence[Lexeme], offices: Sequence[Lexeme], names: Sequence[Lexeme]
) -> Lexeme | None:
    """The State that ends a post of its Government: "President of Chad", "Minister for … and Director of … of Peru"."""
    if not names:
        return None
    names = _state_last(reading, names)
    is_post = any(not lexeme.value for lexeme in posts) or any(lexeme.end < names[-1].start for lexeme in offices)
    match = reading.lookup(names[-1].start, names[-1].end)
    return names[-1] if is_post and match and is_state_like(match.participant_id) else None


def _state_last(reading: Reading, names: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """The names up to the last State: in "Minister of State of the United Kingdom for … the Commonwealth" it is whose
    Minister is meant.
    """
    for end in range(len(names), 0, -1):
        match = reading.lookup(names[end - 1].start, names[end - 1].end)
        if match and is_state_like(match.participant_id):
            return names[:end]
    return names


def _before_person(reading: Reading, content: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """A post without the person behind it: "the Director of the Division | , Solveig Andenaes", "Chair | Ann Lee"."""
    for position, lexeme in enumerate(content):
        if position and lexeme.kind == "person_title":
            return content[:position]
        is_end = (position and lexeme.value == ",") or lexeme.kind == "office"
        person = leading_person(reading, lexeme.end + 1, content[-1].end) if is_end else None
        if person and not any(
            CAPITALS.match(reading.words_at(c.start, c.end)) for c in content if c.start >= person[1]
        ):
            return content[: position + (lexeme.kind == "office")]
    return content


def to_verb(content: Sequence[Lexeme]) -> list[Lexeme]:
    """The lexemes before the verb: behind "by the Chair" may stand "was shown", and no more of the speaker."""
    stop = next((i for i, lexeme in enumerate(content) if lexeme.kind == "auxiliary" and i), len(content))
    return list(content[:stop])


def _office_of(reading: Reading, first: Lexeme, last: Lexeme, names: Sequence[Lexeme]) -> Entry:
    """A post: of an organization that is known, of a State, or else of the Secretariat."""
    for name in names:
        match = reading.lookup(name.start, name.end)
        if match and match.participant_id in SECRETARIAT:
            return Entry(first.start, last.end, SECRETARIAT[0], "exact", capacity="un_secretariat")
        if match:
            return Entry(first.start, last.end, match.participant_id, match.method, match.distance, is_post=True)
    identity, capacity = own_secretariat(reading)
    return Entry(first.start, last.end, identity, "exact", capacity=capacity, is_post=True)


def _is_organization(reading: Reading, lexeme: Lexeme) -> bool:
    """Whether a name is that of an organization that is known: none that sits as States do, and no group of them."""
    match = reading.lookup(lexeme.start, lexeme.end) if lexeme.kind == "name" else None
    return (
        match is not None
        and match.participant_id.startswith(("org:", "un:"))
        and not is_state_like(match.participant_id)
    )


def part_of(reading: Reading, head: Sequence[Lexeme], names: Sequence[Lexeme], state: State) -> Entry | None:
    """Of those whom representatives speak for, one who is no State but comes from it: "civil society of Peru"."""
    if not names or state.capacity not in ("representative", "observer"):
        return None
    anchors = [lexeme.end for lexeme in head if lexeme.kind == "anchor" and lexeme.end <= names[0].start]
    before = [lexeme for lexeme in head if lexeme.end <= names[0].start and lexeme.start >= max(anchors, default=0)]
    words = [lexeme for lexeme in before if lexeme.kind == "word"]
    is_part = all(lexeme.kind in ("word", "article", "and", "again") for lexeme in before)
    if not words or not words[0].value[:1].islower() or not is_part or sum(len(w.value) for w in words) < _PART_LETTERS:
        return None
    return Entry(words[0].start, names[-1].end, None, capacity=state.capacity, is_known=False)
