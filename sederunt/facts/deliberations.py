"""What anonymous speakers said: "Several speakers noted that …".

What belongs here: the table ``deliberations``. What does not: speakers who are named (``statements.py``).
"""

from __future__ import annotations

import re

from sederunt.facts.agenda import Items
from sederunt.facts.reading import Reading
from sederunt.facts.units import Unit
from sederunt.language.basics import basics
from sederunt.language.lexicon import words_of
from sederunt.language.scanner import Mention

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
#: The verb of a quantified clause stands within this many words of its subject.
_MAX_VERB_WORDS = 5
#: A noun that is nobody's act of speaking when the statement cue takes it: "speakers made statements" is counted, not
#: quoted.
_MAX_LEAD = 60
#: A conjunction is taken off a verb that is longer than so many letters with it.
_MIN_JOINED = 3


def find_deliberations(reading: Reading) -> None:
    """Fill ``deliberations``: each quantified subject that opens a clause, with its verb and the clause."""
    items = Items(reading)
    for unit in reading.outline.units:
        if unit.is_title or unit.annex:
            continue
        items.enter(unit)
        for start, end in reading.sentences(unit):
            meetings = reading.scope(start, end, unit)
            under = items.of(start, end, meetings)
            if unit.role in ("introduction", "recommendations", "attendance", "documents"):
                continue
            subjects = [m for m in reading.mentions.within("quantifier", start, end) if _is_subject(reading, m, start)]
            while subjects and _is_bare(reading, subjects[0]):
                subjects.pop(0)  # "another" alone stands for a speaker only after one
            for position, subject in enumerate(subjects):
                until = _begin(reading, subjects[position + 1], start) if position + 1 < len(subjects) else end
                _add(reading, unit, subject, until, under)


def _begin(reading: Reading, subject: Mention, start: int) -> int:
    """Where the clause of a subject begins: at its verb, where that stands first."""
    verb = _verb_before(reading, subject, start)
    return verb[0] if verb else subject.start


def _is_subject(reading: Reading, mention: Mention, start: int) -> bool:
    """Whether the quantified noun opens a sentence or a clause, and is followed by a verb."""
    text = reading.text.text
    before = text[start : mention.start].rstrip()
    words = reading.words_at(mention.start, mention.end)
    if any(
        m.start <= mention.start + len(words) and m.end > mention.end and m.start >= mention.start
        for kind in ("anchor", "secretariat")
        for m in reading.mentions.within(kind, mention.start, mention.end + 60)
    ):
        return False  # "a representative of the Secretariat"
    if _verb_before(reading, mention, start):
        return True
    opens = not before or before.endswith((",", ";", "；")) or _is_joined(reading, before)
    if not opens:
        return False
    if mention.value == "all" and before and not words[:1].isupper() and not before.endswith((",", ";")):
        return False
    return bool(_verb(reading, mention.end))


def _is_bare(reading: Reading, mention: Mention) -> bool:
    """Whether a quantifier has no noun: "one said …, while another replied"."""
    words = reading.words_at(mention.start, mention.end).casefold()
    return any(term.words.casefold() == words for term in reading.words.of("bare_quantifier"))


def _is_joined(reading: Reading, before: str) -> bool:
    """Whether words end in one that joins clauses."""
    if basics(reading.language).has_spaces:
        return _last_word(before) in _joining(reading)
    return before.endswith(tuple(_joining(reading)))


def _verb_before(reading: Reading, mention: Mention, start: int) -> tuple[int, int] | None:
    """The verb that opens the clause before its subject, in a language that sets it there ("وأشار عدة متكلمين …")."""
    if not basics(reading.language).is_verb_first:
        return None
    adverbs = words_of(reading.language, "adverb")
    lead = re.compile(rf"(?:^|[\s(،,;.])(?P<word>(?:[^\W\d_][\u064b-\u0652]*)+)(?:\s(?:{adverbs}))*\s$").search(
        reading.text.text, max(start - 1, mention.start - _MAX_LEAD, 0), mention.start
    )
    if lead is None or _is_no_verb(reading, *lead.span("word")):
        return None
    begin, end = lead.span("word")
    joined = re.compile(rf"[{''.join(term.words for term in reading.words.of('and') if len(term.words) == 1)}]")
    return begin + (end - begin > _MIN_JOINED and joined.match(reading.text.text, begin) is not None), end


def _is_no_verb(reading: Reading, start: int, end: int) -> bool:
    kinds = ("and", "article", "place", "anchor", "subordinator", "principal", "states", "party", "office", "body")
    word = reading.signs_at(start, end)
    small = {
        term.words
        for kind in ("and", "article", "place", "subordinator", "trailing")
        for term in reading.words.of(kind)
    }
    return word in small or any(reading.mentions.any(kind, start, end) for kind in kinds)


def _last_word(words: str) -> str:
    found = _WORD.findall(words[-24:])
    return found[-1].casefold() if found else ""


def _joining(reading: Reading) -> frozenset[str]:
    return frozenset(
        term.words.casefold().split()[-1].strip("'’")
        for kind in ("and", "subordinator")
        for term in reading.words.of(kind)
    )


def _verb(reading: Reading, at: int) -> tuple[int, int] | None:
    """The verb behind the subject: auxiliaries and adverbs, then the verb itself."""
    text = reading.text.text
    if not basics(reading.language).has_spaces:
        return _unspaced_verb(reading, at)
    if aside := re.compile(r",\s[^,;.]{3,90},\s").match(text, at):
        at = aside.end()  # "One speaker, speaking on behalf of a group, opposed it"
    stop = re.compile(r"[,;.:()]").search(text, at)
    limit = min(stop.start() if stop else len(text), at + 120)
    helpers = {term.words.casefold() for kind in ("auxiliary", "adverb") for term in reading.words.of(kind)}
    single = {word for phrase in helpers for word in phrase.split()}
    start: int | None = None
    for count, match in enumerate(_WORD.finditer(text, at, limit)):
        start = match.start() if start is None else start
        if match[0].casefold() in single and count < _MAX_VERB_WORDS:
            continue
        if match[0][0].isupper():
            return None
        return start, match.end()
    return None


def _unspaced_verb(reading: Reading, at: int) -> tuple[int, int] | None:
    """The verb behind a subject where words are not set apart: the first that the lexicon knows in the clause."""
    stop = re.compile(r"[.;:()。；\n]").search(reading.text.text, at)
    verb = reading.mentions.any("verb", at, min(stop.start() if stop else at + _MAX_LEAD, at + _MAX_LEAD))
    return (verb.start, verb.end) if verb else None


def _add(reading: Reading, unit: Unit, subject: Mention, until: int, under: dict[str, tuple[str, ...]]) -> None:
    before = _verb_before(reading, subject, unit.start)
    verb = before or _verb(reading, subject.end)
    if verb is None:
        return
    begin = min(subject.start, verb[0])
    words = reading.words_at(begin, until).rstrip()
    joined = sorted(_joining(reading), key=len, reverse=True)
    words = re.sub(rf"[\s,;]*(?:{'|'.join(map(re.escape, joined))})?\s*$", "", words) if until < unit.end else words
    end = begin + len(words)
    meetings = reading.scope(subject.start, until, unit)
    for meeting in meetings:
        reading.add_for(
            "deliberations", "deliberation_id", [meeting], begin, max(end, verb[1]), unit,
            agenda_items=list(under.get(meeting.meeting_id, ())), quantifier=subject.value,
            verb=reading.words_at(*verb), text=reading.words_at(begin, max(end, verb[1])),
        )  # fmt: skip
