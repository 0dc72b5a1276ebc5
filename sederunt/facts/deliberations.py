"""What anonymous speakers said: "Several speakers noted that …".

What belongs here: the table ``deliberations``. What does not: speakers who are named (``statements.py``).
"""

from __future__ import annotations

import re

from sederunt.facts.agenda import Items
from sederunt.facts.outline import Unit
from sederunt.facts.reading import Reading
from sederunt.language.scanner import Mention

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
#: The verb of a quantified clause stands within this many words of its subject.
_MAX_VERB_WORDS = 5
#: A noun that is nobody's act of speaking when the statement cue takes it: "speakers made statements" is counted, not
#: quoted.
_MAX_LEAD = 60


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
                until = subjects[position + 1].start if position + 1 < len(subjects) else end
                _add(reading, unit, subject, until, under)


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
    opens = not before or before.endswith((",", ";", "；", "，")) or _last_word(before) in _joining(reading)
    if not opens:
        return False
    if mention.value == "all" and before and not words[:1].isupper() and not before.endswith((",", ";")):
        return False
    return bool(_verb(reading, mention.end))


def _is_bare(reading: Reading, mention: Mention) -> bool:
    """Whether a quantifier has no noun: "one said …, while another replied"."""
    words = reading.words_at(mention.start, mention.end).casefold()
    return any(term.words.casefold() == words for term in reading.words.of("bare_quantifier"))


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


def _add(reading: Reading, unit: Unit, subject: Mention, until: int, under: dict[str, tuple[str, ...]]) -> None:
    verb = _verb(reading, subject.end)
    if verb is None:
        return
    words = reading.words_at(subject.start, until).rstrip()
    joined = sorted(_joining(reading), key=len, reverse=True)
    words = re.sub(rf"[\s,;]*(?:{'|'.join(map(re.escape, joined))})?\s*$", "", words) if until < unit.end else words
    end = subject.start + len(words)
    meetings = reading.scope(subject.start, until, unit)
    for meeting in meetings:
        reading.add_for(
            "deliberations", "deliberation_id", [meeting], subject.start, max(end, verb[1]), unit,
            agenda_items=list(under.get(meeting.meeting_id, ())), quantifier=subject.value,
            verb=reading.words_at(*verb), text=reading.words_at(subject.start, max(end, verb[1])),
        )  # fmt: skip
