"""What the head of a document states of the document, each with the place at which it is printed.

What belongs here: finding the head, and the statements in it, in whatever order two columns were read. What does not:
the columns of ``documents`` that are made of them (``identity.py``), their words (``language/data/*/masthead.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sederunt.documents.symbols import SymbolMention
from sederunt.documents.symbols_folding import fold_symbols
from sederunt.documents.symbols_grammar import grammar
from sederunt.facts.occasions import title_mention
from sederunt.facts.reading import Reading
from sederunt.facts.units import Block
from sederunt.language.calendar import find_dates
from sederunt.language.folding import fold
from sederunt.language.masthead import EVERYWHERE, LETTERS, MastheadWords, masthead_words

#: The head ends here, if nothing ends it before.
_BLOCKS, _CHARACTERS = 40, 3000
#: The symbol of a document stands on its first page, within this many characters.
_SYMBOL_WITHIN = 700
#: A line that names a session is no longer than this; its ordinal begins within so many characters, and one that has
#: a year instead has no more words than that.
_SESSION_CHARACTERS, _ORDINAL_WITHIN, _SESSION_WORDS = 120, 25, 4
#: The number of the secretariat, with the letter of the language.
_JOB = re.compile(r"\b\d{2}-\d{5}\w?\s?\(([ACEFRS])\)")
_YEAR = re.compile(r"^(?:19|20)\d\d\b|\b(?:19|20)\d\d$")
#: A day in square brackets on a line of its own is looked for so far: reports in the Official Records have a summary
#: before it.
_BRACKETED_WITHIN = 12000
_ENDS_OPEN = re.compile(r"(?:[,;:(–-]|\b[^\W\d_]{1,3})$")


@dataclass(frozen=True, slots=True)
class Field:
    """One statement: ``value`` is what it means (an ISO date, a code, a class, a normalised symbol), the words are
    those at ``text[start:end]``.
    """

    name: str
    value: str
    start: int
    end: int


def masthead(reading: Reading) -> list[Field]:
    """The statements of a document's head, in the order of the text. Empty where it has no head."""
    blocks = head_blocks(reading)
    if not blocks:
        return []
    words = masthead_words(reading.language)
    end = blocks[-1].end
    symbols = own_symbols(reading, end)
    found = [field for symbol in symbols for field in _of_symbol(reading, symbol)]
    found += _labelled(reading, words, end)
    found += _language(reading, words, blocks)
    found += _date(reading, blocks, found)
    found += _sessions(reading, words, blocks, found)
    found += _title(reading, words, blocks, found)
    found += _reissued(reading, words)
    return sorted(found, key=lambda field: (field.start, field.name))


def head_blocks(reading: Reading) -> list[Block]:
    """What stands before the first numbered paragraph, table of contents or chapter."""
    blocks: list[Block] = []
    for block in reading.outline.blocks[:_BLOCKS]:
        words = reading.words_at(block.start, block.end)
        starts_text = block.kind in ("numbered", "contents", "agenda") or (
            block.kind == "heading"
            and (block.role in ("introduction", "contents", "chapter") or block.body > block.start)
        )
        if starts_text or block.end > _CHARACTERS or re.match(r"(?:I|1|A|一)[.、]\s", words):
            break
        blocks.append(block)
    return blocks


def own_symbols(reading: Reading, end: int) -> list[SymbolMention]:
    """The first symbol, and those set right under it or beside it: a document of two organs bears both."""
    text = reading.text.text
    found = [
        symbol
        for symbol in reading.within(reading.symbols, 0, min(end, _SYMBOL_WITHIN))
        if not symbol.is_elliptical and not text[: symbol.start].rstrip().endswith(("(", "（", "["))
    ]
    own = found[:1]
    for symbol in found[1:]:
        if symbol.start > own[-1].end and text[own[-1].end : symbol.start].strip(" \n-–*"):
            break
        own.append(symbol)
    return own


def _of_symbol(reading: Reading, symbol: SymbolMention) -> Iterator[Field]:
    """The symbol, the issue that it names, the asterisks of a reissue."""
    yield Field("symbol", symbol.symbol, symbol.start, symbol.end)
    printed = fold_symbols(reading.words_at(symbol.start, symbol.end)).text
    if len(printed) != symbol.end - symbol.start:  # hidden marks within: the symbol has a place, its parts have none
        return
    for match in grammar().issue_part.finditer(printed):
        if match.start() and printed[match.start() - 1] in "/ (":
            value = f"{grammar().issue_words[match[1].lower()]}.{match[2]}"
            yield Field("issue", value, symbol.start + match.start(), symbol.start + match.end())
    for match in re.finditer(r"\*+", printed):
        yield Field("reissued", match[0], symbol.start + match.start(), symbol.start + match.end())


def _labelled(reading: Reading, words: MastheadWords, end: int) -> Iterator[Field]:
    """What has its label before it, on one line or on two: distribution, original language."""
    folded = fold(reading.text.text)
    if match := words.distribution.search(folded.text[:end]):
        yield Field("distribution", str(match.lastgroup), *folded.span(*match.span()))
    if match := words.original.search(folded.text[:end]):
        codes = words.languages_of(match["languages"])
        yield Field("original_language", ", ".join(codes), *folded.span(*match.span("languages")))


def _language(reading: Reading, words: MastheadWords, blocks: Sequence[Block]) -> Iterator[Field]:
    """The language that a line of its own, or the letter beside the number of the secretariat, names."""
    for block in blocks:
        printed = fold(reading.words_at(block.start, block.end)).text.strip()
        if words.alone.fullmatch(printed):
            yield Field("language", ", ".join(words.languages_of(printed)), block.start, block.end)
            return
    for block in blocks:
        if match := _JOB.search(reading.words_at(block.start, block.end)):
            yield Field("language", LETTERS[match[1]], block.start + match.start(1), block.start + match.end(1))
            return


def _date(reading: Reading, blocks: Sequence[Block], found: Sequence[Field]) -> Iterator[Field]:
    """The day of distribution: the one between the class of distribution and the original language, else one on a line
    of its own, with a label, or in square brackets. Documents in other languages print it in English too.
    """
    end = blocks[-1].end
    dates = reading.within(reading.dates, 0, end)
    if reading.language != EVERYWHERE:
        dates = sorted([*dates, *find_dates(reading.text.text[:end], EVERYWHERE)], key=lambda day: day.start)
    days = [(day.start, day.end, day.first) for day in dates if day.first == day.last]
    bounds = {field.name: field for field in found}
    if "distribution" in bounds and "original_language" in bounds:
        low, high = bounds["distribution"].end, bounds["original_language"].start
        for start, stop, day in days:
            if low <= start < high and day:
                yield _dated(start, stop, day)
                return
    for block in blocks:
        for start, stop, day in days:
            before, after = reading.words_at(block.start, start), reading.words_at(stop, block.end)
            if not day or not block.start <= start < block.end or after.strip(" .]*"):
                continue
            label = before.strip(" [")
            is_labelled = label.endswith((":", "：")) or reading.mentions.any("distribution", block.start, start)
            if not label or is_labelled:
                yield _dated(start, stop, day)
                return
    for mention in reading.within(reading.dates, end, _BRACKETED_WITHIN):
        around = reading.words_at(mention.start - 3, mention.start), reading.words_at(mention.end, mention.end + 3)
        if mention.first and mention.first == mention.last and around == ("\n\n[", "]\n\n"):
            yield _dated(mention.start, mention.end, mention.first)
            return


def _dated(start: int, end: int, day: date) -> Field:
    return Field("published_on", day.isoformat(), start, end)


def _sessions(
    reading: Reading, words: MastheadWords, blocks: Sequence[Block], found: Sequence[Field]
) -> Iterator[Field]:
    """Lines that name a session by its ordinal or its year, each once; the days in parentheses are left out, and what
    the other column states beside it.
    """
    known: set[str] = set()
    for block in blocks:
        beside = [field.start for field in found if block.start < field.start < block.end]
        printed = reading.words_at(block.start, min(beside, default=block.end))
        name = re.split(r"\s*[(（]", printed, maxsplit=1)[0].rstrip(" ,.")
        if not name or len(name) > _SESSION_CHARACTERS or reading.mentions.any("title_of", block.start, block.end):
            continue
        stop = block.start + len(name)
        is_counted = (bool(_YEAR.search(name)) and len(name.split()) <= _SESSION_WORDS) or any(
            block.start <= ordinal.start <= block.start + _ORDINAL_WITHIN and ordinal.end <= stop
            for ordinal in reading.ordinals
        )
        key = fold(name).text
        if is_counted and words.session.search(key) and key not in known and not words.other.match(key):
            known.add(key)
            yield Field("session", " ".join(name.split()), block.start, stop)


def _title(reading: Reading, words: MastheadWords, blocks: Sequence[Block], found: Sequence[Field]) -> Iterator[Field]:
    """The lines that open with words for a report and go on as one title; the longest, where a cover and a title page
    both have it and one is cut.
    """
    taken = {field.start for field in found}
    titles: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        if title_mention(reading, block) is None:
            continue
        last = block
        for follower in blocks[index + 1 :]:
            if follower.start in taken or not _goes_on(reading, words, last, follower):
                break
            last = follower
        titles.append((block.start, last.end))
    if titles:
        start, end = max(titles, key=lambda span: (len(" ".join(reading.words_at(*span).split())), -span[0]))
        printed = reading.words_at(start, end)
        kept = printed.rstrip(" *")
        yield Field("title", " ".join(kept.split()), start, start + len(kept))


def _goes_on(reading: Reading, words: MastheadWords, block: Block, follower: Block) -> bool:
    """Whether a line is the next one of the title above it."""
    above, below = reading.words_at(block.start, block.end).rstrip(), reading.words_at(follower.start, follower.end)
    key = fold(below).text
    if words.other.match(key) or words.alone.fullmatch(key.strip()) or above.endswith((".", "。", "*", ")", "）")):
        return False
    if any(follower.start <= day.start < follower.end for day in reading.dates) and not below[:1].islower():
        return False
    return below[:1].islower() or bool(_ENDS_OPEN.search(above)) or _is_cut(reading, block, follower)


def _is_cut(reading: Reading, block: Block, follower: Block) -> bool:
    """Whether the name of a body runs over the end of a line: it is one name, and neither line holds it whole."""
    return any(body.start < block.end and follower.start < body.end for body in reading.bodies)


def _reissued(reading: Reading, words: MastheadWords) -> Iterator[Field]:
    """The note that a document was issued again, and the day on which."""
    folded = fold(reading.text.text)
    match = words.reissued.search(folded.text, 0, 2 * _CHARACTERS)
    if match is None:
        return
    start, end = folded.span(*match.span())
    line = reading.text.text.find("\n\n", end)
    for day in reading.within(reading.dates, end, line if line >= 0 else len(reading.text.text)):
        if day.first and day.first == day.last:
            yield Field("reissued", day.first.isoformat(), start, day.end)
            return
    yield Field("reissued", "*", start, end)
