"""A region of text as lexemes, and lexemes as segments: what stands between the separators of a list.

What belongs here: names first, then known words, then single words and signs; and what parts two entries. What does
not: what an entry is (``lists.py``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from sederunt.facts.reading import Reading
from sederunt.language.basics import basics
from sederunt.language.letters import UPPER
from sederunt.language.lexicon import lexicon
from sederunt.language.scanner import Mention

#: Kinds of words that may stand in a list, beside names, and that are thereby explained.
_LIST_KINDS = (
    "anchor", "party", "states", "secretariat", "post", "office", "principal", "following", "incomplete", "and",
    "article",
    "person_title", "again", "working_groups", "session", "body", "kind", "only", "sitting", "auxiliary",
)  # fmt: skip
CAPITALS = re.compile(f"[{UPPER}]")
#: A name that lies inside one of these is part of it ("United Nations" in "United Nations entities").
_HOLDS_NAMES = ("party", "anchor", "states", "secretariat", "post", "session", "body")
_WORD = re.compile(r"[^\W_][\w\u064b-\u0652’'./-]*|[(),;:：，、；]|\n\n|\[…\]|[^\s\w]")
SEPARATORS = frozenset({",", ";", "\n\n", "，", "、", "；"})
#: Signs between the entries of one list: behind them the list goes on.
_LISTING = frozenset({",", ";", "，", "、", "；"})
_ASIDE = re.compile(r"\s?\([^()]{2,24}\)")
_COLONS = frozenset({":", "："})
#: So many titles of persons in a list are taken to head its entries.
_MIN_TITLED = 2
_LINES = frozenset({"\n\n"})
#: A word as short as this that ends in a full stop may be an abbreviation ("Inc.").
_ABBREVIATED = 5
_SEMICOLONS = _LINES | {";", "；"}
#: A region that is one entry ends with its paragraph all the same.
NOTHING = _LINES


class Lexeme(NamedTuple):
    """A piece of the list: a mention, or a single word or sign of no known kind (``word``, ``sign``)."""

    kind: str
    start: int
    end: int
    value: str


def lexemes_of(reading: Reading, start: int, end: int) -> Iterator[Lexeme]:
    """The region as lexemes in order, names first, footnote marks left out."""
    names = list(reading.mentions.within("name", start, end))
    holders = [m for kind in _HOLDS_NAMES for m in reading.mentions.within(kind, start, end)]
    names = [n for n in names if not any(h.start <= n.start and n.end <= h.end and _holds(h, n) for h in holders)]
    nouns = {m.start for kind in ("party", "states") for m in reading.mentions.within(kind, start, end)}
    names = [
        n for n in names if not (n.end + 1 in nouns and reading.signs_at(n.end, n.end + 1) == " ")
    ]  # "FAO Members"
    names = [_with_aside(reading, name, end) for name in names]
    taken: list[Mention] = list(names)  # in order and apart
    others = [m for kind in _LIST_KINDS for m in reading.mentions.within(kind, start, end)]
    for mention in sorted(_merged(others), key=lambda m: (m.start - m.end, m.start)):
        place = bisect_left(taken, (mention.start,))
        is_free = place == 0 or taken[place - 1].end <= mention.start
        if is_free and (place == len(taken) or mention.end <= taken[place].start):
            taken.insert(place, mention)
    taken += [Mention(m.start, m.end, "mark", m.label) for m in reading.within(reading.text.marks, start, end)]
    taken.sort(key=lambda m: m.start)
    at = start
    holes = [(p.start, p.end) for p in reading.within(reading.asides, start, end)]
    taken = [m for m in taken if not any(hole[0] <= m.start < hole[1] for hole in holes)]
    taken += [Mention(first, last, "hole", "") for first, last in holes]
    taken.sort(key=lambda m: m.start)
    for mention in taken:
        if mention.start < at:
            continue
        yield from _words(reading, at, mention.start)
        if mention.kind == "hole":  # a footnote that stands inside the list
            at = mention.end
            continue
        yield Lexeme(mention.kind, mention.start, mention.end, mention.value)
        at = mention.end
    yield from _words(reading, at, end)


def _merged(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The same; a post that ends in the head of a body's name, and that name, are one post ("Secretary of the |
    Committee | on Contributions").
    """
    bodies = [m for m in mentions if m.kind == "body"]
    for mention in mentions:
        yield mention
        if mention.kind != "post":
            continue
        for body in bodies:
            if (mention.start < body.start < mention.end < body.end) or (
                body.start < mention.start < body.end < mention.end
            ):
                yield mention._replace(start=min(mention.start, body.start), end=max(mention.end, body.end))


def _holds(holder: Mention, name: Mention) -> bool:
    """Whether a name is part of what holds it: shorter, or the very word for the Secretariat."""
    return holder.end - holder.start > name.end - name.start or holder.kind == "secretariat"


def ordered(reading: Reading, lexemes: Sequence[Lexeme], posts: bool) -> list[Lexeme]:
    """The lexemes of a list in the order in which entries are read, without a separator behind the last."""
    found = without_last_separator(by_title(lexemes) if posts else lexemes)
    return heads_first(found) if basics(reading.language).is_head_final else list(found)


def capitals_of(reading: Reading, unknown: Sequence[Lexeme], names: Sequence[Lexeme], posts: bool) -> list[Lexeme]:
    """The words that may be part of a name: those with a capital; without capitals, those beside no known name."""
    if basics(reading.language).has_capitals:
        return [lexeme for lexeme in unknown if CAPITALS.match(lexeme.value)]
    return [] if names and posts else list(unknown)


def may_name(reading: Reading, lexemes: Sequence[Lexeme]) -> bool:
    """Whether words that no registry knows may be a name: one has a capital, or the script has none."""
    return not basics(reading.language).has_capitals or any(
        CAPITALS.match(reading.words_at(lexeme.start, lexeme.end)) for lexeme in lexemes
    )


def heads_first(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """The lexemes of a language that sets the noun behind what is said of it ("Brazil's and Cuba's representatives"),
    with each noun for a speaker before the names that it closes.
    """
    ordered: list[Lexeme] = []
    begin: int | None = 0
    depth = 0
    for lexeme in lexemes:
        depth += (lexeme.value == "(") - (lexeme.value == ")")
        if depth or lexeme.value == ")":
            ordered.append(lexeme)
            continue
        if lexeme.kind == "anchor" and begin is not None and len(ordered) > begin:
            while begin < len(ordered) and ordered[begin].kind in ("separator", "and"):
                begin += 1
            at = ordered[begin].start if begin < len(ordered) else lexeme.start
            ordered.insert(begin, lexeme._replace(start=at, end=at))
            begin = len(ordered)
            continue
        ordered.append(lexeme)
        if lexeme.kind == "principal":
            begin = None  # whom somebody speaks for has no noun behind it
        elif lexeme.kind in ("separator", "and") and (begin is None or lexeme.value in _SEMICOLONS):
            begin = len(ordered)
    return ordered


def _with_aside(reading: Reading, name: Mention, end: int) -> Mention:
    """A name with the bracket that belongs to it: "Bahamas (The)", "… (UNESCO)"."""
    aside = _ASIDE.match(reading.text.text, name.end, end)
    if aside is None or reading.lookup(name.start, aside.end()) is None:
        return name
    return name._replace(end=aside.end())


def _words(reading: Reading, start: int, end: int) -> Iterator[Lexeme]:
    for match in _WORD.finditer(reading.text.text, start, end):
        words, at = match[0], match.start()
        if match.end() == end and words[0].isalnum() and not basics(reading.language).has_capitals:
            words = words.rstrip(".")  # the end of the sentence; abbreviations are of other scripts
        kind = "separator" if words in SEPARATORS else "sign" if not words[0].isalnum() else "word"
        small = _small_words(reading.language)
        if kind == "word" and basics(reading.language).prefixes and small.get(words[0]) == "and" and words[1:] in small:
            yield Lexeme("and", at, at + 1, words[0])  # written together with the word behind it
            words, at = words[1:], at + 1
        if kind == "word":
            kind = small.get(words.casefold(), kind)
        yield Lexeme(kind, at, at + len(words), words)


@cache
def _small_words(language: str) -> dict[str, str]:
    """Single words by kind: an article that a longer phrase outside the region has swallowed ("par la |
    Présidente").
    """
    kinds = ("article", "and", "auxiliary", "person_title")
    return {
        term.words.casefold(): kind for kind in kinds for term in lexicon(language).of(kind) if " " not in term.words
    }


def by_title(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """The same, commas made semicolons where the next entry begins with the title of a person ("Mr. A, Mayor of B, Ms.
    C, D Fund"), if several do.
    """
    titled = [i for i, lexeme in enumerate(lexemes) if lexeme.kind == "person_title"]
    if len(titled) < _MIN_TITLED:
        return list(lexemes)
    parts = {i - 1 for i in titled if i and lexemes[i - 1].value == ","}
    parts |= {i - 2 for i in titled if i > 1 and lexemes[i - 1].kind == "and" and lexemes[i - 2].value == ","}
    return [lexeme._replace(value=";") if i in parts else lexeme for i, lexeme in enumerate(lexemes)]


def sublists(lexemes: Sequence[Lexeme]) -> list[tuple[Sequence[Lexeme], Sequence[Lexeme]]]:
    """A list in several parts, each behind its own words and a colon: "(a) Representatives of States members: …; (b)
    Representatives of observer States: …". Pairs of those words and the entries behind them.
    """
    depth = 0
    begin = 0  # where the entry begins that is being gone through
    heads: list[tuple[int, int]] = []
    for at, lexeme in enumerate(lexemes):
        depth += (lexeme.value == "(") - (lexeme.value == ")")
        if depth > 0:
            continue
        if lexeme.kind == "separator" and lexeme.value in _SEMICOLONS:
            begin = at + 1
        elif lexeme.value in _COLONS and lexeme.kind == "sign" and _is_head(lexemes[begin:at]):
            heads.append((begin, at))
            begin = at + 1
    if not heads:
        return [((), lexemes)]
    parts: list[tuple[Sequence[Lexeme], Sequence[Lexeme]]] = [((), lexemes[: heads[0][0]])] if heads[0][0] else []
    for number, (first, colon) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lexemes)
        parts.append((lexemes[first:colon], lexemes[colon + 1 : end]))
    return parts


def _is_head(lexemes: Sequence[Lexeme]) -> bool:
    """Whether the words before a colon head a list; a name alone before one is an entry whose comma is misprinted."""
    return not any(lexeme.kind == "name" for lexeme in lexemes) or any(
        lexeme.kind in ("party", "anchor", "states", "following") for lexeme in lexemes
    )


def without_last_separator(lexemes: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Without what only ends the list: "…, Peru; |", "…, Peru; and |"."""
    end = len(lexemes)
    while end and (lexemes[end - 1].kind in ("separator", "and") or lexemes[end - 1].value == "."):
        end -= 1
    last = lexemes[end - 1] if end else None
    if (
        last
        and last.kind == "word"
        and last.value.endswith(".")
        and last.value.count(".") == 1
        and len(last.value) > _ABBREVIATED
    ):
        return [*lexemes[: end - 1], last._replace(end=last.end - 1, value=last.value[:-1])]  # it ends the sentence
    return lexemes[:end]


@dataclass
class Segment:
    """What stands between two separators: lexemes at depth 0, and the contents of its brackets."""

    lexemes: list[Lexeme] = field(default_factory=list)
    asides: list[list[Lexeme]] = field(default_factory=list)
    ends_with: str = ""

    def of(self, *kinds: str) -> list[Lexeme]:
        return [lexeme for lexeme in self.lexemes if lexeme.kind in kinds]


def is_plain(lexemes: Sequence[Lexeme]) -> bool:
    """Whether there is nothing but names and known words: "Albania and Peru"."""
    return not any(lexeme.kind == "word" for lexeme in lexemes)


def parting_of(lexemes: Sequence[Lexeme]) -> frozenset[str]:
    """What parts the entries of a list of speakers: semicolons where there are any, else lines, else commas; inside an
    entry that something stronger parts, a comma sets off a title or a principal.
    """
    depth = 0
    signs: list[str] = []
    for lexeme in lexemes:
        depth += (lexeme.value == "(") - (lexeme.value == ")")
        if depth <= 0 and lexeme.kind == "separator":
            signs.append(lexeme.value)
    for strong in (_SEMICOLONS, _LINES):
        if sum(sign in strong for sign in signs if strong is _LINES or sign not in _LINES) >= (
            1 if strong is _SEMICOLONS else 2
        ):
            return strong
    return SEPARATORS


def segments_of(lexemes: Sequence[Lexeme], parting: frozenset[str]) -> list[Segment]:
    """The lexemes between the separators ``parting``, what stands in brackets set apart."""
    segments = [Segment()]
    depth = 0
    is_last = False  # behind the "and" that announces the last entry, another "and" belongs to its name
    for position, lexeme in enumerate(lexemes):
        if lexeme.value == "(" and lexeme.kind == "sign":
            depth += 1
            if depth == 1:
                segments[-1].asides.append([])
            continue
        if lexeme.value == ")" and lexeme.kind == "sign":
            depth = max(0, depth - 1)
            continue
        if depth:
            segments[-1].asides[-1].append(lexeme)
        elif (
            lexeme.kind in ("separator", "and")
            and lexeme.value in (",", "and")
            and _is_within_post(segments[-1], lexemes[position + 1 :], lexeme.value)
        ):
            segments[-1].lexemes.append(lexeme)
        elif (lexeme.kind == "separator" and lexeme.value in parting) or (
            lexeme.kind == "and"
            and parting == SEPARATORS
            and _splits(segments[-1], lexemes[position + 1 :])
            and not (is_last and _is_unknown(lexemes[position + 1 :]))
        ):
            is_last = lexeme.kind == "and" or (is_last and lexeme.value not in _LISTING)
            segments[-1].ends_with = lexeme.value if lexeme.kind == "separator" else "and"
            if lexeme.kind == "and":
                segments[-1].lexemes.append(lexeme)
            segments.append(Segment())
        else:
            segments[-1].lexemes.append(lexeme)
    return segments


def _is_unknown(rest: Sequence[Lexeme]) -> bool:
    """Whether a word that is no name, article or post comes next."""
    return bool(rest) and rest[0].kind == "word"


def _is_within_post(segment: Segment, rest: Sequence[Lexeme], sign: str) -> bool:
    """Whether a comma or an "and" goes on with a post ("Chief of the Drugs, Laboratory and Scientific Services
    Branch"): it does, unless another speaker is announced behind it.
    """
    if not segment.of("post"):
        return False
    if segment.of("name"):
        # "Ministro de Estado del Reino Unido para Asuntos Exteriores | y del Commonwealth"
        goes_on = sign == "and" and next((x.kind for x in rest if x.kind != "article"), "") == "name"
        return goes_on and segment.lexemes[-1].kind == "word" and bool(CAPITALS.match(segment.lexemes[-1].value))
    ahead = [lexeme.kind for lexeme in rest[:2]]
    if ahead[:1] == ["article"] or ahead == ["and", "article"]:
        # "the High Commissioner for Human Rights, the Federal Councillor …": a post that is known whole ends there
        posts = [lexeme for lexeme in segment.lexemes if lexeme.kind == "post"]
        if posts[-1].value and posts[-1] == segment.lexemes[-1]:
            return False
    content = [lexeme for lexeme in rest[:4] if lexeme.kind not in ("article", "and", "mark")]
    if not content:
        return False
    # "Minister for Foreign | and Commonwealth Affairs"; "Premier | and Minister of Finance", not "and the Minister".
    is_part = (
        content[0].kind == "name" and content[1:2] and content[1].kind == "word" and CAPITALS.match(content[1].value)
    )
    is_second = sign == "and" and content[0].kind == "post" and content[0] == rest[0]
    return content[0].kind == "word" or is_second or bool(is_part)


def _splits(segment: Segment, rest: Sequence[Lexeme]) -> bool:
    """Whether an "and" parts two entries. Between words of which neither side is known it may belong to one name
    ("Society for Birds and Lakes"); then it parts them only if no comma follows.
    """
    known = segment.of("name", "secretariat", "anchor", "party", "states", "office", "post")
    if known and not (segment.of("word") and not segment.of("secretariat", "office", "anchor")):
        return True
    following = next((i for i, lexeme in enumerate(rest) if lexeme.kind == "separator"), None)
    ahead = rest[:following] if following is not None else rest
    return following is None or any(lexeme.kind in ("name", "anchor") for lexeme in ahead[:3])
