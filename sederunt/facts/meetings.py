"""The meetings that a document reports on: body, number, days, place, sittings; and the other meetings that it
mentions.

What belongs here: choosing, among the occasions that the text tells of (``occasions.py``), those that the report is
about. What does not: who was there (``attendance.py``), and the days of opening and adoption
(``proceedings.py``).

The choice: what the title names; else the latest meetings that the document says were held. A report is written right
after its meeting, so that earlier ones are background; later ones are plans, and plans are not written in the past
tense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sederunt.facts.annexed import find_annexed
from sederunt.facts.bodies import BodyMention, body_id, variants
from sederunt.facts.occasions import (
    Occasion,
    body_by_symbol,
    days_of_sittings,
    find_occasions,
    is_called,
    is_called_report,
    principal_body,
    session_numbers,
    stated_sittings,
)
from sederunt.facts.reading import Meeting, Reading
from sederunt.facts.records import record_meeting
from sederunt.facts.units import Unit

#: Meetings of one report lie this close together.
_JOINT = timedelta(days=10)
#: Sentences dated this long before the meeting tell of something else.
_AWAY = timedelta(days=200)
#: Two meetings with successive numbers lie no further apart than this many years.
_MAX_YEARS_APART = 6
#: The cases of a place differ in so many letters at its end.
_ENDING = 2


def find_meetings(reading: Reading) -> None:
    """Fill ``reading.meetings``, rows of ``meetings`` and the anomalies of bodies and dates."""
    named = reading.bodies
    occasions = list(find_occasions(reading, named))
    recorded = record_meeting(reading, named)
    chosen = [recorded] if recorded else _choose(occasions, named, reading)
    reading.meetings = (*chosen, *find_annexed(reading, named, chosen)) if chosen else ()
    reading.on = next((m.starts_on for m in chosen if m.starts_on), reading.on)
    _report_variants(reading, named, chosen)
    _report_dates(reading, occasions)


def _choose(occasions: Sequence[Occasion], named: Sequence[BodyMention], reading: Reading) -> list[Meeting]:
    titled = [o for o in occasions if o.is_title and o.ordinal is not None]
    called = [o for o in titled if o.unit and any(is_called(reading, block) for block in o.unit.blocks)]
    titled = called or titled
    # A day alone is that of distribution; the days of a meeting are a range, or stand with a place or a number.
    title_dates = [o for o in occasions if o.is_title and o.first and (o.first != o.last or o.place or o.ordinal)]
    held = [o for o in occasions if o.first and o.last and not o.is_title and o.unit is not None and o.body.is_full]
    if principal := _titled(reading, named):
        held = [o for o in held if o.body.key in principal] or held
    if titled:
        groups = _by_body(titled)
    elif placed := [o for o in title_dates if o.place and o.body.is_full]:
        groups = _by_body(placed)
    elif held:
        latest = max(o.last for o in held if o.last)
        groups = _by_body([o for o in held if o.last and latest - o.last <= _JOINT])
    elif title_dates:
        groups = _by_body(title_dates)
    else:
        groups = _by_body(_by_sittings(reading, named))
    return [_merge(group, occasions, title_dates, named, reading, is_joint=len(groups) > 1) for group in groups]


def _by_sittings(reading: Reading, named: Sequence[BodyMention]) -> list[Occasion]:
    """A session that no sentence dates or numbers, on a document that calls itself the report of its body."""
    body = principal_body(reading, named)
    days = days_of_sittings(reading)
    if body is None or days is None or not is_called_report(reading):
        return []
    return [Occasion(body, None, *days, None, None, body.start, body.end, None, False)]


def _titled(reading: Reading, named: Sequence[BodyMention]) -> set[str]:
    """Keys of the bodies that the title names in full, and of their variants."""
    titles = [(block.start, block.end) for block in reading.outline.title_blocks()]
    full = [body for body in named if body.is_full and any(start <= body.start < end for start, end in titles)]
    return {key for body in full for key in ({body.key} | _keys_of_variants(body, named))}


def _by_body(occasions: Sequence[Occasion]) -> list[list[Occasion]]:
    groups: dict[str, list[Occasion]] = {}
    for occasion in occasions:
        groups.setdefault(occasion.body.key, []).append(occasion)
    return list(groups.values())


def _merge(
    group: Sequence[Occasion],
    occasions: Sequence[Occasion],
    title_dates: Sequence[Occasion],
    named: Sequence[BodyMention],
    reading: Reading,
    *,
    is_joint: bool,
) -> Meeting:
    """One meeting from all that is said of it."""
    body = group[0].body
    alike = {body.key} | _keys_of_variants(body, named)
    same = [o for o in occasions if o.body.key in alike]
    ordinal = next((o.ordinal for o in group if o.ordinal is not None), None)
    dated = [o for o in same if o.first and not o.is_title and o.unit is not None]
    own = [o for o in dated if _agrees(o, ordinal, group)]
    if ordinal is None:
        ordinal = _ordinal_of(same, own)
    about = [*own, *[o for o in group if o not in own], *title_dates]
    hull = _hull(title_dates)
    own.sort(key=lambda o: _distance(o, ordinal, hull))
    best = own[0] if own else next((o for o in about if o.first), group[0])
    first, last = (best.first, best.last) if best.first else (None, None)
    if (
        hull
        and first
        and last
        and hull[0] <= first
        and last <= hull[1]
        and not is_joint  # the title of a joint report gives the days of all meetings together
    ):
        first, last = hull
    place = next((o.place for o in [*own, *group, *title_dates] if o.place), None)
    titled = next((o.place for o in title_dates if o.place), None)
    if place and titled and _is_case_of(place, titled):
        place = titled  # the nominative: "Вена, 28–31 мая", not "в Вене"
    sittings = next((o.n_sittings for o in own if o.n_sittings is not None), None)
    if sittings is None:
        sittings = _sittings_elsewhere(reading, best)
    short = body_by_symbol(reading) if not body.is_full else None
    identity = short or body_id(body.name, reading.language)
    number = ordinal if ordinal is not None else first  # an occasion is chosen by one of them
    keys = frozenset(form for other in named if other.key in alike for form in other.forms) | alike
    source = next((o for o in own if o.unit), group[0])
    return Meeting(
        f"{identity}:{number}", identity, body.name, ordinal, first, last, place, sittings,
        _format(reading, [best, *group, *title_dates]), source.start, source.end,
        source.unit.paragraph if source.unit else None, keys,
    )  # fmt: skip


def _is_case_of(place: str, other: str) -> bool:
    """Whether two places differ in the endings of their words alone: "Вене" and "Вена"."""
    mine, its = place.split(), other.split()
    return len(mine) == len(its) and all(
        one == two or (one[:-_ENDING] and two.startswith(one[:-_ENDING]) and abs(len(one) - len(two)) <= _ENDING)
        for one, two in zip(mine, its, strict=True)
    )


def _hull(title_dates: Sequence[Occasion]) -> tuple[date, date] | None:
    """The first and last of the days in the title that are no day of distribution: those set with a place or a
    number.
    """
    spans = [(o.first, o.last) for o in title_dates if o.first and o.last and (o.first != o.last or o.place)]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _distance(occasion: Occasion, ordinal: int | None, hull: tuple[date, date] | None) -> tuple[bool, bool, bool, int]:
    """How far a dated sentence is from being the one that dates the meeting: another number, days outside the title's,
    no number of sittings, few words.
    """
    outside = bool(hull and occasion.first and occasion.last and (occasion.last < hull[0] or hull[1] < occasion.first))
    return (
        ordinal is not None and occasion.ordinal not in (None, ordinal),
        outside,
        occasion.ordinal != ordinal and occasion.n_sittings is None,
        occasion.start,
    )


def _agrees(occasion: Occasion, ordinal: int | None, group: Sequence[Occasion]) -> bool:
    """Whether a dated sentence is about the meeting of the group: its number, or days near those of the group."""
    if ordinal is not None and occasion.ordinal is not None:
        return occasion.ordinal == ordinal
    days = [o.first for o in group if o.first]
    if days and occasion.first:
        return any(abs(day - occasion.first) <= _JOINT for day in days)
    return occasion in group or not days


def _ordinal_of(same: Sequence[Occasion], own: Sequence[Occasion]) -> int | None:
    """The number of a meeting whose own sentence gives none: the highest that undated words give ("the eleventh meeting
    of …") and that follows those of the dated earlier ones.
    """
    stated = [o.ordinal for o in own if o.ordinal is not None]
    if stated:
        return stated[0]
    earlier = [o.ordinal for o in same if o.ordinal is not None and o.first and o not in own]
    loose = [o.ordinal for o in same if o.ordinal is not None and not o.first]
    following = [number for number in loose if not earlier or number > max(earlier)]
    return max(following) if following else None


def _keys_of_variants(body: BodyMention, named: Sequence[BodyMention]) -> set[str]:
    names = {other.name: other.key for other in named if other.is_full}
    return {names[n] for pair in variants(names) if body.name in pair for n in pair}


def _sittings_elsewhere(reading: Reading, best: Occasion) -> int | None:
    """A number of sittings in another sentence of the same paragraph or section ("The Board held one plenary
    meeting").
    """
    if best.unit is None:
        return None
    for unit in reading.outline.units:
        if unit.headings != best.unit.headings and unit is not best.unit:
            continue
        for start, end in reading.sentences(unit):
            if found := stated_sittings(reading, start, end):
                return found
    return None


def _format(reading: Reading, own: Sequence[Occasion]) -> str | None:
    """How the meeting was held, from its own sentences, else from those beside them."""
    for occasion in own:
        if found := reading.mentions.any("format", occasion.start, occasion.end):
            return found.value
    for occasion in own:
        for start, end in reading.sentences(occasion.unit) if occasion.unit else ():
            if not reading.within(reading.dates, start, end) and (found := reading.mentions.any("format", start, end)):
                return found.value
    return None


def _report_variants(reading: Reading, named: Sequence[BodyMention], chosen: Sequence[Meeting]) -> None:
    own = {key for meeting in chosen for key in meeting.keys}
    counts = Counter(body.name for body in named if body.is_full)
    for pair in variants(counts):
        rarer, usual = sorted(pair, key=lambda name: counts[name])
        at = next((body for body in named if body.name == rarer), None)
        if at is not None and at.key in own:
            reading.anomaly(
                "body_name_variant", f"the body is called “{rarer}” here and “{usual}” elsewhere", at.start, at.end,
                reading.unit_at(at.start),
            )  # fmt: skip


def _report_dates(reading: Reading, occasions: Sequence[Occasion]) -> None:
    """Numbers and days of the meetings of one body that cannot both be right."""
    known: dict[str, dict[int, Occasion]] = {}
    for occasion in occasions:
        if occasion.ordinal is not None and occasion.first and not occasion.is_title:
            known.setdefault(occasion.body.key, {}).setdefault(occasion.ordinal, occasion)
    for meeting in reading.meetings:
        for key in meeting.keys:
            for ordinal, occasion in known.get(key, {}).items():
                _compare(reading, meeting, ordinal, occasion)


def _compare(reading: Reading, meeting: Meeting, ordinal: int, occasion: Occasion) -> None:
    if meeting.ordinal is None or meeting.starts_on is None or occasion.first is None or ordinal == meeting.ordinal:
        return
    years = meeting.starts_on.year - occasion.first.year
    apart = meeting.ordinal - ordinal
    if (
        years * apart < 0
        or (years == 0 and (meeting.starts_on < occasion.first) == (apart > 0))
        or abs(years) > abs(apart) * _MAX_YEARS_APART
    ):
        reading.anomaly(
            "implausible_date",
            f"meeting {ordinal} is dated {occasion.first.isoformat()}, meeting {meeting.ordinal} of the same body "
            f"{meeting.starts_on.isoformat()}",
            occasion.start, occasion.end, occasion.unit,
        )  # fmt: skip


def is_of_other_body(reading: Reading, unit: Unit, start: int, at: int) -> bool:
    """Whether what happens at ``at`` is done by another body than those that met: the last one named before it in the
    paragraph.
    """
    own = {key for meeting in reading.meetings for key in meeting.keys}
    before = [body for body in reading.bodies if unit.start <= body.start < at]
    if not before:
        return False
    subject = next((body for body in before if body.start >= start), before[-1])
    full = [body for body in before if body.is_full and subject.key in body.key]
    return bool(full) and full[-1].key not in own


def is_about_another(reading: Reading, start: int, end: int, offices: bool = False) -> bool:
    """Whether a sentence tells of another meeting: it numbers a session that is none of the report's, or is dated far
    off.

    With ``offices`` the number of the session that an officer chaired counts too.
    """
    own = {meeting.ordinal for meeting in reading.meetings if meeting.ordinal is not None}
    numbers = {number for number, _, _ in session_numbers(reading, start, end, offices)}
    if own and numbers and not numbers & own:
        return True
    days = [(m.starts_on, m.ends_on) for m in reading.meetings if m.starts_on and m.ends_on]
    dates = [mention.last for mention in reading.within(reading.dates, start, end) if mention.last]
    return bool(days and dates) and all(last < first - _AWAY for last in dates for first, _ in days)


def add_meeting_rows(reading: Reading, opened: dict[str, date], adopted: dict[str, date]) -> None:
    """The rows of table ``meetings``, with the days of opening and adoption that were found elsewhere."""
    for meeting in reading.meetings:
        unit = reading.unit_at(meeting.start)
        reading.add(
            "meetings", meeting.start, meeting.end, unit,
            meeting_id=meeting.meeting_id, body_id=meeting.body_id, body_name=meeting.body_name,
            ordinal=meeting.ordinal, starts_on=meeting.starts_on, ends_on=meeting.ends_on, place=meeting.place,
            n_sittings=meeting.n_sittings,
            format=meeting.format, opened_on=opened.get(meeting.meeting_id),
            adopted_on=adopted.get(meeting.meeting_id),
        )  # fmt: skip
