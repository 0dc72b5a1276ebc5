"""Reading a list of names: who is in it, in which capacity, on whose behalf, and what in it is unaccounted for.

What belongs here: one region of text, taken apart into entries. What does not: which regions are lists of what
(``attendance.py``, ``statements.py``, ``credentials.py``).

Names are found first and what is left is split afterwards, so that "Trinidad and Tobago" or "Iran (Islamic Republic
of)" is never split. Every character of the region is then a name, a known word, a separator, or unaccounted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sederunt.facts.capacities import SEAT, is_state_like
from sederunt.facts.entries import ORGANIZATIONS as ORGANIZATIONS
from sederunt.facts.entries import Entry as Entry
from sederunt.facts.entries import NameList as NameList
from sederunt.facts.entries import State
from sederunt.facts.lexemes import (
    CAPITALS,
    NOTHING,
    SEPARATORS,
    Lexeme,
    Segment,
    capitals_of,
    is_plain,
    lexemes_of,
    may_name,
    ordered,
    parting_of,
    segments_of,
    sublists,
)
from sederunt.facts.organizations import organization_around
from sederunt.facts.posts import named_person, named_post, part_of, to_verb
from sederunt.facts.reading import Reading

#: Words of these kinds say who spoke.
_NAMING = ("name", "anchor", "office", "post", "secretariat", "word", "person_title")
#: A word before a stop has more letters than an initial.
_MIN_WORD = 3
#: Letters behind a person's name are so many at most.
_MAX_LETTERS = 4


def read_list(
    reading: Reading, start: int, end: int, *, capacity: str = "", posts: bool = False, whole: bool = False
) -> NameList:
    """Take a region apart. ``capacity`` holds until the list itself says another; with ``posts`` an entry may be a post
    or a person ("Minister of Health of Peru"), and its words are the whole entry; without, only what has a name is one.
    With ``whole`` the region is one entry.
    """
    found = NameList(n_accountable=sum(1 for c in reading.words_at(start, end) if not c.isspace()))
    found.is_cut = reading.mentions.any("incomplete", start, end) is not None
    state = State(capacity)
    for head, body in sublists(list(lexemes_of(reading, start, end))):
        if stated := _stated_by(head):
            state = State(stated)
        lexemes = ordered(reading, body, posts)
        parting = NOTHING if whole and not is_plain(lexemes) else parting_of(lexemes) if posts else SEPARATORS
        for segment in segments_of(lexemes, parting):
            for part in _by_state(reading, segment) if posts else (segment,):
                _read_segment(reading, part, found, state, posts)
    found.trailing_capacity = state.trailing
    if found.entries:
        found.entries[-1] = _without_stop(reading, found.entries[-1], end)
    return found


def _without_stop(reading: Reading, entry: Entry, end: int) -> Entry:
    """The last entry without the stop that ends the sentence, unless it belongs to an abbreviation ("Amnesty Inc.")."""
    words = reading.signs_at(entry.start, entry.end)
    last = words.split()[-1] if words.split() else ""
    is_last = not reading.signs_at(entry.end, end).strip()
    if not is_last or not last.endswith(".") or "." in last[:-1] or len(last) <= _MIN_WORD or entry.person == words:
        return entry
    is_abbreviation = any(term.words.casefold() == last.casefold() for term in reading.words.of("abbreviation"))
    return entry if is_abbreviation else replace(entry, end=entry.end - 1)


def _without_seat(reading: Reading, names: list[Lexeme]) -> list[Lexeme]:
    """Of "Permanent Representative of Peru to the United Nations" the State alone."""
    matches = [reading.lookup(name.start, name.end) for name in names]
    if not any(match and is_state_like(match.participant_id) for match in matches):
        return names
    return [name for name, match in zip(names, matches, strict=True) if not (match and match.participant_id == SEAT)]


def _by_state(reading: Reading, segment: Segment) -> Sequence[Segment]:
    """A segment of posts of several Governments whose lines were joined ("Minister of … of Peru | Ambassador of …"),
    parted behind each State that another post follows.
    """
    parts = [Segment(ends_with=segment.ends_with)]
    seen = 0
    for position, lexeme in enumerate(segment.lexemes):
        parts[-1].lexemes.append(lexeme)
        match = reading.lookup(lexeme.start, lexeme.end) if lexeme.kind == "name" else None
        if match is None:
            continue
        following = segment.lexemes[position + 1] if position + 1 < len(segment.lexemes) else None
        before = segment.lexemes[seen:position]
        is_post = any(
            one.kind in ("post", "office") or (one.kind == "anchor" and one.value and _is_capital(reading, one))
            for one in before
        )  # an anchor written small announces names: "the observers for the Singapore Anti-Narcotics Association"
        goes_on = following is not None and (
            following.kind in ("post", "office")
            or (following.kind == "word" and bool(CAPITALS.match(reading.words_at(following.start, following.end))))
        )
        behind_seat = match.participant_id == SEAT and seen < position
        if is_post and goes_on and (is_state_like(match.participant_id) or behind_seat):
            seen = position + 1
            parts[-1].ends_with = ","  # what follows may be the holder's name: "министр … Перу | Хуан Перес"
            parts.append(Segment(ends_with=segment.ends_with))
    if len(parts) == 1:
        return (segment,)
    parts[-1].asides = segment.asides
    return parts


def _is_capital(reading: Reading, lexeme: Lexeme) -> bool:
    return reading.words_at(lexeme.start, lexeme.start + 1).isupper()


def _stated_by(head: Sequence[Lexeme]) -> str:
    """The capacity that the words before a part of a list give: "(b) Representatives of observer States"."""
    stated = [lexeme for lexeme in head if lexeme.kind in ("party", "anchor")]
    parties = [lexeme.value for lexeme in stated if lexeme.kind == "party"]
    return parties[0] if parties else stated[0].value if stated else ""


def read_principals(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """On whose behalf, from the words behind "on behalf of": participant ids, else the words."""
    return _principals(reading, list(lexemes_of(reading, start, end)))


def _read_segment(reading: Reading, segment: Segment, found: NameList, state: State, posts: bool) -> None:
    lexemes = segment.lexemes
    if not lexemes and not segment.asides:
        return
    if state.in_principal and not segment.of("anchor", "office", "secretariat"):
        # "on behalf of the European Union and its member States", "… of Peru, Chile and Colombia"
        if found.entries and (more := _principals(reading, lexemes)):
            found.entries[-1] = replace(found.entries[-1], principals=_unique((*found.entries[-1].principals, *more)))
        state.in_principal = not segment.ends_with.startswith((";", "；"))
        return
    state.in_principal = False
    principal_at = next((i for i, lexeme in enumerate(lexemes) if lexeme.kind == "principal"), None)
    head = lexemes[:principal_at] if principal_at is not None else lexemes
    meant = lexemes[principal_at + 1 :] if principal_at is not None else []
    if principal_at is not None and not any(lexeme.kind in _NAMING for lexeme in head):
        # "on behalf of the Group of 77 | the representative of Egypt"
        speaker = next((i for i, lexeme in enumerate(meant) if lexeme.kind == "anchor" and i), None)
        if speaker is not None:
            meant, head = meant[:speaker], meant[speaker:]
    entries = _entries(reading, head, found, state, posts)
    if entries and entries[0].person and found.entries and state.parted_by == "," and _is_post(found.entries[-1]):
        # "the President, Lotta Verbruggen (Belgium)": an apposition
        found.entries[-1] = replace(found.entries[-1], person=entries[0].person)
        entries = []
    elif found.entries and state.parted_by == "," and _is_bare(reading, found.entries[-1]):
        # "Mr. Ted Rowlands, MP, Minister of State of the United Kingdom"
        if _is_letters(reading, entries):
            state.parted_by = segment.ends_with
            return
        if entries and _is_post(entries[0]):
            post, holder = entries.pop(0), found.entries.pop()
            entries.insert(0, replace(post, person=holder.person, capacity=post.capacity or holder.capacity))
    state.parted_by = segment.ends_with
    if principal_at is not None:
        principals = _principals(reading, meant)
        if not entries and found.entries:
            found.entries[-1] = replace(
                found.entries[-1], principals=_unique((*found.entries[-1].principals, *principals))
            )
        elif entries:
            entries[-1] = replace(entries[-1], principals=_unique((*entries[-1].principals, *principals)))
        state.in_principal = not segment.ends_with.startswith((";", "；"))
    if segment.asides and (entries or found.entries):
        target = entries[-1] if entries else found.entries[-1]
        target = _with_asides(reading, target, segment)
        if entries:
            entries[-1] = target
        else:
            found.entries[-1] = target
    found.entries += entries


def _is_bare(reading: Reading, entry: Entry) -> bool:
    """Whether of a person nothing but the name is known yet."""
    return entry.person is not None and reading.words_at(entry.start, entry.end) == entry.person


def _is_letters(reading: Reading, entries: Sequence[Entry]) -> bool:
    """Whether a segment is but letters behind a person's name: "MP", "Q.C."."""
    words = [reading.words_at(entry.start, entry.end) for entry in entries if not entry.is_known]
    return len(entries) == len(words) == 1 and words[0].isupper() and len(words[0].replace(".", "")) <= _MAX_LETTERS


def _is_post(entry: Entry) -> bool:
    return entry.person is None and (
        entry.capacity in ("officer", "un_secretariat", "expert") or entry.office != "" or entry.is_post
    )


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _entries(reading: Reading, head: Sequence[Lexeme], found: NameList, state: State, posts: bool) -> list[Entry]:
    names = _without_seat(reading, [lexeme for lexeme in head if lexeme.kind == "name"])
    first_word = next((lexeme.start for lexeme in head if lexeme.kind == "word"), None)
    for lexeme in head:
        if lexeme.kind == "anchor" and first_word is not None and lexeme.start > first_word and posts:
            continue  # within a name: "Extended Delegation of Peru"
        if lexeme.kind == "anchor":
            if lexeme.value == "observer" or state.capacity in ("", "observer"):
                state.capacity = lexeme.value
            state.trailing = ""
        elif lexeme.kind == "party":
            if (names and lexeme.start > names[-1].end) or (not names and found.entries):
                state.trailing = lexeme.value
            if not names or lexeme.start < names[0].start:
                state.capacity = lexeme.value
    unknown = [lexeme for lexeme in head if lexeme.kind == "word" and not lexeme.value.isdigit()]
    capitals = capitals_of(reading, unknown, names, posts)
    is_titled = bool(head) and head[0].kind == "person_title"
    if posts and (state.capacity in ("", "expert") or is_titled) and (entry := named_person(reading, head)):
        return [entry]
    if span := organization_around(reading, head, names):
        match = reading.lookup(*span)
        found_id = match.participant_id if match else None
        method, distance = (match.method, match.distance) if match else ("unresolved", 0)
        return [Entry(*span, found_id, method, distance, state.capacity, is_known=match is not None)]
    if posts and (entry := part_of(reading, head, names, state)):
        return [entry]
    if posts and (entry := named_post(reading, head, names, capitals, state)):
        return [entry]
    if not posts and capitals and (entry := _unknown_name(reading, head, names, unknown, state)):
        return [entry]
    if not posts and (entry := _longer_name(reading, head, names, unknown, state)):
        return [entry]
    found.unaccounted += [(lexeme.start, lexeme.end) for lexeme in unknown]
    if names:
        return [entry for name in names if (entry := _named(reading, name, state.capacity))]
    return []


def _named(reading: Reading, name: Lexeme, capacity: str) -> Entry | None:
    match = reading.lookup(name.start, name.end)
    if match is None:
        return Entry(name.start, name.end, None, capacity=capacity, is_known=False)
    return Entry(name.start, name.end, match.participant_id, match.method, match.distance, capacity)


def _unknown_name(
    reading: Reading,
    head: Sequence[Lexeme],
    names: Sequence[Lexeme],
    unknown: Sequence[Lexeme],
    state: State,
) -> Entry | None:
    """An entry that names nobody known; a typing error is resolved if it can only be one State."""
    content = [
        lexeme
        for lexeme in head
        if lexeme.kind not in ("and", "mark", "again", "sign", "following", "anchor", "person_title")
    ]
    while (content and content[0].kind in ("article", "states")) or (
        content and content[0].kind == "party" and len(content) > 1
    ):
        content = content[1:]
    while content and content[-1].kind == "article":
        content = content[:-1]
    if not content:
        return None
    start, end = content[0].start, content[-1].end
    if match := reading.lookup(start, end):
        return Entry(start, end, match.participant_id, match.method, match.distance, state.capacity)
    if names and unknown[0].start > names[0].start:
        return None  # words behind a name say something of it
    return Entry(start, end, None, capacity=state.capacity, is_known=False)


def _longer_name(
    reading: Reading, head: Sequence[Lexeme], names: Sequence[Lexeme], unknown: Sequence[Lexeme], state: State
) -> Entry | None:
    """An unknown organization whose name begins with a known one: "Commission européenne | des péages fluviaux"."""
    if len(names) != 1 or not unknown or unknown[0].start < names[0].start:
        return None
    match = reading.lookup(names[0].start, names[0].end)
    content = [
        lexeme for lexeme in head if lexeme.kind not in ("mark", "sign", "and") and lexeme.start >= names[0].start
    ]
    if (
        match is None
        or is_state_like(match.participant_id)
        or any(lexeme.kind not in ("name", "word", "article") for lexeme in content)
    ):
        return None
    return Entry(names[0].start, content[-1].end, None, capacity=state.capacity, is_known=False)


def _principals(reading: Reading, lexemes: Sequence[Lexeme]) -> tuple[str, ...]:
    """On whose behalf: participant ids, else the words."""
    found: list[str] = []
    for lexeme in lexemes:
        if lexeme.kind == "name":
            match = reading.lookup(lexeme.start, lexeme.end)
            found.append(match.participant_id if match else reading.words_at(lexeme.start, lexeme.end))
    if found:
        return tuple(found)
    content = [
        lexeme for lexeme in lexemes if lexeme.kind not in ("article", "and", "mark", "sign", "separator", "principal")
    ]
    content = to_verb(content)
    if not content or all(
        lexeme.kind == "states" or lexeme.value == "member" for lexeme in content
    ):  # "et de ses | États membres"
        return ()
    start, end = content[0].start, content[-1].end
    if match := reading.lookup(start, end):
        return (match.participant_id,)
    # Words without a capital name nobody: the sentence goes on.
    return (reading.words_at(start, end),) if may_name(reading, content) else ()


def _with_asides(reading: Reading, entry: Entry, segment: Segment) -> Entry:
    """What the brackets behind an entry say: principals, how the statement was made, a capacity."""
    for aside in segment.asides:
        if not aside:
            continue
        at = next((i for i, lexeme in enumerate(aside) if lexeme.kind == "principal"), None)
        if at is not None:
            entry = replace(entry, principals=_unique((*entry.principals, *_principals(reading, aside[at + 1 :]))))
            continue
        if kind := reading.mentions.any("kind", aside[0].start, aside[-1].end):
            entry = replace(entry, kind=kind.value)
        elif party := next((lexeme for lexeme in aside if lexeme.kind == "party"), None):
            entry = replace(entry, capacity=party.value)
    return entry
