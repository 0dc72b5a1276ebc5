"""The bodies that a document names, in full or in short, and which of two names are one body's.

What belongs here: finding noun phrases that name a body ("Working Group on International Cooperation") and tying them
to the registry. What does not: their meetings (``meetings.py``).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from sederunt.documents.text import Text
from sederunt.facts.caseless_bodies import BodyMention as BodyMention
from sederunt.facts.caseless_bodies import find_caseless_bodies
from sederunt.facts.caseless_bodies import registered_body as registered_body
from sederunt.language.basics import basics
from sederunt.language.letters import UPPER
from sederunt.language.lexicon import Lexicon, lexicon, words_of
from sederunt.language.numerals import NumberMention
from sederunt.language.scanner import Mention, Mentions
from sederunt.registry import bodies, name_key

_STOP = re.compile(r"[.,;:!?()\[\]«»“”\"\n/]|\s[–—-]\s|\d{2,}|(?<!\w)\d(?!\w)")
_MAX_NAME = 230
_MAX_SLUG = 72
#: So many characters before a head noun are looked at for the rest of the name.
_LINE = 80


@cache
def _left_words(language: str) -> re.Pattern[str]:
    """Capitalized words, years and the small words between them, at the end of a line."""
    small = words_of(language, "and", "body_word", "article")
    return re.compile(rf"(?:(?:[{UPPER}][\w’'-]+|\d{{4}}|{small})\s)*$")


@cache
def _and_other(language: str) -> re.Pattern[str]:
    """Another body named behind the first: "… and the Working Group on …"."""
    joining, determiner = words_of(language, "and"), words_of(language, "determiner", "article")
    return re.compile(rf"\s(?:{joining})\s+(?:(?:{determiner})(?:\s+|(?<=['’])))[{UPPER}].*$")


@cache
def _trailing(language: str) -> re.Pattern[str]:
    """Small words at the end of what may be a name, which none ends in."""
    small = words_of(language, "and", "article", "determiner", "body_word", "trailing")
    return re.compile(rf"(?:\s+(?:{small}))+$")


def body_id(name: str, language: str) -> str:
    """The registered id, else a slug of the name, the same for every document that calls the body so."""
    if known := registered_body(name, language):
        return known
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    slug = re.sub(r"\W+", "-", plain).strip("-")
    if len(slug) > _MAX_SLUG:  # two long names may begin alike
        digest = hashlib.sha256(slug.encode()).hexdigest()[:6]
        slug = f"{slug[:_MAX_SLUG].rstrip('-')}-{digest}"
    return slug or "body"


def find_bodies(text: Text, mentions: Mentions, words: Lexicon, ordinals: Sequence[NumberMention]) -> list[BodyMention]:
    """All bodies named in the text, in order. A head noun written small ("groupe de travail") names none; ``ordinals``
    are those of the text.
    """
    registered = [
        _of_registry(text.text, mention, words.language)
        for mention in mentions.by_kind.get("body_name", [])
        if not text.text[mention.start].islower()
        # "the Meeting of States Parties" is a name in full of one body, and what many others are called in short.
        and name_key(text.text[mention.start : mention.end]) not in _heads(words.language)
        and _names_of(mention.value, words.language)
    ]
    by_head = _by_head(text, mentions, words, ordinals)
    # The longer name is meant ("Working Group of the Commission on …"), of two that are alike the registered one.
    unregistered = [body for body in by_head if not _is_held(body, registered)]
    named = [body for body in registered if not _is_held(body, unregistered)]
    return sorted([*named, *unregistered], key=_start)


def _is_held(body: BodyMention, others: Sequence[BodyMention]) -> bool:
    """Whether one of the others, which are in order and apart, holds a body's name."""
    before = bisect_right(others, body.start, key=_start) - 1
    return before >= 0 and body.end <= others[before].end


def _start(body: BodyMention) -> int:
    return body.start


def _of_registry(text: str, mention: Mention, language: str) -> BodyMention:
    """A registered body: all its names in a language have one key, so that they are one body's."""
    names = _names_of(mention.value, language)
    name = " ".join(text[mention.start : mention.end].split())
    return BodyMention(mention.start, mention.end, name, names[0], True, frozenset(names))


@cache
def _heads(language: str) -> frozenset[str]:
    return frozenset(name_key(term.words) for term in lexicon(language).of("body"))


@cache
def _names_of(body: str, language: str) -> tuple[str, ...]:
    return tuple(key for name in bodies()[body].names[language] if (key := name_key(name)) not in _heads(language))


def _by_head(text: Text, mentions: Mentions, words: Lexicon, ordinals: Sequence[NumberMention]) -> list[BodyMention]:
    """Noun phrases around a head noun that may name a body."""
    if not basics(words.language).has_capitals:
        return find_caseless_bodies(text, mentions, words, ordinals)
    found: list[BodyMention] = []
    starts = [ordinal.start for ordinal in ordinals]
    small = frozenset(term.words for term in words.of("body_word"))
    for head in mentions.by_kind.get("body", []):
        if not text.text[head.start].isupper() or (found and head.start < found[-1].end):
            continue
        first, last = (bisect_left(starts, at) for at in (head.start - _LINE, head.start))
        numbers = [o.end for o in ordinals[first:last]]
        start = head.start - len(_left(text.text, head.start, numbers, mentions, words))
        limit = min(head.end + _MAX_NAME, len(text.text))
        stop = _STOP.search(text.text, head.end, limit)
        limit = stop.start() if stop else limit
        ends = [m.start for m in mentions.within("body_end", head.end, limit + 16) if m.start <= limit]
        ends += starts[bisect_left(starts, head.end) : bisect_left(starts, limit)]
        if verbs := basics(words.language).verbs:
            ends += [m.start() for m in re.compile(verbs).finditer(text.text, head.end, limit)]
        ends += [m.start for m in mentions.within("person_title", head.end, limit)]
        limit = min([limit, *ends])
        if small and (lower := _first_small(text.text[head.end : limit], small)) is not None:
            limit = head.end + lower
        name = _and_other(words.language).sub("", text.text[start:limit].rstrip())
        while (shorter := _trailing(words.language).sub("", name)) != name:
            name = shorter
        end = max(start + len(name), head.end)
        cases = _cases(words.language, name_key(text.text[head.start : head.end]))
        before, after = text.text[start : head.start], text.text[head.end : end]
        names = [f"{before}{case}{after}" for case in cases] or [text.text[start:end]]
        forms = frozenset(map(name_key, names))
        is_numbered = any(o.start >= head.start and o.end <= head.end for o in ordinals)  # "Третий комитет"
        is_full = end > head.end or start < head.start or is_numbered
        found.append(BodyMention(start, end, names[0], name_key(names[0]), is_full, forms))
    return found


@cache
def _cases(language: str, head: str) -> tuple[str, ...]:
    """The forms of a head noun that is declined, that of the dictionary first; none for one that has a single form."""
    nouns = lexicon(language).of("body")
    base = next((noun.base for noun in nouns if name_key(noun.words) == head), None)
    forms = [noun.words for noun in nouns if noun.base == base]
    return tuple(forms) if len(forms) > 1 else ()


def _first_small(words: str, allowed: frozenset[str]) -> int | None:
    """Where the first word written small stands that no name of a body holds (in languages that capitalize such
    names).
    """
    for match in re.finditer(r"[^\W\d_][\w’'-]*", words):
        if match[0][0].islower() and match[0] not in allowed:
            return match.start()
    return None


def _left(text: str, at: int, numbers: Iterable[int], mentions: Mentions, lexicon_: Lexicon) -> str:
    """Capitalized words before the head: "Open-ended Intergovernmental", "2025 United Nations"; ``numbers`` are the
    ends of ordinals before it, which are no part of the name.
    """
    line = text[max(0, at - _LINE) : at].rsplit("\n", 1)[-1]
    match = _left_words(lexicon_.language).search(line)
    words = match[0] if match else ""
    begin = at - len(words)
    ordinals = [end - begin for end in numbers if end > begin]
    leads = [
        m.end - begin for kind in ("opener", "title_of") for m in mentions.within(kind, begin - 40, at) if m.end > begin
    ]
    cut = max([0, *ordinals, *leads])
    words = words[cut:].lstrip()
    small = words_of(lexicon_.language, "and", "article", "determiner")
    return re.sub(rf"^(?:(?:{small})\s)+", "", words)


def variants(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of names that differ in small words alone, or in one word and there by a few letters: one body under two
    names.
    """
    pairs: list[tuple[str, str]] = []
    for one, other in combinations(sorted(set(names)), 2):
        left, right = one.casefold().replace("’", "'").split(), other.casefold().replace("’", "'").split()
        if len(left) > 3 and len(right) > 3 and _large(left) == _large(right):
            pairs.append((one, other))
            continue
        if len(left) != len(right) or len(left) < 4:
            continue
        differing = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
        if len(differing) == 1 and _alike(*differing[0]):
            pairs.append((one, other))
    return pairs


def _large(words: Iterable[str]) -> list[str]:
    return [word for word in words if len(word) > 3]


def _alike(one: str, other: str) -> bool:
    """Whether two words share more than half of their letters at their ends, and neither is a numeral."""
    if not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < 4:
        return False
    head = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail = next(
        (i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other))
    )
    return (head + tail) * 2 > max(len(one), len(other))
