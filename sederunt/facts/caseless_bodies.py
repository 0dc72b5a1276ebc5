"""The bodies that a document names in a script without capitals, where no capital shows what belongs to a name.

What belongs here: how far a name goes on from its head noun: behind it in Arabic ("لجنة المخدرات"), before it in
Chinese ("麻醉药品委员会"). What does not: languages with capitals, and ids (``bodies.py``).

A registered name is taken whole. Any other goes on to a sign, a number, or words that no name of a body holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sederunt.documents.text import Text
from sederunt.language.basics import Basics, basics
from sederunt.language.lexicon import Lexicon, lexicon, words_of
from sederunt.language.numerals import NumberMention, find_ordinals
from sederunt.language.scanner import Mention, Mentions
from sederunt.language.squeeze import squeeze
from sederunt.registry import bodies, name_key

_STOP = re.compile(r"[.,;:!?()\[\]«»“”\"\n/。；、《》「」]|\s[–—-]\s|\d")
_END = re.compile(r"[.:;。；\n]")
_MAX_NAME = 160
#: A name that the document uses so often is one.
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named at ``start`` … ``end``. ``name`` is what it is called there, its head noun in the nominative, and
    ``forms`` are the keys of the name in all cases. ``is_full`` is False for "the Commission", which is some body named
    elsewhere.
    """

    start: int
    end: int
    name: str
    key: str
    is_full: bool
    forms: frozenset[str]


@cache
def _registered(language: str) -> dict[str, str]:
    """Key → body_id of the registered bodies, under all names in a language that are more than a head noun; one that
    bears a number ("Третий комитет") is more.
    """
    heads = {name_key(term.words) for term in lexicon(language).of("body")}
    names = {name_key(name): body.body_id for body in bodies().values() for name in body.names.get(language, ())}
    numbered = {
        name_key(name)
        for body in bodies().values()
        for name in body.names.get(language, ())
        if name_key(name) in heads and find_ordinals(name, language)
    }
    return {key: identity for key, identity in names.items() if key not in heads or key in numbered}


def registered_body(name: str, language: str) -> str | None:
    """The id of the registered body of that name."""
    return _registered(language).get(name_key(name))


@cache
def _longest_registered(language: str) -> tuple[str, ...]:
    return tuple(sorted(_registered(language), key=len, reverse=True))


def find_caseless_bodies(
    text: Text, mentions: Mentions, words: Lexicon, numbers: Sequence[NumberMention]
) -> list[BodyMention]:
    """All bodies named in the text, in order."""
    source = basics(words.language)
    ordinals = [m.start for m in numbers]
    ordinal_ends = [m.end for m in numbers]
    found: list[BodyMention] = []
    for head in mentions.by_kind.get("body", []):
        if found and head.start < found[-1].end:
            continue
        if source.is_head_final:
            after = found[-1].end if found else 0
            start, end = _before_head(text.text, head, words.language, after, ordinal_ends), head.end
        else:
            start, end = head.start, _behind_head(text.text, head, words.language, mentions, ordinals)
        found.append(_mention(text.text, start, end, head, source.contraction))
    counts = Counter(mention.key for mention in found if mention.is_full)
    return [_usual(text.text, mention, counts, source) for mention in found]


def _usual(text: str, mention: BodyMention, counts: Counter[str], source: Basics) -> BodyMention:
    """A name that goes on behind one that the document uses several times ("… in Lisbon") cut down to that one;
    ``counts`` are those of the names.
    """
    fits = str.endswith if source.is_head_final else str.startswith
    usual = [key for key, count in counts.items() if count >= _OFTEN > counts[mention.key] and fits(mention.key, key)]
    if not mention.is_full or not usual:
        return mention
    key = max(usual, key=len)
    squeezed = squeeze(text[mention.start : mention.end])
    if source.is_head_final:
        start = mention.start + squeezed.span(len(squeezed.text) - len(key), len(squeezed.text))[0]
        return replace(mention, start=start, name=text[start : mention.end], key=key, forms=frozenset({key}))
    kept = len(squeezed.text) - (len(mention.key) - len(key))
    end = mention.start + squeezed.span(0, kept)[1]
    name = mention.name[: len(mention.name) - (mention.end - end)]
    return replace(mention, end=end, name=name, key=key, forms=frozenset({key, name_key(name)}))


def _mention(text: str, start: int, end: int, head: Mention, contraction: tuple[str, str]) -> BodyMention:
    article, contracted = contraction
    name = text[start:end]
    if article and name.startswith(contracted):
        name = article + name.removeprefix(contracted)
    key = name_key(name)
    if article:  # "the Commission" and "Commission on Narcotic Drugs": the article is no part of a key
        key = key.removeprefix(name_key(article))
    is_full = (start, end) != (head.start, head.end)
    return BodyMention(start, end, name, key, is_full, frozenset({key, name_key(name)}))


def _behind_head(text: str, head: Mention, language: str, mentions: Mentions, ordinals: list[int]) -> int:
    """Where a name ends that begins with its head noun."""
    limit = min(head.end + _MAX_NAME, len(text))
    squeezed = squeeze(text[head.start : limit])
    article, contracted = map(name_key, basics(language).contraction)
    opening = squeezed.text
    if article and opening.startswith(contracted):
        opening = article + opening.removeprefix(contracted)
    for key in _longest_registered(language):
        if opening.startswith(key):
            length = len(key) - len(opening) + len(squeezed.text)
            return head.start + squeezed.span(0, length)[1]
    if article and name_key(text[head.start : head.end]).startswith(article):
        behind = name_key(text[head.end : head.end + 12].lstrip())
        if not behind.startswith(article):
            return head.end  # "عقدت اللجنة ست جلسات": behind a definite noun a name goes on with another one
    stop = _STOP.search(text, head.end, limit)
    limit = stop.start() if stop else limit
    ends = [m.start for m in mentions.within("body_end", head.end, limit + 24) if m.start <= limit]
    ends += [m.start for m in mentions.within("session", head.end, limit + 24) if m.start <= limit]
    ends += ordinals[bisect_left(ordinals, head.end) : bisect_left(ordinals, limit)]
    limit = min([limit, *(_word_start(text, end) for end in ends)])
    name = text[head.start : limit].rstrip()
    small = words_of(language, "and", "article", "body_word", "trailing")
    while (shorter := re.sub(rf"\s+(?:{small})$", "", name)) != name:
        name = shorter
    return max(head.end, head.start + len(name))


def _word_start(text: str, at: int) -> int:
    """Where the word begins that a prefix is written together with."""
    while at and text[at - 1].isalpha():
        at -= 1
    return at


def _before_head(text: str, head: Mention, language: str, after: int, ordinal_ends: list[int]) -> int:
    """Where a name begins that ends with its head noun."""
    first = max(after, head.start - _MAX_NAME)
    first = max([first, *(m.end() for m in _END.finditer(text, first, head.start))])
    squeezed = squeeze(text[first : head.end])
    for key in _longest_registered(language):
        if squeezed.text.endswith(key):
            return first + squeezed.span(len(squeezed.text) - len(key), len(squeezed.text))[0]
    stops = [m.end() for m in _STOP.finditer(text, first, head.start)]
    stops += [m.end() for m in _leads(language).finditer(text, first, head.start)]
    stops += ordinal_ends[bisect_right(ordinal_ends, first) : bisect_right(ordinal_ends, head.start)]
    start = max([first, *stops])
    if (
        start and text[start - 1].isalnum()
    ):  # behind another body or its session: not 和平利用 at the head of a sentence
        joining = re.compile(rf"\s*(?:{words_of(language, 'and')})")
        start = lead.end() if (lead := joining.match(text, start, head.start)) else start
    words = text[start : head.start]
    return start + len(words) - len(words.lstrip())


@cache
def _leads(language: str) -> re.Pattern[str]:
    """Words that stand before a name and in none."""
    return re.compile(words_of(language, "body_end", "session", "sitting", "opener"))
