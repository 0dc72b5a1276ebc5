"""One scan of a text for all words that the reader knows: names, terms, cues.

What belongs here: the automaton of a language, word boundaries, and the mentions found. What does not: dates, numerals
and document symbols, which are grammars (``calendar``, ``numerals``, ``documents/symbols``), or what a mention means
(``facts/``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from sederunt.characters import marked
from sederunt.documents.text import PARAGRAPH_BREAK, Text
from sederunt.language.ambiguity import Mention as Mention
from sederunt.language.ambiguity import settle
from sederunt.language.basics import basics
from sederunt.language.folding import fold
from sederunt.language.lexicon import GAP, Cue, Term, lexicon
from sederunt.language.squeeze import Squeezed, squeeze
from sederunt.registry import NameForm, bodies, name_forms, name_key

#: A gap in a cue may hold this many characters, and no end of a sentence.
_MAX_GAP = 160
#: A registered name of a body has so many letters; acronyms are told apart from words by none.
_MIN_BODY = 6
#: So long a cue with its gaps is taken whole.
_NARROW_CUE = 90
#: One that holds the names themselves (side ``within``) may be as long as a list of all States.
_MAX_NAMES_GAP = 3000
_HAMZA = "ء"
#: No other word is longer.
_MAX_OTHER = 12
#: Words this short count with their accents ("a" is not "à").
_SHORT = 4
#: Signs that part words: they stand in a match only where the words looked for have them.
_PARTING = frozenset(",;:()，；：（）、。")
_HALF_WIDTH = str.maketrans("，：；（）", ",:;()")
#: Kinds that are used in expressions of their own, not looked for (``facts/sentences``, ``facts/persons``).
_NOT_SCANNED = frozenset({"abbreviation", "oblique", "person_title"})
_SENTENCE_BREAK = re.compile(r"[.!?;]\s|[:：]|[。；]")


class CueMention(NamedTuple):
    """A cue, the span from its first part to its last, and that of its first gap (empty where it has none)."""

    start: int
    end: int
    cue: Cue
    gap_start: int = 0
    gap_end: int = 0


@dataclass(frozen=True)
class Mentions:
    """All mentions of a text by kind, each kind in the order of the text and without overlaps (the longest of them)."""

    by_kind: dict[str, list[Mention]]
    cues: list[CueMention]

    # A tuple of one sorts before all that begin with it: bisecting by ``(start,)`` needs no key.

    def within(self, kind: str, start: int, end: int) -> Iterator[Mention]:
        """The mentions of a kind that lie inside a span."""
        found = self.by_kind.get(kind, ())
        first = bisect_left(found, (start,))
        last = bisect_left(found, (end,), first)
        if first < last and found[last - 1].end > end:  # no other can: they do not overlap
            last -= 1
        return iter(found[first:last])

    def any(self, kind: str, start: int, end: int) -> Mention | None:
        """The first mention of a kind that lies inside a span."""
        found = self.by_kind.get(kind, ())
        at = bisect_left(found, (start,))
        return found[at] if at < len(found) and found[at].end <= end else None

    def cues_within(self, start: int, end: int, fact: str | None = None) -> list[CueMention]:
        """The cues inside a span: all, or those of a fact."""
        first = bisect_left(self.cues, (start,))
        last = bisect_left(self.cues, (end,), first)
        return [m for m in self.cues[first:last] if m.end <= end and (fact is None or m.cue.fact == fact)]


class _Pattern(NamedTuple):
    """What one pattern of the automaton stands for: terms, each with its letters where they count, forms of a name,
    parts of cues (number of cue and part).
    """

    terms: tuple[tuple[Term, str], ...]
    forms: tuple[NameForm, ...]
    parts: tuple[tuple[int, int], ...]
    signs: frozenset[str]


@dataclass(frozen=True)
class _Automaton:
    search: AhoCorasick
    patterns: tuple[_Pattern, ...]
    cues: tuple[Cue, ...]
    gapped: tuple[Cue, ...]  # terms with a gap: the kind stands in ``fact``, the value in ``kind``
    signs: tuple[tuple[re.Pattern[str], Term], ...]


@cache
def _automaton(language: str) -> _Automaton:
    words = lexicon(language)
    keys_of = _keys(language)
    terms: dict[str, list[Term]] = {}
    signs: list[tuple[re.Pattern[str], Term]] = []
    gapped: list[Cue] = []
    for term in words.terms:
        if term.kind in _NOT_SCANNED:
            continue
        if f" {GAP} " in term.words:  # "以…名义": a term that two words hold between them
            first, last = map(str.strip, term.words.split(GAP))
            gapped.append(Cue((first, last), term.kind, "after", term.value, "", ""))
            continue
        for key in keys_of(term.words):
            terms.setdefault(key, []).append(term)
        if not name_key(term.words):  # "[…]" has no letters
            signs.append((re.compile(r"\s*".join(map(re.escape, term.words))), term))
    for body in bodies().values():
        for name in body.names.get(language, ()):
            if (key := name_key(name)) and len(key) >= _MIN_BODY:
                terms.setdefault(key, []).append(Term("body_name", body.body_id, name, name))
    forms: dict[str, list[NameForm]] = {}
    for form in name_forms(language):
        for key in keys_of(form.words):
            forms.setdefault(key, []).append(form)
    parts: dict[str, list[tuple[int, int]]] = {}
    cues = (*words.cues, *gapped)
    for number, cue in enumerate(cues):
        for part, phrase in enumerate(cue.parts):
            for key in keys_of(phrase):
                parts.setdefault(key, []).append((number, part))
    keys = sorted({*terms, *forms, *parts} - {""})
    has_capitals = basics(language).has_capitals
    patterns = tuple(
        _Pattern(
            tuple((term, _letters(term.words, has_capitals)) for term in found),
            names,
            places,
            _signs(found, names, [cues[number].parts[part] for number, part in places]),
        )
        for key in keys
        for found, names, places in [(tuple(terms.get(key, ())), tuple(forms.get(key, ())), tuple(parts.get(key, ())))]
    )
    return _Automaton(
        AhoCorasick(keys, matchkind=MatchKind.Standard), patterns, words.cues, tuple(gapped), tuple(signs)
    )


def _signs(terms: Iterable[Term], forms: Iterable[NameForm], parts: Iterable[str]) -> frozenset[str]:
    """The parting signs that stand in any of the words of a pattern, full-width ones as the text has them too."""
    words = "".join((*(t.words for t in terms), *(f.words for f in forms), *parts))
    return frozenset(words + words.translate(_HALF_WIDTH)) & _PARTING


def _letters(words: str, has_capitals: bool) -> str:
    """The letters of words so short that their accents count; empty for others."""
    return words.casefold().strip("'’.") if has_capitals and len(words) <= _SHORT else ""


def scan(text: Text, language: str) -> tuple[Mentions, Squeezed]:
    """All mentions in a text of that language, and the squeezed text that they were found in."""
    squeezed = squeeze(text.text, ((mark.start, mark.end) for mark in text.marks))
    return scan_words(text.text, squeezed, language), squeezed


def scan_words(text: str, squeezed: Squeezed, language: str, *, has_case: bool = True) -> Mentions:
    """The same for characters that are already squeezed. Without case, names are found in small letters too, but for
    acronyms that are ordinary words then.
    """
    automaton = _automaton(language)
    source = basics(language)
    has_spaces = source.has_spaces
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    parts: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for number, start, end, is_even in _whole_words(text, squeezed, automaton.search, language):
        terms, forms, of_cues, signs = automaton.patterns[number]
        words = text[start:end]
        is_broken = False
        if not is_even:  # else it is letters throughout
            if not _PARTING.isdisjoint(words) and not _PARTING.intersection(words) <= signs:
                continue  # "Чад, а также" holds no "Чада"
            is_broken = PARAGRAPH_BREAK in words
        if not is_broken:
            for term, letters in terms:
                if not letters or words.casefold() == letters:
                    found[term.kind].append(Mention(start, end, term.kind, term.value))
            for part in of_cues:
                parts[part].append((start, end))
        is_named = _is_named if has_case else _may_be_named
        if forms and is_named(text, start, end, forms) and (has_spaces or not _is_torn(text, start)):
            found["name"].append(Mention(start, _with_bracket(text, start, end), "name", ""))
    for expression, term in automaton.signs:
        for match in expression.finditer(text):
            found[term.kind].append(Mention(match.start(), match.end(), term.kind, term.value))
    for number, cue in enumerate(automaton.gapped, start=len(automaton.cues)):
        for mention in _occurrences(number, cue, parts, text):
            found[cue.fact].append(Mention(mention.start, mention.gap_start, cue.fact, cue.kind))
    by_kind: dict[str, list[Mention]] = found
    spans: Mapping[tuple[int, int], Sequence[tuple[int, int]]] = parts
    if others := found.pop("other_word", None):
        by_kind = {kind: _outside(mentions, others) for kind, mentions in found.items()}
        spans = {part: _outside(places, others) for part, places in parts.items()}
    by_kind = {kind: _longest(mentions) for kind, mentions in by_kind.items()}
    if source.is_head_final:
        settle(text, by_kind, language)
    return Mentions(by_kind, _assemble(automaton.cues, spans, text))


#: Classes of characters: what ends a word, a letter, a letter that folds to nothing (the hamza, a vowel sign).
_NO_LETTER, _LETTER, _SIGN = 0, 1, 2


class _Classes(dict[int, int]):
    """Classes of characters by code point, computed when first asked for."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        is_sign = character == _HAMZA or _is_vowel_sign(character)
        self[code] = _SIGN if is_sign else _LETTER if character.isalpha() else _NO_LETTER
        return self[code]


_CLASSES = _Classes()
_HYPHENS = frozenset("-‐‑")


def _whole_words(
    text: str, squeezed: Squeezed, search: AhoCorasick, language: str
) -> Iterator[tuple[int, int, int, bool]]:
    """The matches that begin and end with a word: number of the pattern, start and end in the text, and whether nothing
    but the letters looked for stands there.
    """
    has_spaces, prefixes = basics(language).has_spaces, _prefixes(language)
    offsets = squeezed.offsets
    classes = marked(text, _CLASSES) + bytes(1)  # no letter behind the end, nor before the beginning: at -1
    for number, first, last in search.find_matches_as_indexes(squeezed.text, overlapping=True):
        start, end = offsets[first], offsets[last - 1] + 1
        while classes[end] == _SIGN:
            end += 1
        if has_spaces:
            if classes[end]:
                continue
            if classes[start - 1]:
                if prefixes is None or not _is_prefixed(text, start, classes, prefixes):
                    continue
            elif start > 1 and text[start - 1] in _HYPHENS and text[start - 2].isalpha():
                continue  # "Ulu-o-Tokelau"
        yield number, start, end, squeezed.is_even and end - start == last - first


def _is_prefixed(text: str, start: int, classes: bytes, prefixes: re.Pattern[str]) -> bool:
    """Whether the letters before the words are what may be written together with them."""
    begin = start
    while begin > 0 and classes[begin - 1]:
        begin -= 1
    return prefixes.fullmatch(fold(text[begin:start]).text) is not None


_Span = TypeVar("_Span", bound=tuple[Any, ...])


def _outside(spans: Sequence[_Span], others: Sequence[Mention]) -> list[_Span]:
    """The spans that are not a piece of another word ("说" in "说明", "中国" in "其中国家")."""
    return [s for s in spans if not any(_is_piece(s, o) for o in _near(others, s))]


def _is_piece(span: tuple[Any, ...], other: Mention) -> bool:
    """Whether a span shares letters with another word, and does not hold it."""
    return other.start < span[1] and span[0] < other.end and not (span[0] <= other.start and other.end <= span[1])


def _near(others: Sequence[Mention], span: tuple[Any, ...]) -> Sequence[Mention]:
    first = bisect_left(others, span[0] - _MAX_OTHER, key=lambda m: m.start)
    return others[first : bisect_left(others, span[1], key=lambda m: m.start)]


def _keys(language: str) -> Callable[[str], tuple[str, ...]]:
    """What words may be looked for as: their key, and that of the form which an article takes behind a preposition."""
    article, contracted = map(name_key, basics(language).contraction)

    def keys(words: str) -> tuple[str, ...]:
        key = name_key(words)
        if article and key.startswith(article) and len(key) > len(article) + 1:
            return key, contracted + key.removeprefix(article)
        return (key,) if key else ()

    return keys


@cache
def _prefixes(language: str) -> re.Pattern[str] | None:
    """What may be written together with the word behind it (Arabic و ب ل)."""
    prefixes = basics(language).prefixes
    return re.compile(prefixes) if prefixes else None


def _is_torn(text: str, start: int) -> bool:
    """Whether the sign that the words begin with belongs to the number before it: "28日|本届会议" names no 日本."""
    return text[start] in "日月年" and text[:start].rstrip()[-1:].isdigit()


def _is_vowel_sign(character: str) -> bool:
    """Arabic tashkil and tatweel: signs on and between letters that end no word."""
    return "\u064b" <= character <= "\u0652" or character in "\u0640\u0670"


def _is_named(text: str, start: int, end: int, forms: Iterable[NameForm]) -> bool:
    """Whether the words can be the name: its capital at the head ("Turkey", not "turkey"), acronyms letter by
    letter.
    """
    words = text[start:end]
    capitals = words[0].isupper() or not (words[0].isalpha() and words[0].lower() != words[0].upper())
    for form in forms:
        if form.form == "acronym":
            if "".join(words.split()) == "".join(form.words.split()):
                return True
        elif capitals or not form.words[0].isupper():
            return True
    return False


def _may_be_named(text: str, start: int, end: int, forms: Iterable[NameForm]) -> bool:
    """The same where capitals tell nothing: an acronym must be no ordinary word ("who")."""
    is_word = any(text[start:end] in basics(form.language).words_like_acronyms for form in forms)
    return any(form.form != "acronym" for form in forms) or not is_word


def _with_bracket(text: str, start: int, end: int) -> int:
    """The end of a name with the bracket that closes it: "Iran (Islamic Republic of" and its ")"."""
    words = text[start:end]
    if words.count("(") <= words.count(")"):
        return end
    closing = re.compile(r"[’'\s–—-]*\)").match(text, end)
    return closing.end() if closing else end


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Leftmost, then longest; what overlaps a taken one is dropped."""
    taken: list[Mention] = []
    last_start = last_end = -1
    for mention in sorted(mentions, key=_FIRST):
        start, end, _, _ = mention
        if start >= last_end:
            taken.append(mention)
        elif start == last_start and end > last_end:
            taken[-1] = mention
        else:
            continue
        last_start, last_end = start, end
    return taken


def _assemble(
    cues: Sequence[Cue], parts: Mapping[tuple[int, int], Sequence[tuple[int, int]]], text: str
) -> list[CueMention]:
    """Cues whose parts stand in order within one sentence; of those that overlap with the same fact, the longest
    words.
    """
    found: list[tuple[CueMention, tuple[int, int]]] = []
    for number in sorted({number for number, part in parts if part == 0 and number < len(cues)}):
        cue = cues[number]
        n_own = sum(map(len, cue.parts))
        for mention in _occurrences(number, cue, parts, text):
            # A cue that holds another in a narrow gap is the longer one: "statements [in exercise of the right of
            # reply] were made by".
            length = mention.end - mention.start
            is_narrow = length <= _NARROW_CUE and cue.side not in ("within", "retold")
            found.append((mention, (length if is_narrow else n_own, n_own)))
    taken: list[CueMention] = []
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)  # of those taken, in order, by what they exclude
    for mention, _ in sorted(found, key=lambda item: (-item[1][0], -item[1][1], item[0].start, item[0].end)):
        fact = mention.cue.fact
        others = spans["" if fact in _EXCLUSIVE else fact]
        at = bisect_left(others, (mention.start,))
        if (at == 0 or others[at - 1][1] <= mention.start) and (at == len(others) or mention.end <= others[at][0]):
            others.insert(at, (mention.start, mention.end))
            taken.append(mention)
    return sorted(taken, key=itemgetter(0, 1))


def _occurrences(
    number: int, cue: Cue, parts: Mapping[tuple[int, int], Sequence[tuple[int, int]]], text: str
) -> Iterator[CueMention]:
    """Where the parts of a cue stand in order within one sentence."""
    for start, end in parts.get((number, 0), ()):
        at, gap = end, (end, end)
        for part in range(1, len(cue.parts)):
            limit = _MAX_NAMES_GAP if cue.side == "within" else _MAX_GAP
            following = _next_part(parts.get((number, part), ()), at, text, limit)
            if following is None:
                break
            gap = (at, following[0]) if part == 1 else gap
            at = following[1]
        else:
            is_bare = cue.side not in ("within", "retold") or len(cue.parts) == 1
            if is_bare or any(map(str.isalpha, text[gap[0] : gap[1]])):
                yield CueMention(start, at, cue, *gap)


_FIRST = itemgetter(0)
#: Facts that one and the same words cannot announce together: the longer phrase wins ("was not represented").
_EXCLUSIVE = frozenset({"attendance", "statement", "none"})


def _next_part(
    spans: Sequence[tuple[int, int]], after: int, text: str, limit: int = _MAX_GAP
) -> tuple[int, int] | None:
    at = bisect_left(spans, (after, 0))
    if at == len(spans) or spans[at][0] > after + limit or _SENTENCE_BREAK.search(text, after, spans[at][0]):
        return None
    return spans[at]
