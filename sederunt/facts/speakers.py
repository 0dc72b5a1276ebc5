"""Where in a clause the words for its speakers stand: behind what leads up to them, before what the body did next.

What belongs here: narrowing the region of a statement cue. What does not: what the region holds (``lists.py``), which
region a cue has (``regions.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sederunt.facts.lexemes import lexemes_of
from sederunt.facts.lists import Entry, read_principals
from sederunt.facts.persons import Person, leading_person, person_with_post, persons_with_state
from sederunt.facts.reading import Reading
from sederunt.facts.regions import Region, depth_at
from sederunt.language.basics import basics
from sederunt.language.letters import UPPER
from sederunt.language.lexicon import words_of
from sederunt.language.scanner import CueMention, Mention

#: Words that stand before the names of speakers.
_SPEAKERS = ("anchor", "secretariat", "post", "office", "name", "person_title")
#: So many words may stand before a plain name, and so many in a post that ends in one ("Minister for Transport of
#: Malta").
_MAX_LEAD, _MAX_POST = 3, 16
#: So far from the beginning of an entry its speaker is named.
_MAX_NAMED = 120
#: What a subject begins with, and what may follow what in it.
_SUBJECTS = ("anchor", "secretariat", "person_title")
_GOES_ON = {
    "anchor": ("article", "name", "states", "party", "secretariat", "anchor", "post", "and"),
    "article": ("name", "states", "party", "secretariat", "anchor", "post"),
    "states": ("name", "article", "party"),
    "party": ("name", "article"),
    "secretariat": ("separator", "and"),
    "post": ("name", "separator", "and"),
    "person_title": ("word", "person_title"),
    "word": ("word",),
    "name": ("separator", "and", "mark", "principal", "again"),
    "mark": ("separator", "and"),
    "separator": ("and", "name", "anchor", "principal", "secretariat"),
    "and": ("name", "anchor", "secretariat", "article"),
    "principal": ("name", "article", "states", "party"),
    "again": ("separator", "and", "principal"),
}
#: "and", an article.
_MAX_JOIN = 2


def from_speaker(reading: Reading, where: Region, cue: CueMention) -> Region | None:
    """The region from the first word for a speaker on: what stands before it ("Upon the adoption of …,") names none.

    Speakers end where the verb begins: between the last of them and the cue stand few words.
    """
    speakers = sorted(
        (m for kind in _SPEAKERS for m in reading.mentions.within(kind, where.start, where.end)), key=lambda m: m.start
    )
    anchors = [m for m in speakers if m.kind in ("anchor", "secretariat", "post", "office")]
    if cue.cue.side in ("anchored", "retold") and not anchors:
        person = leading_person(reading, where.start, where.end)
        is_alone = person is not None and not reading.words_at(person[1], where.end).strip()
        return where if is_alone else None
    if basics(reading.language).is_head_final:
        return _around_heads(reading, where, speakers) if speakers else None
    if anchors:
        return where._replace(start=_title_start(reading, where.start, anchors[0]))
    if not speakers:
        return where if reading.mentions.any("party", where.start, where.end) else None
    begin = _clause_begin(reading, where, speakers)
    first = next(m for m in speakers if m.start >= begin)
    lead = _without_article(reading, reading.words_at(begin, first.start))
    if len(lead.split()) > _MAX_LEAD and not (lead[:1].isupper() and len(lead.split()) <= _MAX_POST):
        return None
    return where._replace(start=begin)


def _around_heads(reading: Reading, where: Region, speakers: Sequence[Mention]) -> Region:
    """The region of speakers whose nouns stand last, without what the sentence says between them and the verb."""
    text = reading.text.text
    speakers = _until_matter(reading, where, speakers)
    end = max(m.end for m in speakers)
    if reading.mentions.any("principal", end, where.end) is None:
        while end < where.end and text[end] in ")0123456789 *":
            end += 1
        where = where._replace(end=end)
    return where._replace(start=_begin_before_heads(reading, where, speakers))


def _until_matter(reading: Reading, where: Region, speakers: Sequence[Mention]) -> Sequence[Mention]:
    """The speakers before the words that say on what somebody spoke: those behind them spoke of nothing here ("Peru's
    delegate | on the statement of Fiji's delegate | spoke").
    """
    anchors = {m.end for m in speakers if m.kind in ("anchor", "office", "post")}
    matters = reading.mentions.within("about", where.start, where.end)
    about = next((m.start for m in matters if m.start in anchors), None)
    return [m for m in speakers if about is None or m.end <= about]


def _begin_before_heads(reading: Reading, where: Region, speakers: Sequence[Mention]) -> int:
    """Where the speakers begin in a language that sets the noun for them last: behind the last comma, and behind
    earlier ones as long as the clause before the comma ends with a speaker ("Peru's delegate, Fiji's observer").
    """
    text = reading.text.text
    ends = {m.end for m in speakers}
    commas = [
        m.start()
        for m in re.compile(",").finditer(text, where.start, speakers[-1].start)
        if depth_at(text, where.start, m.start()) == 0
    ]
    begin = where.start
    for comma in reversed(commas):
        closed = text.rfind("(", where.start, comma) if text[comma - 1] == ")" else comma
        if comma not in ends and closed not in ends:
            begin = comma + 1
            break
    return begin


def titled_speakers(reading: Reading, where: Region) -> list[Entry]:
    """The speakers of a summary record: "Mr. Petrov (Russian Federation) said …", "Ms. Haddad (Observer for Jordan) and
    Mr. Vu (Viet Nam)"; what is said on whose behalf is said of all.
    """
    persons = [p for p in persons_with_state(reading, where.start, where.end) if p.is_titled]
    while len(persons) > 1 and any(_are_apart(reading, one, two) for one, two in pairwise(persons)):
        persons = persons[1:]
    if not persons:
        return _holder_of_post(reading, where)
    if any(reading.mentions.any(kind, where.start, persons[0].title) for kind in ("anchor", "office")):
        return []
    lead = reading.mentions.any("principal", persons[-1].whole_end, where.end)
    principals = read_principals(reading, lead.end, where.end) if lead else ()
    entries = [_titled(reading, person, principals) for person in persons]
    return [entry for entry in entries if entry is not None]


def _holder_of_post(reading: Reading, where: Region) -> list[Entry]:
    """Of "Mr. Nielsen (Chair of the Committee against Torture) said …": the post."""
    found = person_with_post(reading, where.start, where.end)
    if found is None:
        return []
    (first, last), (begin, end) = found
    return [Entry(begin, end, None, capacity="expert", person=reading.words_at(first, last))]


def speaker_of_record(reading: Reading, sentence: tuple[int, int]) -> Entry | None:
    """Who speaks in a record that sets a colon behind the speaker: "السيدة نوفيتسكا (بولندا): قالت …"."""
    start, end = sentence
    near = min(end, start + _MAX_NAMED)
    person = next(persons_with_state(reading, start, near), None)
    if person is None and (held := person_with_post(reading, start, near)):
        (first, last), (begin, stop) = held
        if reading.signs_at(stop, stop + 3).lstrip(") ").startswith(":"):
            return Entry(begin, stop, None, capacity="expert", person=reading.words_at(first, last))
    if person is None or not person.is_titled or person.title != start:
        return None
    if not reading.signs_at(person.whole_end, person.whole_end + 2).lstrip().startswith(":"):
        return None
    lead = reading.mentions.any("principal", person.whole_end, min(end, person.whole_end + _MAX_NAMED))
    comma = reading.text.text.find(",", lead.end, end) if lead else -1
    principals = read_principals(reading, lead.end, comma if comma >= 0 else end) if lead else ()
    return _titled(reading, person, principals)


def _are_apart(reading: Reading, one: Person, two: Person) -> bool:
    """Whether more than a comma or "and" stands between two persons."""
    between = reading.words_at(one.whole_end, two.title).strip(" ,،、")
    return re.fullmatch(rf"(?:{words_of(reading.language, 'and')})?", between) is None


def _titled(reading: Reading, person: Person, principals: tuple[str, ...]) -> Entry | None:
    name = reading.mentions.any("name", person.end, person.whole_end)
    match = reading.lookup(name.start, name.end) if name else None
    if name is None or match is None:
        return None
    anchor = reading.mentions.any("anchor", person.end, person.whole_end)
    capacity = anchor.value if anchor else "representative"
    return Entry(
        name.start, name.end, match.participant_id, match.method, match.distance, capacity, person=person.name,
        principals=principals,
    )  # fmt: skip


def subject_of(reading: Reading, where: Region) -> Region | None:
    """The region of the subject that stands right behind a verb, up to the first word that is no part of it: "Thanked
    | the representatives of Peru and Chad | the Chair for …". None where something else follows the verb.
    """
    depth, end, before = 0, where.start, ""
    for lexeme in lexemes_of(reading, where.start, where.end):
        depth += (lexeme.value == "(") - (lexeme.value == ")")
        is_aside = depth > 0 or lexeme.value == ")"
        if not before:
            if lexeme.kind in ("adverb", "again"):
                continue
            if lexeme.kind not in _SUBJECTS:
                return None
        elif not is_aside and lexeme.kind not in _GOES_ON.get(before, ()):
            break
        if not is_aside:
            before = lexeme.kind
            end = end if lexeme.kind in ("separator", "and") else lexeme.end
        elif lexeme.value == ")":
            end = lexeme.end
    return where._replace(end=end)


def _clause_begin(reading: Reading, where: Region, speakers: Sequence[Mention]) -> int:
    """Where the clause of the speakers begins: what stands before the last comma leads up to it ("At the same meeting,
    Peru …"), unless the comma stands within a post or sets off a person.
    """
    text = reading.text.text
    commas = [
        where.start + m.end()
        for m in re.finditer(r",\s", text[where.start : speakers[-1].end])
        if depth_at(text, where.start, where.start + m.start()) == 0
    ]
    begins = [where.start, *(comma for comma in commas if comma <= speakers[-1].start)]
    begin = begins.pop()
    if begins and leading_person(reading, begin, where.end):
        begin = begins.pop()  # "the Minister of Culture of Senegal, Mamadou Thioune, made …"
    article = re.compile(rf"(?:{words_of(reading.language, 'article')})\b", re.IGNORECASE)
    while begins and not article.match(text, begin) and reading.mentions.any("name", begin, begin + 1) is None:
        if not any(article.match(text, earlier) for earlier in begins[1:]) or _is_speaker_at(reading, begin):
            break
        begin = begins.pop()  # "the Delegate for International, European and Pacific Affairs of Peru"
    return begin


def _title_start(reading: Reading, start: int, first: Mention) -> int:
    """Where a post begins whose first words are not known: "Chief | Minister of …", "Premier and | Minister of …"."""
    if first.kind != "post":
        return first.start
    before = reading.words_at(start, first.start)
    joining = words_of(reading.language, "and")
    title = re.search(rf"[{UPPER}][\w’'-]*(?:\s(?:[{UPPER}][\w’'-]*|{joining}))*\s$", before)
    return start + title.start() if title else first.start


def _without_article(reading: Reading, words: str) -> str:
    return re.sub(rf"^\s*(?:{words_of(reading.language, 'article')})\s+", "", words, flags=re.IGNORECASE)


def _is_speaker_at(reading: Reading, start: int) -> bool:
    return any(m.start == start for kind in _SPEAKERS for m in reading.mentions.within(kind, start, start + 80))


def until_body_acts(reading: Reading, where: Region) -> Region:
    """The region without what the body did next: "by the representative of Cuba | and the Committee adopted …"."""
    for body in reading.mentions.within("body", where.start, where.end):
        joins = [m.start for m in reading.mentions.within("and", where.start, body.start)]
        joins += [where.start + m.start() for m in re.finditer(r"[,，،]", reading.words_at(where.start, body.start))]
        join = max(joins, default=None)
        if join is None or len(reading.words_at(join, body.start).split()) > _MAX_JOIN:
            continue
        if depth_at(reading.text.text, where.start, body.start) == 0 and _acts(reading, body.end):
            return where._replace(end=join)
    return where


def _acts(reading: Reading, at: int) -> bool:
    """Whether a verb stands here that bodies are the subject of."""
    following = reading.mentions.any("body_end", at, at + 40)
    return following is not None and following.value == "act" and not reading.words_at(at, following.start).strip()
