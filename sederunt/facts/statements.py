"""Who spoke: one row for each speaker and act of speaking, with item, kind, capacity and principals.

What belongs here: the tables ``statements`` and ``statement_counts``, and the unresolved names of their lists. What
does not: the anonymous speakers of a summary (``deliberations.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from sederunt.documents.text import PARAGRAPH_BREAK
from sederunt.facts.agenda import Items
from sederunt.facts.capacities import settle
from sederunt.facts.lists import ORGANIZATIONS, Entry, read_list, read_principals
from sederunt.facts.meetings import is_about_another
from sederunt.facts.numbers import counts
from sederunt.facts.persons import person_behind
from sederunt.facts.reading import Meeting, Reading, Scope
from sederunt.facts.regions import Region, depth_at, is_denied, outside_brackets, region
from sederunt.facts.sentences import sentences
from sederunt.facts.speakers import from_speaker, speaker_of_record, subject_of, titled_speakers, until_body_acts
from sederunt.facts.units import Unit
from sederunt.language.basics import basics
from sederunt.language.scanner import CueMention, Mention
from sederunt.registry import bodies

#: So near behind a speaker or a verb stands in which capacity somebody spoke.
_CLOSE = 40
#: The sign between the entries of a Chinese list, which stands within no post.
_ENUMERATES = "、"
#: So near behind "on behalf of" stands the mark of the footnote that lists those meant.
_NOTED = 120
_ENTRY_END = re.compile(r"[,;:)]|\.\s")
#: The words for "on behalf of" are no longer.
_LEAD = 40
#: What persons without a State do as experts.
_OF_EXPERTS = frozenset({"presentation", "keynote", "reply"})
#: A kind that words elsewhere in the sentence give goes before the one of a plain cue.
_PLAIN = frozenset({"statement", "introduction"})
#: The sides of cues that go on with what was said.
_RETOLD = frozenset({"anchored", "retold"})
#: Kinds of statement that have sections of their own ("Statements made in exercise of the right of reply").
_SECTIONS = frozenset({"right_of_reply", "explanation"})


def find_statements(reading: Reading) -> None:
    """Fill ``statements`` and ``statement_counts``."""
    items = Items(reading)
    scope = Scope(reading)
    for unit in reading.outline.units:
        if unit.is_title:
            continue
        items.enter(unit)
        for sentence in reading.sentences(unit):
            meetings = scope.of(*sentence, unit)
            under = items.of(*sentence, meetings)
            _read_sentence(reading, unit, sentence, meetings, under)
            for noted in _noted(reading, sentence):  # "addresses by high-level officials1"
                _read_sentence(reading, unit, noted, meetings, under)


def _read_sentence(
    reading: Reading,
    unit: Unit,
    sentence: tuple[int, int],
    meetings: Sequence[Meeting],
    under: dict[str, tuple[str, ...]],
) -> None:
    start, end = sentence
    text = reading.text.text
    cues = outside_brackets(text, reading.mentions.cues_within(start, end), start)
    held = [cue for cue in cues if cue.cue.fact == "credentials"]  # "presented credentials" presents no paper
    cues = [cue for cue in cues if not _is_noun(reading, cue) and not any(_holds(other, cue) for other in held)]
    spoken = [cue for cue in cues if cue.cue.fact == "statement" and not is_denied(reading, cue)]
    future = reading.mentions.any("future", start, end)
    if future:  # what somebody says of the future was said all the same
        spoken = [cue for cue in spoken if cue.cue.side in _RETOLD and cue.end <= future.start]
    if not spoken or is_about_another(reading, start, end):
        return
    relevant = [
        cue
        for cue in cues
        if cue.cue.fact in ("statement", "attendance") or (cue.cue.fact == "none" and not _is_principal(reading, cue))
    ]
    seen: set[tuple[int, str]] = set()
    if speaker := speaker_of_record(reading, sentence):
        _add_once(reading, unit, speaker, _kind(reading, unit, sentence, spoken[0]), meetings, under, seen, True)
        return
    for cue in spoken:
        others = [other for other in relevant if other is not cue and not _overlaps(cue, other)]
        if cue.cue.side == "anchored" and _is_object_of(reading, cue, relevant):
            continue
        where = region(reading, cue, sentence, others)
        if where is None or any(o.cue.fact == "none" and where.start <= o.start < where.end for o in others):
            continue
        if cue.cue.side == "retold" and len(cue.cue.parts) == 1:
            where = subject_of(reading, where)
            if where is None:
                continue
        where = until_body_acts(reading, where)
        if not where.is_list and (where.end <= cue.start or cue.cue.side == "retold"):
            if speakers := titled_speakers(reading, where):
                kind = _kind(reading, unit, sentence, cue)
                is_retold = cue.cue.side in _RETOLD
                for speaker in speakers:
                    _add_once(reading, unit, speaker, kind, meetings, under, seen, is_retold)
                continue
            where = from_speaker(reading, where, cue)
            if where is None:
                continue
        _read_region(reading, unit, where, sentence, cue, meetings, under, seen)


def _holds(cue: CueMention, other: CueMention) -> bool:
    return other.cue.fact == "statement" and cue.start <= other.start and other.end <= cue.end


def _is_noun(reading: Reading, cue: CueMention) -> bool:
    """Whether the words of a cue are owned and so no verb here: "秘鲁代表的 | 发言" is Peru's statement, no act."""
    possessive = basics(reading.language).possessive
    return bool(possessive) and cue.cue.fact == "statement" and reading.signs_at(cue.start - 1, cue.start) == possessive


def _is_object_of(reading: Reading, cue: CueMention, others: Sequence[CueMention]) -> bool:
    """Whether a verb of speech is part of words that announce no statement: "announced | pledges of contributions"."""
    behind = [o.start for o in others if o.cue.fact == "none" and o.end > cue.end and o.start >= cue.start]
    return any(len(reading.words_at(cue.end, start).split()) <= 1 for start in behind)


def _is_principal(reading: Reading, cue: CueMention) -> bool:
    """Whether words that elsewhere say who did not speak name whom somebody speaks for: "on behalf of the sponsors"."""
    lead = next((m for m in reading.mentions.within("principal", cue.start - _CLOSE, cue.start)), None)
    return lead is not None and len(reading.words_at(lead.end, cue.start).split()) <= 1


def _noted(reading: Reading, sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The sentences of the footnotes whose marks stand in a sentence."""
    start, end = sentence
    for mark in reading.beginning_in(reading.text.marks, start, end + 1):
        if mark.footnote is not None:
            note = reading.text.footnotes[mark.footnote]
            yield from sentences(reading.text.text, note.start, note.end, reading.language)


def _overlaps(cue: CueMention, other: CueMention) -> bool:
    return cue.start < other.end and other.start < cue.end


def _read_region(
    reading: Reading,
    unit: Unit,
    where: Region,
    sentence: tuple[int, int],
    cue: CueMention,
    meetings: Sequence[Meeting],
    under: dict[str, tuple[str, ...]],
    seen: set[tuple[int, str]],
) -> None:
    capacity = _stated_capacity(reading, where) if where.is_list else ""
    is_post = (
        not where.is_list and where.end <= cue.start and not reading.mentions.any("anchor", where.start, where.end)
    )
    others = ("office", "secretariat")
    whole = is_post and not any(reading.mentions.any(kind, where.start, where.end) for kind in others)
    whole = whole and not _are_several(reading, where)
    found = read_list(reading, where.start, where.end, capacity=capacity, posts=True, whole=whole)
    entries = [entry for entry in found.entries if _is_speaker(reading, entry, where)]
    is_retold = cue.cue.side in _RETOLD
    named = ("name", "secretariat", "post", "person_title")
    is_anonymous = is_retold and reading.mentions.any("quantifier", where.start, where.end) is not None
    if is_anonymous and not any(reading.mentions.any(kind, where.start, where.end) for kind in named):
        return  # "Some delegations said that …": nobody is named
    if is_retold:  # what the chair says in leading the meeting is no statement
        entries = [entry for entry in entries if not entry.office]
    is_counted = _count(reading, unit, where, meetings, under)
    if not entries:
        if not is_counted and (where.is_list or cue.cue.side == "after"):
            reading.account(found, is_read=False)  # speakers are announced here, and none was found
        return
    reading.account(found)
    kind = _kind(reading, unit, sentence, cue)
    entries = [_in_other_capacity(reading, entry, where, cue) for entry in entries]
    entries = [entry for entry in entries if entry.start >= 0]
    is_before = where.end <= cue.start or cue.cue.side in ("within", "retold")
    if not where.is_list and is_before and (behind := _principals_behind(reading, cue, sentence)):
        entries = [replace(entry, principals=tuple(dict.fromkeys((*entry.principals, *behind)))) for entry in entries]
    if len(entries) == 1 and (inside := _principals_inside(reading, cue)):
        entries = [replace(entries[0], principals=tuple(dict.fromkeys((*entries[0].principals, *inside))))]
    if len(entries) == 1 and not entries[0].principals and not where.is_list:
        entries = [replace(entries[0], principals=_principals_ahead(reading, sentence[0], entries[0].start))]
    entries = [_with_noted_principals(reading, entry) for entry in entries]
    if kind not in _OF_EXPERTS:
        entries = [_unless_expert(reading, entry, sentence[0]) for entry in entries]
    for entry in entries:
        _add_once(reading, unit, entry, kind, meetings, under, seen, is_retold)


def _are_several(reading: Reading, where: Region) -> bool:
    """Whether a sign that parts nothing but entries stands between two posts (、 in Chinese)."""
    posts = list(reading.mentions.within("post", where.start, where.end))
    return any(_ENUMERATES in reading.words_at(one.end, two.start) for one, two in pairwise(posts))


def _unless_expert(reading: Reading, entry: Entry, start: int) -> Entry:
    """A person named with an organization whom nothing calls an expert: a petitioner, a guest."""
    if entry.capacity != "expert" or entry.person is None:
        return entry
    if entry.participant_id is not None:
        return replace(entry, capacity="")  # a Minister speaks for the Government
    called = (m for kind in ("post", "party") for m in reading.mentions.within(kind, start, entry.end))
    return entry if any(m.value == "expert" for m in called) else replace(entry, capacity="other")


def _add_once(
    reading: Reading,
    unit: Unit,
    entry: Entry,
    kind: str,
    meetings: Sequence[Meeting],
    under: dict[str, tuple[str, ...]],
    seen: set[tuple[int, str]],
    is_retold: bool,
) -> None:
    """One act told twice is one: "opened by the Chair, who made an opening statement"."""
    if (entry.end, kind) not in seen:
        seen.add((entry.end, kind))
        _add(reading, unit, entry, kind, meetings, under, is_retold and kind == "statement")


def _principals_behind(reading: Reading, cue: CueMention, sentence: tuple[int, int]) -> tuple[str, ...]:
    """Principals named behind the verb: "Hungary made a statement on behalf of the European Union"."""
    text = reading.text.text
    stops = [m.start for m in reading.mentions.cues_within(cue.end, sentence[1]) if m.cue.fact in ("statement", "none")]
    semicolon = re.compile("[;；]").search(text, cue.end, sentence[1])
    until = min([sentence[1], *stops, *([semicolon.start()] if semicolon else [])])
    lead = reading.mentions.any("principal", cue.end, until)
    return read_principals(reading, lead.end, until) if lead else ()


def _principals_inside(reading: Reading, cue: CueMention) -> tuple[str, ...]:
    """Principals named in the gap of a cue: "сделал | от имени Совета | следующее заявление"."""
    if cue.gap_start >= cue.gap_end or cue.cue.side in ("within", "retold"):
        return ()
    lead = reading.mentions.any("principal", cue.gap_start, cue.gap_end)
    return read_principals(reading, lead.end, cue.gap_end) if lead else ()


def _principals_ahead(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """Principals named before the only speaker: "Speaking on behalf of the Group of 77 and China, Cuba said …"."""
    lead = next((m for m in reading.mentions.within("principal", start, end) if _opens_clause(reading, start, m)), None)
    comma = reading.signs_at(start, end).rfind(",")
    if lead is None or comma < 0 or start + comma < lead.end:
        return ()
    between = reading.mentions.cues_within(start, end)
    is_other = any(cue.start > lead.end and cue.cue.fact in ("statement", "none") for cue in between)
    return () if is_other else read_principals(reading, lead.end, start + comma)


def _opens_clause(reading: Reading, start: int, lead: Mention) -> bool:
    """Whether "on behalf of" stands at the head of a sentence or behind the comma of what leads up to it."""
    before = reading.signs_at(start, lead.start).rstrip()
    return not before or before.endswith(",") or len(before.split()) <= 1


def _with_noted_principals(reading: Reading, entry: Entry) -> Entry:
    """An entry with the principals that a footnote to its "on behalf of …" lists: "on behalf of a group of
    countries.44".
    """
    lead = reading.mentions.any("principal", entry.end, entry.end + _CLOSE + _LEAD)
    if (
        lead is None
        or lead.start > entry.end + _CLOSE
        or reading.words_at(entry.end, lead.start).strip(" ,(").count(",")
    ):
        return entry
    mark = next((m for m in reading.text.marks if lead.end <= m.start < lead.end + _NOTED), None)
    if mark is None or mark.footnote is None:
        return entry
    if _ENTRY_END.search(reading.signs_at(lead.end, mark.start).rstrip(" ),.")):
        return entry  # the mark of another
    note = reading.text.footnotes[mark.footnote]
    if reading.mentions.cues_within(note.start, note.end, "none"):
        return entry  # "The following States aligned themselves with …"
    found = (reading.lookup(name.start, name.end) for name in reading.mentions.within("name", note.start, note.end))
    named = [match.participant_id for match in found if match]
    return replace(entry, principals=tuple(dict.fromkeys((*entry.principals, *named)))) if named else entry


def _stated_capacity(reading: Reading, where: Region) -> str:
    parties = list(reading.mentions.within("party", where.preface_start, where.start))
    anchors = list(reading.mentions.within("anchor", where.preface_start, where.start))
    parties += [m for m in reading.mentions.within("post", where.preface_start, where.start) if m.value == "expert"]
    if parties:
        return parties[-1].value
    return "observer" if anchors and anchors[-1].value == "observer" else ""


def _is_speaker(reading: Reading, entry: Entry, where: Region) -> bool:
    """Whether an entry can have spoken: a name, an office, the Secretariat; a mere phrase only inside an announced
    list.
    """
    if PARAGRAPH_BREAK in reading.words_at(entry.start, entry.end):
        return False  # the end of one entry and the beginning of the next
    if entry.is_known or where.is_list:
        return True
    if basics(reading.language).is_head_final:  # the noun for a speaker stands right behind the name
        return any(m.start - entry.end <= 1 for m in reading.mentions.within("anchor", entry.end, entry.end + 8))
    return bool(reading.mentions.any("anchor", where.start, entry.start))


def _kind(reading: Reading, unit: Unit, sentence: tuple[int, int], cue: CueMention) -> str:
    kind = cue.cue.kind or "statement"
    if kind == "same":  # "did likewise": what the speaker before did
        last = reading.rows.get("statements", [])
        return str(last[-1]["kind"]) if last else "statement"
    if kind == "introduction" and unit.role == "opening" and _is_remark(reading, cue):
        return "opening"
    near = reading.mentions.any("kind", max(sentence[0], cue.start - 60), min(sentence[1], cue.end + 60))
    if near and kind in _PLAIN:
        return near.value
    if kind == "statement" and unit.headings:
        under = reading.mentions.any("kind", unit.headings[-1].start, unit.headings[-1].end)
        return under.value if under and under.value in _SECTIONS else kind
    return kind


def _is_remark(reading: Reading, cue: CueMention) -> bool:
    """Whether an introductory statement introduces nothing but the meeting: "made introductory remarks", not
    "introduced the report".
    """
    return reading.mentions.any("kind", cue.start, cue.end) is not None


def _in_other_capacity(reading: Reading, entry: Entry, where: Region, cue: CueMention) -> Entry:
    """Of "The representative of Norway, in her capacity as Chair of the drafting group": the office speaks, not the
    State.
    """
    lead = (
        reading.mentions.any("in_capacity", entry.end, max(entry.end, cue.start))
        or _capacity_right_behind(reading, entry.end)
        or (_capacity_right_behind(reading, cue.end) if entry.end <= cue.start else None)
    )
    before = reading.mentions.any("in_capacity", where.start, entry.end)
    office = reading.mentions.any("office", lead.end, lead.end + _CLOSE) if lead and not entry.office else None
    if lead and office and len(reading.words_at(lead.end, office.start).split()) <= 1:
        end = re.compile(r"[,;()\n]|[.](?=\s|$)|$").search(reading.text.text, office.end)
        until = end.start() if end else office.end
        until = office.start + len(reading.words_at(office.start, until).rstrip())
        return replace(
            entry, start=office.start, end=until, participant_id=None, capacity="officer", office=office.value
        )
    if before and entry.office:
        return replace(entry, start=-1)  # the same act, told of the speaker before
    return entry


def _capacity_right_behind(reading: Reading, at: int) -> Mention | None:
    """Of "Chad (in his capacity as Chair …)", "made a statement in his capacity as Chair": the words for a capacity."""
    lead = reading.mentions.any("in_capacity", at, at + _CLOSE)
    return lead if lead and not reading.words_at(at, lead.start).strip(" ,(") else None


def _add(
    reading: Reading,
    unit: Unit,
    entry: Entry,
    kind: str,
    meetings: Sequence[Meeting],
    under: dict[str, tuple[str, ...]],
    is_retold: bool,
) -> None:
    is_post = (
        bool(entry.office)
        or entry.capacity == "un_secretariat"
        or (entry.participant_id is not None and entry.capacity not in ORGANIZATIONS)
    )
    person = entry.person or (person_behind(reading, entry.end) if is_post else None)
    words = reading.words_at(entry.start, entry.end)
    with_items = [meeting for meeting in meetings if under.get(meeting.meeting_id)] or list(meetings)
    for meeting in with_items:
        if is_retold and _has_spoken(reading, entry, meeting, unit):
            continue
        capacity = _capacity(reading, entry, meeting)
        reading.add_for(
            "statements", "statement_id", [meeting], entry.start, entry.end, unit,
            participant_id=entry.participant_id, kind=entry.kind or kind, capacity=capacity, name_as_written=words,
            person=person, on_behalf_of=list(entry.principals), agenda_items=list(under.get(meeting.meeting_id, ())),
        )  # fmt: skip
    if entry.participant_id is None and not entry.office and not person:
        reading.add_unresolved("statements", entry.start, entry.end, unit)


def _has_spoken(reading: Reading, entry: Entry, meeting: Meeting, unit: Unit) -> bool:
    """Whether the section already records a statement of this speaker: what "said that" retells is no second act."""
    start = unit.headings[-1].start if unit.headings else 0
    return any(
        row["span_start"] >= start
        and (entry.participant_id or row["name_as_written"] == reading.words_at(entry.start, entry.end))
        for row in reading.rows_about("statements", meeting, entry.participant_id)
    )


def _capacity(reading: Reading, entry: Entry, meeting: Meeting) -> str | None:
    """What the words say, else the capacity in which the participant sat at this meeting."""
    if entry.capacity in ("officer", "un_secretariat", "expert"):
        return entry.capacity
    sat = {row["capacity"] for row in reading.rows_about("attendance", meeting, entry.participant_id)}
    if len(sat) == 1:
        return str(next(iter(sat)))
    if entry.participant_id is None and entry.capacity in ("", "observer", "representative"):
        return None
    settled = settle(entry.capacity, entry.participant_id)
    if settled is None and entry.capacity == "representative":
        return _own_capacity(reading, meeting)
    return settled


def _own_capacity(reading: Reading, meeting: Meeting) -> str | None:
    """The capacity of those whose meeting it is ("representatives" are theirs, others send "observers"), where they are
    not listed, or their list is not whole: one who is missing from a whole list sat in no capacity that the document
    tells.
    """
    lists = [row for row in reading.rows.get("attendance_lists", []) if row["meeting_id"] == meeting.meeting_id]
    own = {
        row["capacity"]: row["is_complete"] and row["n_stated"] in (None, row["n_listed"])
        for row in lists
        if row["capacity"] in ("member", "state_party")
    }
    if not own and (body := bodies().get(meeting.body_id)):
        return "state_party" if body.membership == "parties" else "member"
    return next((capacity for capacity, complete in own.items() if not complete), None)


def _count(
    reading: Reading, unit: Unit, where: Region, meetings: Sequence[Meeting], under: dict[str, tuple[str, ...]]
) -> bool:
    """Speakers given as a number alone: "representatives of seven non-governmental organizations"."""
    start = where.start if where.is_list else min(where.start, where.preface_start)
    found = [
        count for count in counts(reading, start, where.end) if not depth_at(reading.text.text, start, count.start)
    ]
    for count in found:
        for meeting in meetings:
            reading.add_for(
                "statement_counts", "statement_count_id", [meeting], count.start, count.end, unit,
                agenda_items=list(under.get(meeting.meeting_id, ())), capacity=count.capacity, n_stated=count.value,
            )  # fmt: skip
    return bool(found)


def report_absent_speakers(reading: Reading) -> None:
    """Speakers for a State who are not in the attendance list of their meeting, whether the list is whole or not."""
    for meeting in reading.meetings:
        present = {
            r["participant_id"] for r in reading.rows.get("attendance", []) if r["meeting_id"] == meeting.meeting_id
        }
        if not present:
            continue
        for row in reading.rows.get("statements", []):
            speaker = row["participant_id"]
            if row["meeting_id"] != meeting.meeting_id or not speaker or ":" in speaker or speaker in present:
                continue
            if row["capacity"] == "expert":
                continue
            reading.anomaly(
                "speaker_not_listed", f"“{row['name_as_written']}” spoke and is not listed among those present",
                row["span_start"], row["span_end"], reading.unit_at(row["span_start"]),
            )  # fmt: skip
