"""The page of a State: where it sat and where it stopped, speaking against attending, offices held.

What belongs here: which figures stand on it, in which order. What does not: what they mean (``warehouse/sql/``),
how they look (``cells.py``, ``templates/``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pages import cells, words
from pages.body import strip_of
from pages.cells import Column
from pages.library import Library
from pages.source import Row

_ROOT = "../"
_BODIES = (
    Column("Body", "body"),
    Column("Meetings, oldest first", "strip", "strip"),
    Column("Attended", "n_attended", "number", note="Meetings at which it is listed"),
    Column("Not listed", "n_not_listed", "number", note="Meetings with complete lists that do not name it"),
    Column("Not known", "n_unknown", "number", note="Meetings whose lists are missing or not complete"),
    Column("Attendance rate", "attendance_rate", "number", note="Over meetings it was eligible for, where known"),
    Column("In a row now", "current_streak", "number", note="Meetings in a row that reach to the last one known"),
    Column("Missed now", "current_lapse", "number", note="Meetings missed since it was last seen"),
    Column("Statements", "n_statements", "number"),
    Column("A meeting", "per_meeting", "number", note="Statements over meetings attended whose speakers are all named"),
    Column("On its behalf", "n_on_behalf", "number", note="Statements that others made on its behalf"),
    Column("Last listed", "last_listed_on", "date"),
)
_YEARS = (
    Column("Year", "year"),
    Column("Listed", "listed", "number"),
    Column("Not listed", "absent", "number"),
    Column("Not known", "unknown", "number"),
)
_OTHERS = (
    Column("State", "name"),
    Column("Meetings attended", "n_meetings_attended", "number"),
    Column("Statements", "n_statements", "number"),
    Column("This State", "is_this"),
)
_OFFICES = (
    Column("Office", "role"),
    Column("Holder", "person"),
    Column("Body", "body"),
    Column("Meeting", "meeting"),
    Column("First day", "starts_on", "date"),
)
_STATEMENTS = (
    Column("First day", "starts_on", "date"),
    Column("Body", "body"),
    Column("Agenda item", "item"),
    Column("On behalf of", "on_behalf_of"),
    Column("Kind", "kind", is_choice=True),
    Column("Words", "place"),
)


def context(library: Library, state: Row, statements: Sequence[Row], everyone: Everyone) -> dict[str, Any]:
    """What the template shows. ``statements``: the newest of this State; ``everyone``: see there."""
    identity = state["participant_id"]
    participation = library.of_participant.get(identity, [])
    offices = library.officers_of_participant.get(identity, [])
    return {
        "state": state,
        "name": Markup(cells.name(identity, state["name"])),
        "region": Markup(library.region(identity)) if state["region_id"] else None,
        "n_attended": sum(row["n_meetings_attended"] for row in participation),
        "n_not_listed": sum(row["n_meetings_not_listed"] for row in participation),
        "n_unknown": sum(row["n_meetings_unknown"] for row in participation),
        "n_statements": sum(row["n_statements_as_actor"] for row in participation),
        "n_on_behalf": sum(row["n_statements_as_principal"] for row in participation),
        "n_offices": len(offices),
        "n_bodies": sum(row["n_meetings_attended"] > 0 for row in participation),
        "rate": _rate(participation),
        "streak": max((row["longest_streak"] or 0 for row in participation), default=0),
        "n_lapsed": sum((row["current_lapse"] or 0) > 1 for row in participation),
        "bodies": _bodies_table(library, participation),
        "years": _years_table(library, identity, participation),
        "others": cells.table(
            "others", "Every State by meetings attended and statements made", _OTHERS, everyone.with_marked(identity)
        ),
        "offices": _offices_table(library, offices),
        "statements": _statements_table(library, statements),
        "n_statements_shown": len(statements),
    }


@dataclass(frozen=True, slots=True)
class Everyone:
    """The rows of all States by meetings attended and statements made: those that stand on every page, made once."""

    rows: Mapping[str, str]
    marked: Mapping[str, str]

    @classmethod
    def of(cls, library: Library) -> Everyone:
        """Over all bodies, from their participation."""
        rows, marked = {}, {}
        for state in library.states:
            identity = state["participant_id"]
            if found := library.of_participant.get(identity):
                cells_of = (
                    cells.head(library.name(identity, _ROOT)),
                    cells.number(sum(row["n_meetings_attended"] for row in found)),
                    cells.number(sum(row["n_statements_as_actor"] for row in found)),
                )
                rows[identity] = cells.row((*cells_of, cells.text("")))
                marked[identity] = cells.row((*cells_of, cells.text("yes")))
        return cls(rows, marked)

    def with_marked(self, identity: str) -> list[str]:
        """All rows, that of one State marked."""
        return [self.marked[key] if key == identity else row for key, row in self.rows.items()]


def _rate(participation: Sequence[Row]) -> float | None:
    """The attendance rate over all bodies, as the model computes it for one: over the meetings that are known."""
    n_attended = sum(row["n_attended"] for row in participation)
    n_known = n_attended + sum(row["n_absent"] for row in participation)
    return n_attended / n_known if n_known else None


def _bodies_table(library: Library, participation: Sequence[Row]) -> Markup | None:
    if not participation:
        return None
    made = [
        cells.row(
            (
                cells.head(library.body(row["body_id"], _ROOT)),
                strip_of(library, row),
                cells.number(row["n_meetings_attended"]),
                cells.number(row["n_meetings_not_listed"]),
                cells.number(row["n_meetings_unknown"]),
                cells.share(row["attendance_rate"]),
                cells.number(row["current_streak"]),
                cells.number(row["current_lapse"]),
                cells.number(row["n_statements_as_actor"]),
                cells.number(row["statements_per_meeting_as_actor"]),
                cells.number(row["n_statements_as_principal"]),
                cells.never(row["last_listed_on"]),
            )
        )
        for row in sorted(participation, key=lambda row: (-row["n_meetings_attended"], row["body_name"]))
    ]
    return cells.table("bodies", "The bodies at whose meetings this State was listed or spoke", _BODIES, made)


def _years_table(library: Library, identity: str, participation: Sequence[Row]) -> Markup | None:
    """By year, from the letters of the strips, which run from the oldest meeting to the newest."""
    counts: Counter[tuple[int, str]] = Counter()
    for row in participation:
        letters = library.presence.get((row["body_id"], identity), "")
        oldest_first = reversed(library.meetings_of_body[row["body_id"]])
        for letter, meeting in zip(letters, oldest_first, strict=bool(letters)):
            if meeting["starts_on"] is not None:
                kind = "listed" if letter in "sp" else "absent" if letter == "a" else "unknown"
                counts[meeting["starts_on"].year, kind] += 1
    if not counts:
        return None
    years = range(min(year for year, _ in counts), max(year for year, _ in counts) + 1)
    made = [
        cells.row(
            (
                cells.head(str(year)),
                *(cells.number(counts[year, kind]) for kind in ("listed", "absent", "unknown")),
            )
        )
        for year in years
    ]
    return cells.table("years", "Meetings by year, of the bodies at which this State was ever seen", _YEARS, made)


def _offices_table(library: Library, offices: Sequence[Row]) -> Markup | None:
    if not offices:
        return None
    made = []
    for row in offices:
        meeting = library.meeting[row["meeting_id"]]
        address = library.links.to(row["meeting_id"], _ROOT)
        made.append(
            cells.row(
                (
                    cells.head(cells.link("", row["role"])),
                    cells.text(row["person"]),
                    cells.wide(library.body(meeting["body_id"], _ROOT)),
                    cells.html(cells.link(f"{address}#offices", words.session(meeting))),
                    cells.day(meeting["starts_on"]),
                )
            )
        )
    return cells.table("offices", "Offices held", _OFFICES, made)


def _statements_table(library: Library, statements: Sequence[Row]) -> Markup | None:
    if not statements:
        return None
    made = []
    for row in statements:
        meeting = library.meeting[row["meeting_id"]]
        address = library.links.statement(row["meeting_id"], row["number"], _ROOT)
        made.append(
            cells.row(
                (
                    cells.day(meeting["starts_on"]),
                    cells.wide(library.body(meeting["body_id"], _ROOT)),
                    cells.text(", ".join(row["agenda_items"])),
                    cells.html(", ".join(library.name(one, _ROOT, one) for one in row["on_behalf_of"])),
                    cells.text(words.plain(row["kind"])),
                    f'<td><a class="cite" href="{address}">{words.place(row)}</a></td>',
                )
            )
        )
    return cells.table("statements", "Statements, the newest first", _STATEMENTS, made)
