"""The outline of a report: headings with their role, numbered paragraphs, list entries, agenda entries, annexes.

What belongs here: what each paragraph of the ``Text`` is, by its numeral, its place and the heading lexicon. What does
not: what it says (the other modules of ``facts/``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from sederunt.documents.lines import OPENER
from sederunt.documents.text import Text
from sederunt.facts.contents import contents
from sederunt.facts.headings import Headings, headings
from sederunt.facts.numbering import Numeral, running_numbers
from sederunt.facts.units import Block, Outline, units_of
from sederunt.language.basics import basics
from sederunt.language.enumerators import annex_numbers
from sederunt.language.letters import ROMAN, UPPER, latin_label, latin_numeral, opens_like_capital, opens_with_case
from sederunt.language.lexicon import Lexicon
from sederunt.language.numerals import find_ordinals
from sederunt.language.scanner import Mentions
from sederunt.registry.keys import name_key

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
#: What the first section of a report is about; other titles among the words before it are those of agenda items.
_FIRST_ROLES = frozenset({"introduction", "opening", "attendance", "organization", "chapter", "contents"})
_COLON = (":", "：")
#: The end of a sentence or an entry, the mark of a footnote behind it.
_TERMINAL = re.compile(r"[.;:!?。；：…][)\]”»’\"]*(?:(?<=[^\W\d_][.])\s?\d{1,2})?\s*$")
_MAX_HEADING = 640
#: A line that is no more than the number of a chapter or annex.
_MAX_NUMBERED = 40
_ANNEX_NUMBER = re.compile(rf"\s+([{ROMAN}]+|[{UPPER}]|\d{{1,2}})\b")
#: An entry of a list that nothing announces (a provisional agenda in a draft decision) is mostly shorter.
_MAX_ENTRY = 120
#: What is longer is taken for a paragraph, even if it breaks off before its full stop.
_MAX_TITLE = 160
#: The name of a body at the head of a resolution, before its clauses.
_RESOLUTION_HEAD = re.compile(rf"[^,،，.;:]{{4,160}}[,،，](?:\s*$|\s+[“\"«]?[{UPPER}])")
_ANNOUNCED_HEAD = re.compile(r"[^,،，.;:]{4,160}[,،，]")
#: A chapter whose number no stop follows ("2 DECISIONS OF OTHER BODIES"), and a paragraph numbered within its chapter.
_CHAPTER_NUMBER = re.compile(rf"(?P<number>\d{{1,2}})\s+(?=[{UPPER}])")
_DECIMAL = re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,3}){1,3})\.?\s+(?=[^\W\d_])")
_QUOTE = re.compile(r"[“\"«„「『]")


@dataclass
class _State:
    """Where the reading of the paragraphs stands."""

    last_number: int = 0
    last_roman: int = 0
    last_capital: int = 0
    last_arabic: int = 0
    agenda_item: int = 0  # the last entry, while an agenda is read
    in_agenda: bool = False
    in_title: bool = True
    ended: bool = False  # the paragraph before is a whole sentence
    announced: bool = False  # a list goes on line by line
    in_resolution: bool = False
    blocks: list[Block] = field(default_factory=list)


def outline(text: Text, mentions: Mentions, words: Lexicon, body_keys: frozenset[str]) -> Outline:
    """The outline. ``body_keys`` are the keys of body names: a paragraph that is one is a heading."""
    state = _State()
    paragraphs = text.paragraphs
    known = headings(words.language)
    running = _running_paragraphs(text, mentions, known, words.language)
    is_unnumbered = not running  # resolutions have headings of their own: only where nothing else ends them, one does
    listed = contents(text, known.of("contents"))
    for index, paragraph in enumerate(paragraphs):
        content = text.text[paragraph.start : paragraph.end]
        if paragraph.kind != "body" or index in listed:
            kind = "note" if paragraph.kind == "footnote" else "contents"
            state.blocks.append(Block(paragraph.start, paragraph.end, paragraph.start, kind))
            continue
        following = _next_body(text, index)
        chapter = _chapter(content, known, words.language)
        if chapter:
            state.announced = state.in_resolution = False
            state.blocks.append(Block(paragraph.start, paragraph.end, paragraph.start, "heading", 1, chapter))
            _advance(state, state.blocks[-1], mentions)
            continue
        runs = index in running
        is_stated = paragraph.level > 0
        block = _block(
            state, content, paragraph.start, runs, known, body_keys, following, paragraph.is_apart, is_stated
        )
        announced = state.announced or (bool(state.blocks) and text.text[state.blocks[-1].end - 1] in _COLON)
        if block.kind == "numbered" or block.role == "annex" or (is_unnumbered and block.level == 1):
            state.in_resolution = False
        elif _begins_resolution(content, paragraph.start, mentions, announced):
            state.in_resolution = True
        if state.in_resolution or (block.kind == "plain" and _QUOTE.match(content)):
            block = replace(block, is_quoted=True)
        _advance(state, block, mentions)
        state.blocks.append(block)
        if block.kind == "heading" or (block.kind == "numbered" and not content.rstrip().endswith(_COLON)):
            state.announced = False
        elif content.rstrip().endswith(_COLON):
            state.announced = True
        elif content.rstrip().endswith((".", "。")):
            state.announced = False
        state.ended = bool(_TERMINAL.search(content))
    return Outline(tuple(state.blocks), tuple(units_of(state.blocks, text)))


def _begins_resolution(content: str, start: int, mentions: Mentions, announced: bool = False) -> bool:
    """Whether a paragraph begins a resolution: the body alone, or those who sit in it, and a comma ("The General
    Assembly,", "Los Representantes,", behind which the first clause may stand, with a capital; with any letter where
    the paragraph before ``announced`` it).
    """
    head = (_ANNOUNCED_HEAD if announced else _RESOLUTION_HEAD).match(content)
    if head is None:
        return False
    for kind in ("body", "anchor"):
        subject = mentions.any(kind, start, start + head.end())
        if subject is None or len(content[: subject.start - start].split()) > 1:
            continue
        # Representatives alone resolve; "Representatives of Peru, Chad …" spoke.
        if kind == "body" or content[subject.end - start :].lstrip()[:1] in (",", "،", "，"):
            return True
    return False


def _next_body(text: Text, index: int) -> str:
    for paragraph in text.paragraphs[index + 1 :]:
        if paragraph.kind == "body":
            return text.text[paragraph.start : paragraph.end]
    return ""


def _running_paragraphs(text: Text, mentions: Mentions, known: Headings, language: str) -> frozenset[int]:
    """The indexes of the paragraphs whose numerals number them."""
    numerals: list[Numeral] = []
    indexes: list[int] = []
    begins, next_entry, in_annex = True, 0, False
    listed: list[int] = []  # the entries of the agenda being read, as positions in ``numerals``
    agendas: list[list[int]] = []
    for index, paragraph in enumerate(text.paragraphs):
        if paragraph.kind != "body":
            continue
        content = text.text[paragraph.start : paragraph.end]
        opener = OPENER.match(content)
        if opener and opener["number"]:
            number = int(opener["number"])
            is_listed = number == next_entry
            if is_listed:
                listed.append(len(numerals))
                next_entry += 1
            elif listed:
                agendas.append(listed)
                listed, next_entry = [], 0
            indexes.append(index)
            goes_on = content.rstrip().endswith((";", "；", "؛"))
            is_whole = not goes_on and (len(content) > _MAX_TITLE or bool(_TERMINAL.search(content)))
            numerals.append(Numeral(number, is_whole, begins, is_listed, len(content) < _MAX_ENTRY))
            begins = False
        elif _annex_label(content, known):
            begins = in_annex = True
        elif _chapter(content, known, language) or (opener and (opener["roman"] or opener["capital"])):
            begins = begins or not (opener and opener["capital"])
            if listed and not _TERMINAL.search(content):  # a heading ends the agenda, whatever number follows it
                agendas.append(listed)
                listed, next_entry = [], 0
        elif (in_annex or not begins) and len(content) < _MAX_HEADING and known.role(content) == "agenda":
            next_entry = 1  # unless a chapter begins with it, in which paragraphs are numbered anew
        if mentions.cues_within(paragraph.start, paragraph.end, "agenda") or _begins_resolution(
            content, paragraph.start, mentions
        ):
            next_entry = 1
    agendas.append(listed)
    chosen = running_numbers(numerals)
    # An agenda that the sequence would have to start anew for is no part of it.
    started = {position for entries in agendas if entries and entries[0] in chosen for position in entries}
    return frozenset(indexes[position] for position in chosen - started)


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _block(
    state: _State,
    content: str,
    start: int,
    runs: bool,
    known: Headings,
    body_keys: frozenset[str],
    following: str,
    is_apart: bool,
    is_stated: bool,
) -> Block:
    end = start + len(content)
    opener = OPENER.match(content)
    body = start + (opener.end() if opener else 0)
    rest = content[body - start :]
    ends = bool(_TERMINAL.search(content))
    plain_role = known.role(rest)
    if annex := _annex_label(content, known):
        return Block(start, end, start, "heading", 1, label=annex, role="annex")
    if (decimal := _DECIMAL.match(content)) and ends:
        return Block(start, end, start + decimal.end(), "plain", label=decimal["label"])
    if (chapter := _CHAPTER_NUMBER.match(content)) and not ends and len(content) < _MAX_TITLE:
        words = content[chapter.end() :]
        role = known.role(words)
        number = int(chapter["number"])
        if (number == 1 and role in _FIRST_ROLES) or (words.isupper() and number == state.last_arabic + 1):
            return Block(start, end, start + chapter.end(), "heading", 1, number, role=role)
    if opener and opener["number"]:
        return _numbered(state, start, end, body, int(opener["number"]), ends, runs, plain_role)
    if opener and (opener["roman"] or opener["capital"]) and len(content) < _MAX_HEADING and not _is_initial(rest):
        level, number = _lettered(state, opener)
        if level:
            return Block(start, end, body, "heading", level, number, role=plain_role)
    if opener and opener["letter"]:
        before = next((block.label for block in reversed(state.blocks[-2:]) if block.kind == "item"), "")
        return Block(start, end, body, "item", label=latin_label(opener["letter"], before))
    if opener and opener["bullet"]:
        return Block(start, end, body, "item")
    if not state.in_agenda and not ends and len(content) < _MAX_HEADING and opens_like_capital(content):
        content_key = name_key(content)
        is_exact = content_key in known.keys
        if state.in_title and not (is_exact and plain_role in _FIRST_ROLES):
            return Block(start, end, start, "plain")
        is_known = content_key in body_keys or (plain_role and len(content) < 90)
        after = OPENER.match(following)
        leads = bool(after and (after["number"] or after["roman"] or after["capital"])) or is_apart
        if is_stated:  # the format itself calls it a heading: it ends a list, whatever stands before it
            return Block(start, end, start, "heading", 4, role=plain_role)
        if state.announced and not is_exact and not (is_known and leads):
            return Block(start, end, start, "plain")
        before = state.blocks[-1].kind if state.blocks else ""
        is_after_sentence = before in ("numbered", "heading", "item", "note") or (before == "plain" and state.ended)
        if is_known or is_exact or (leads and is_after_sentence):
            return Block(start, end, start, "heading", 4, role=plain_role)
    return Block(start, end, start, "plain")


def _chapter(content: str, known: Headings, language: str) -> int:
    """The number of a chapter whose heading is a line of its own ("Chapter IV", "第四章", "الفصل الرابع"), else 0."""
    if not basics(language).has_capitals:
        number, rest = _ordinal_apart(content, language)
        return number if number and name_key(rest) in known.of("chapter") else 0
    words = content.split(None, 2)
    if len(words) != 2 or not re.fullmatch(f"[{ROMAN}]+", words[1]):
        return 0
    return _roman(latin_numeral(words[1])) if name_key(words[0]) in known.of("chapter") else 0


def _ordinal_apart(content: str, language: str) -> tuple[int, str]:
    """The first ordinal of a short heading and the words without it; 0 where there is none."""
    ordinal = next(iter(find_ordinals(content, language)), None) if len(content) < _MAX_NUMBERED else None
    return (ordinal.value, content[: ordinal.start] + content[ordinal.end :]) if ordinal else (0, content)


def _is_initial(rest: str) -> bool:
    """Of "A. Diallo (Senegal)": an initial, not the letter of a heading — a short word follows and then a bracket."""
    return bool(re.match(rf"[{UPPER}]\.\s|[^\s]+ \([{UPPER}]", rest))


def _annex_label(content: str, known: Headings) -> str:
    first = next(iter(content.split(None, 1)), "")
    if not opens_with_case(first):
        return _caseless_annex(content, known)
    if len(content) < _MAX_ENTRY and known.opening("annex", first):
        number = _ANNEX_NUMBER.match(content[len(first) :])
        if number is None and len(content) > len(first) + 2:
            return ""
        return f"annex {latin_numeral(number[1])}" if number else "annex"
    return ""


def _caseless_annex(content: str, known: Headings) -> str:
    """The label of an annex in Arabic or Chinese: "المرفق الأول", "附件一"."""
    head = known.opening("annex", content) if len(content) <= _MAX_NUMBERED else ""
    if not head:
        return ""
    rest = name_key(content).removeprefix(head)
    numbers = {name_key(word): value for word, value in annex_numbers().items()}
    value = next((numbers[word] for word in sorted(numbers, key=len, reverse=True) if rest == word), None)
    if value:
        return f"annex {value}"
    return "annex" if not rest else ""


def _numbered(state: _State, start: int, end: int, body: int, number: int, ends: bool, runs: bool, role: str) -> Block:
    """A numbered paragraph, an entry of an agenda, or a heading of the third level."""
    if runs:
        return Block(start, end, body, "numbered", number=number)
    if state.in_agenda and number == state.agenda_item + 1:
        return Block(start, end, body, "agenda", number=number)
    if not ends and end - start < _MAX_HEADING:
        return Block(start, end, body, "heading", 3, number, role=role)
    return Block(start, end, body, "item", label=str(number))


def _lettered(state: _State, opener: re.Match[str]) -> tuple[int, int]:
    """Level and number of a heading "IV." or "B."; "C." and "I." are both, and the sequence decides. (0, 0):
    neither.
    """
    printed = opener["roman"] or ""
    numeral = latin_numeral(printed)
    letter = opener["capital"] or (printed if len(printed) == 1 and printed in ROMAN else "")
    before = chr(ord("A") + state.last_capital - 1) if state.last_capital else ""
    capital = ord(latin_label(letter, before)) - ord("A") + 1 if letter else 0
    roman = _roman(numeral) if numeral else 0
    if capital and capital == state.last_capital + 1 and not (roman and roman == state.last_roman + 1 and capital != 1):
        return 2, capital
    if roman and (roman == state.last_roman + 1 or roman == 1 or len(numeral) > 1):
        return 1, roman
    if capital:
        return 2, capital
    return (1, roman) if roman else (0, 0)


def _advance(state: _State, block: Block, mentions: Mentions) -> None:
    if block.kind == "heading":
        state.in_agenda, state.agenda_item = block.role == "agenda", 0
        if block.level == 1:
            state.last_arabic = block.number
            state.last_roman, state.last_capital = (block.number, 0) if block.role != "annex" else (0, 0)
            if block.role == "annex":
                state.last_number = 0
        elif block.level == 2:
            state.last_capital = block.number
        state.in_title = False
    elif block.kind == "agenda":
        state.agenda_item = block.number
        state.in_title = False
    elif block.kind in ("numbered", "plain"):
        if block.kind == "numbered":
            state.last_number = block.number
            state.in_title = False
        if mentions.cues_within(block.start, block.end, "agenda"):
            state.in_agenda, state.agenda_item = True, 0
        elif block.kind == "numbered":
            state.in_agenda = False
