"""Where in a clause the words for its speakers stand: behind what leads up to them, before what the body did next.

What belongs here: narrowing the region of a statement cue. What does not: what the region holds (``lists.py``), which
region a cue has (``regions.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from sederunt.facts.capacities import sits_as_party
from sederunt.facts.lexemes import lexemes_of
from sederunt.facts.lists import Entry, read_principals
from sederunt.facts.persons import Person, leading_person, person_with_post, persons_with_state
from sederunt.facts.reading import Reading
from sederunt.facts.regions import Region, depth_at
from sederunt.language.basics import basics
from sederunt.language.letters import LOWER, UPPER
from sederunt.language.lexicon import lexicon, words_of
from sederunt.language.scanner import CueMention, Mention

#: Words that stand before the names of speakers.
_SPEAKERS = ("anchor", "secretariat", "post", "office", "name", "person_title")
#: Words that may stand between the States that are a subject, and before their verb.
_JOINS = ("and", "article", "again", "adverb", "auxiliary")
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
#: So many words that say something else may stand between a speaker and the verb.
_MAX_VERB_LEAD = 2
_COMMA = re.compile(r",\s+")
_LOWER_WORD = re.compile(rf"(?<![^\s(])[{LOWER}][\w’'-]*")
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
        return where if is_alone else _states_alone(reading, where, speakers)
    if basics(reading.language).is_head_final:
        return _around_heads(reading, where, speakers) if speakers else None
    if anchors:
        start = _title_start(reading, where.start, anchors[0])
        if cue.cue.side == "anchored" and (
            _is_oblique(reading, where.start, start) or not _leads_to_verb(reading, speakers[-1].end, where.end)
        ):
            return None
        return where._replace(start=start)
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


def _states_alone(reading: Reading, where: Region, speakers: Sequence[Mention]) -> Region | None:
    """The region of States that are the whole subject of a verb: "At the same meeting, **Spain and Portugal** said …".
    None where anything else stands before the verb.
    """
    names = [m for m in speakers if m.kind == "name"]
    if not names or not basics(reading.language).has_capitals:
        return None
    matches = [reading.lookup(name.start, name.end) for name in names]
    if not all(match and sits_as_party(match.participant_id) for match in matches):
        return None
    begin = _clause_begin(reading, where, names)
    own = [name for name in names if name.start >= begin]
    known = (*own, *(m for kind in _JOINS for m in reading.mentions.within(kind, begin, where.end)))
    rest = list(reading.signs_at(begin, where.end))
    for mention in known:
        rest[mention.start - begin : mention.end - begin] = " " * (mention.end - mention.start)
    lead = reading.signs_at(where.start, begin).rstrip()
    is_listed = any(m.end == where.start + len(lead) - 1 for m in names)  # "the Governments of Finland, | Norway …"
    is_whole = not "".join(rest).strip(" ,'’\n") and (not lead or lead.endswith((",", ".", ";"))) and not is_listed
    return where._replace(start=begin) if is_whole and own else None


def _is_oblique(reading: Reading, begin: int, start: int) -> bool:
    """Whether a speaker is no subject: "the statement **of the** representative of Peru stressed …"."""
    before = re.compile(rf"(?:^|\s)(?:{words_of(reading.language, 'oblique')})\s*$", re.IGNORECASE)
    return before.search(reading.words_at(begin, start)) is not None


def _leads_to_verb(reading: Reading, at: int, end: int) -> bool:
    """Whether what stands between a speaker and a verb belongs to the speaker: a post's other words have capitals, an
    aside stands between commas or in brackets; "the Secretary-General **to continue to review** …" is told of.
    """
    if not reading.words.of("oblique"):
        return True  # where posts are written small throughout, nothing tells their words apart
    aside = reading.mentions.any("principal", at, end) or reading.mentions.any("in_capacity", at, end)
    if aside is not None:  # what stands behind the comma that closes it
        at = max(aside.end, at + reading.signs_at(at, end).rfind(",") + 1)
    between = re.sub(r"\([^()]*\)|,[^,]*,(?=\s*\S*\s*$)", " ", reading.signs_at(at, end))
    return sum(word not in _small_words(reading.language) for word in _LOWER_WORD.findall(between)) <= _MAX_VERB_LEAD


@cache
def _small_words(language: str) -> frozenset[str]:
    """Words that may stand before any verb or inside any post."""
    terms = (
        term.words for kind in ("article", "and", "adverb", "auxiliary", "again") for term in lexicon(language).of(kind)
    )
    return frozenset((*basics(language).stop_words, *(word for words in terms for word in words.split())))


def _title_start(reading: Reading, start: int, first: Mention) -> int:
    """Where a post begins whose first words are not known: "Chief | Minister of …", "Premier and | Minister of …"; or
    the person whose post it is: "| Mr. Diouf, Director-General of FAO".
    """
    if first.kind not in ("post", "office"):
        return first.start
    for at in (start, *(start + m.end() for m in _COMMA.finditer(reading.words_at(start, first.start)))):
        person = leading_person(reading, at, first.start)
        if person and reading.words_at(person[1], first.start).strip() == ",":
            return at
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
