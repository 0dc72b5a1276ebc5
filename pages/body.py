"""The page of a body: its trend, who comes, who stopped coming, who speaks, and on what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from pages import cells, words
from pages.cells import Column
from pages.library import Library
from pages.source import Row

_ROOT = "../"
#: Organizations on the page of a body: those that came most. States are all shown.
MOST_ORGANIZATIONS = 150
_MEETINGS = (
    Column("Meeting", "meeting"),
    Column("First day", "starts_on", "date"),
    Column("Place", "place"),
    Column("States listed", "n_states", "number"),
    Column("Spoke", "n_states_spoke", "number", note="States listed that spoke"),
    Column("Silent", "n_states_silent", "number", note="Not known where speakers are given as a number only"),
    Column("Lists whole", "is_complete", is_choice=True, note="Whether every list of States is complete"),
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
    Column("Statements", "n_statements", "number"),
    Column("On its behalf", "n_on_behalf", "number", note="Statements that others made on its behalf"),
    Column("Last listed", "last_listed_on", "date"),
)
_SPEAKERS = (
    Column("Participant", "name"),
    Column("Statements", "n_statements", "number"),
    Column("A meeting", "per_meeting", "number", note="Statements over meetings attended whose speakers are all named"),
)


def context(library: Library, body_id: str, agenda: Sequence[Row]) -> dict[str, Any]:
    """What the template shows."""
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
        "speakers": _speakers_table(library, spoke),
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
                    cells.number(meeting["n_organizations"]),
                    cells.number(meeting["n_statements"]),
                )
            )
        )
    return cells.table("meetings", "Meetings of this body", _MEETINGS, made)


def _comers_table(library: Library, rows: Sequence[Row], identity: str, caption: str) -> Markup | None:
    if not rows:
        return None
    made = [
        cells.row(
            (
                cells.head(library.name(row["participant_id"], _ROOT)),
                cells.html(library.region(row["participant_id"])),
                strip_of(library, row),
                cells.number(row["n_meetings_attended"]),
                cells.number(row["n_meetings_not_listed"]),
                cells.number(row["n_meetings_unknown"]),
                cells.number(row["n_statements_as_actor"]),
                cells.number(row["n_statements_as_principal"]),
                cells.never(row["last_listed_on"]),
            ),
        )
        for row in rows
    ]
    columns = _COMERS
    if identity != "states":  # organizations are in no regional group
        columns = tuple(column for column in _COMERS if column.field != "region")
        made = [one.replace("<td>–</td>", "", 1) for one in made]
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
