"""The page of a body: its trend, who comes, who stopped coming, who speaks, and on what.

What belongs here: which figures stand on it, in which order. What does not: what they mean (``warehouse/sql/``),
how they look (``cells.py``, ``templates/``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from pages import cells, words
from pages.cells import Column
from pages.library import Library
from pages.source import Row

_ROOT = "../"
#: Organizations on the page of a body: those that came most. States are all shown.
MOST_ORGANIZATIONS = 150
#: Meetings whose agendas stand on the page of their body: the newest.
MOST_AGENDAS = 12
_MEETINGS = (
    Column("Meeting", "meeting"),
    Column("First day", "starts_on", "date"),
    Column("Place", "place"),
    Column("States listed", "n_states", "number"),
    Column("Spoke", "n_states_spoke", "number", note="States listed that spoke"),
    Column("Silent", "n_states_silent", "number", note="Not known where speakers are given as a number only"),
    Column("Lists whole", "is_complete", is_choice=True, note="Whether every list of States is complete"),
    Column("Eligible", "n_eligible", "number", note="Parties, signatories or members on the first day"),
    Column("Attendance rate", "attendance_rate", "number", note="Present, over known to be present or absent"),
    Column("Organizations", "n_organizations", "number"),
    Column("Statements", "n_statements", "number"),
)
_COMERS = (
    Column("Participant", "name"),
    Column("Regional group", "region", is_choice=True),
    Column("Meetings, oldest first", "strip", "strip"),
    Column("Attended", "n_attended", "number", note="Meetings at which it is listed"),
    Column("Not listed", "n_not_listed", "number", note="Meetings with complete lists that do not name it"),
    Column("Not known", "n_unknown", "number", note="Meetings whose lists are missing or not complete"),
    Column("Attendance rate", "attendance_rate", "number", note="Over meetings it was eligible for, where known"),
    Column("Statements", "n_statements", "number"),
    Column("On its behalf", "n_on_behalf", "number", note="Statements that others made on its behalf"),
    Column("Last listed", "last_listed_on", "date"),
)
_LAPSES = (
    Column("State", "name"),
    Column("Meetings, oldest first", "strip", "strip"),
    Column(
        "Missed since",
        "current_lapse",
        "number",
        note="Meetings missed since it was last seen, where known",
    ),
    Column("Last seen", "last_seen_on", "date", note="At a meeting whose lists are complete"),
    Column("Longest streak", "longest_streak", "number", note="Most meetings in a row"),
    Column("Attended", "n_attended", "number"),
)
_CHAIRS = (
    Column("State", "name"),
    Column("Found", "finding", is_choice=True),
    Column("Eligible", "n_eligible", "number", note="Meetings for which it is known to have been eligible"),
    Column("Absent", "n_absent", "number"),
    Column("Attended", "n_attended", "number"),
    Column("Silent", "n_silent", "number"),
    Column("Not known", "n_unknown", "number", note="Meetings that might show otherwise"),
    Column("On its behalf", "n_on_behalf", "number", note="Statements that others made on its behalf"),
)
_ITEMS = (
    Column("Meeting", "meeting"),
    Column("Item", "item"),
    Column("Title", "title"),
    Column("Statements", "n_statements", "number"),
    Column("States that spoke", "n_states", "number"),
    Column("Share of States present", "share", "number", note="Not known where a list or a speaker is unknown"),
    Column("Without names", "n_interventions", "number", note="Anonymous interventions in the summary"),
)
_OFFICES = (
    Column("Office", "role"),
    Column("Holder", "person"),
    Column("State or organization", "participant"),
    Column("Meeting", "meeting"),
    Column("First day", "starts_on", "date"),
)
_SPEAKERS = (
    Column("Participant", "name"),
    Column("Statements", "n_statements", "number"),
    Column("A meeting", "per_meeting", "number", note="Statements over meetings attended whose speakers are all named"),
)


def context(library: Library, body_id: str, agenda: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """What the template shows. ``agenda``: what was spoken on, by meeting."""
    meetings = library.meetings_of_body[body_id]
    participation = library.of_body.get(body_id, [])
    states = [row for row in participation if library.participants[row["participant_id"]]["is_state"]]
    others = [row for row in participation if not library.participants[row["participant_id"]]["is_state"]]
    sat = [row for row in states if row["n_meetings_attended"]]
    spoke = [row for row in states if row["n_statements_as_actor"]]
    return {
        "body_id": body_id,
        "name": library.body_names[body_id],
        "body": Markup(library.body(body_id, _ROOT, linked=False)),
        "meetings": meetings,
        "first": meetings[-1],
        "last": meetings[0],
        "n_sat": len(sat),
        "n_spoke": len(spoke),
        "n_statements": sum(meeting["n_statements"] for meeting in meetings),
        "trend": _meetings_table(library, meetings),
        "states": _comers_table(library, states, "states", "States at the meetings of this body"),
        "others": _comers_table(
            library, others[:MOST_ORGANIZATIONS], "organizations", "Organizations and entities at its meetings"
        ),
        "n_others_left": max(len(others) - MOST_ORGANIZATIONS, 0),
        "n_eligible": sum(row["n_eligible"] > 0 for row in states),
        "lapses": _lapses_table(library, states),
        "chairs": _chairs_table(library, body_id),
        "speakers": _speakers_table(library, spoke),
        "floor": library.concentration.get(body_id),
        "items": _items_table(library, meetings, agenda),
        "items_of": next((meeting_label(one) for one in meetings if one["meeting_id"] in agenda), ""),
        "offices": _offices_table(library, meetings),
    }


def meeting_label(meeting: Row) -> str:
    """A meeting on an axis: its number and year."""
    year = str(meeting["starts_on"].year) if meeting["starts_on"] else ""
    number = words.ordinal(meeting["ordinal"]) if meeting["ordinal"] is not None else ""
    return " · ".join(filter(None, (number, year))) or meeting["meeting_id"]


def completeness(value: bool | None) -> str:
    """Whether lists are whole, in a word."""
    return {True: "yes", False: "no"}.get(value, "no list") if value is not None else "no list"


def _meetings_table(library: Library, meetings: Sequence[Row]) -> Markup:
    made = []
    for meeting in meetings:
        address = library.links.to(meeting["meeting_id"], _ROOT)
        made.append(
            cells.row(
                (
                    cells.head(cells.link(address, meeting_label(meeting))),
                    cells.day(meeting["starts_on"]),
                    cells.text(meeting["place"]),
                    cells.number(meeting["n_states"]),
                    cells.number(meeting["n_states_spoke"]),
                    cells.number(meeting["n_states_silent"]),
                    cells.text(completeness(meeting["is_states_complete"])),
                    cells.number(meeting["n_eligible"]),
                    cells.share(meeting["attendance_rate"]),
                    cells.number(meeting["n_organizations"]),
                    cells.number(meeting["n_statements"]),
                )
            )
        )
    return cells.table("meetings", "Meetings of this body", _MEETINGS, made)


def _comers_table(library: Library, rows: Sequence[Row], identity: str, caption: str) -> Markup | None:
    if not rows:
        return None
    columns: Sequence[Column] = _COMERS
    is_of_states = identity == "states"
    made = [
        cells.row(
            (
                cells.head(library.name(row["participant_id"], _ROOT)),
                cells.wide(library.region(row["participant_id"])) if is_of_states else "",
                strip_of(library, row),
                cells.number(row["n_meetings_attended"]),
                cells.number(row["n_meetings_not_listed"]),
                cells.number(row["n_meetings_unknown"]),
                cells.share(row["attendance_rate"]) if is_of_states else "",
                cells.number(row["n_statements_as_actor"]),
                cells.number(row["n_statements_as_principal"]),
                cells.never(row["last_listed_on"]),
            ),
        )
        for row in rows
    ]
    if not is_of_states:  # organizations are in no regional group, and nobody is bound to invite them
        columns = tuple(column for column in _COMERS if column.field not in ("region", "attendance_rate"))
    return cells.table(identity, caption, columns, made)


def strip_of(library: Library, row: Row) -> str:
    """The cell with the meetings of a body, as this participant attended them."""
    letters = library.presence.get((row["body_id"], row["participant_id"]), "")
    return cells.strip(letters) if letters else cells.text("only spoken for")


def _speakers_table(library: Library, spoke: Sequence[Row]) -> Markup | None:
    if not spoke:
        return None
    ordered = sorted(spoke, key=lambda row: (-row["n_statements_as_actor"], row["participant_name"]))
    made = [
        cells.row(
            (
                cells.head(library.name(row["participant_id"], _ROOT)),
                cells.number(row["n_statements_as_actor"]),
                cells.number(row["statements_per_meeting_as_actor"]),
            )
        )
        for row in ordered
    ]
    return cells.table("speakers", "States by the number of their statements", _SPEAKERS, made)


def _lapses_table(library: Library, states: Sequence[Row]) -> Markup | None:
    """States that missed the last meetings whose absences are known."""
    lapsed = sorted(
        (row for row in states if row["current_lapse"]),
        key=lambda row: (-row["current_lapse"], -row["n_meetings_attended"], row["participant_name"]),
    )
    made = [
        cells.row(
            (
                cells.head(library.name(row["participant_id"], _ROOT)),
                strip_of(library, row),
                cells.number(row["current_lapse"]),
                cells.never(row["last_seen_on"]),
                cells.number(row["longest_streak"]),
                cells.number(row["n_meetings_attended"]),
            )
        )
        for row in lapsed
    ]
    return cells.table("lapses", "States that were not at the last meetings", _LAPSES, made) if made else None


def _chairs_table(library: Library, body_id: str) -> Markup | None:
    """States that were eligible and never came, or came and never spoke."""
    made = [
        cells.row(
            (
                cells.head(library.name(row["participant_id"], _ROOT)),
                cells.text("never present" if row["finding"] == "never_present" else "present, never speaking"),
                cells.number(row["n_eligible"]),
                cells.number(row["n_absent"]),
                cells.number(row["n_attended"]),
                cells.number(row["n_silent"]),
                cells.number(row["n_unknown"]),
                cells.number(row["n_statements_as_principal"]),
            )
        )
        for row in library.empty_chairs_of_body.get(body_id, ())
        if row["participant_id"] in library.participants and library.participants[row["participant_id"]]["is_state"]
    ]
    return cells.table("chairs", "Empty chairs and silent ones", _CHAIRS, made) if made else None


def _items_table(library: Library, meetings: Sequence[Row], agenda: Mapping[str, Sequence[Row]]) -> Markup | None:
    """Items of the newest meetings, with how many spoke on each."""
    recent = [meeting for meeting in meetings if meeting["meeting_id"] in agenda][:MOST_AGENDAS]
    made = [
        cells.row(
            (
                cells.html(cells.link(library.links.to(meeting["meeting_id"], _ROOT), meeting_label(meeting))),
                cells.text(row["item"]),
                cells.head(cells.link("", row["title"] or "not on the agenda that was read")),
                cells.number(row["n_statements"]),
                cells.number(row["n_states"]),
                cells.share(row["share_states_spoke"]),
                cells.number(row["n_interventions"]),
            )
        )
        for meeting in recent
        for row in agenda[meeting["meeting_id"]]
    ]
    return cells.table("items", "Agenda items and how many spoke on each", _ITEMS, made) if made else None


def _offices_table(library: Library, meetings: Sequence[Row]) -> Markup | None:
    """Who held which office, the newest meeting first."""
    made = [
        cells.row(
            (
                cells.head(cells.link("", row["role"])),
                cells.text(row["person"]),
                cells.html(library.name(row["participant_id"], _ROOT)),
                cells.html(
                    cells.link(f"{library.links.to(meeting['meeting_id'], _ROOT)}#offices", meeting_label(meeting))
                ),
                cells.day(meeting["starts_on"]),
            )
        )
        for meeting in meetings
        for row in library.officers_of_meeting.get(meeting["meeting_id"], ())
    ]
    return cells.table("offices", "Offices held", _OFFICES, made) if made else None
