"""The page of a meeting: lists, statements by item, offices, and the words behind every figure.

What belongs here: which figures stand on it, in which order. What does not: what they mean (``warehouse/sql/``),
how they look (``cells.py``, ``templates/``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from pages import cells, words
from pages.cells import Column
from pages.library import Library
from pages.links import STATEMENTS_A_PART, part_of
from pages.quotes import Quotes
from pages.source import Row

_ROOT = "../"
_ATTENDANCE = (
    Column("Participant", "participant"),
    Column("Capacity", "capacity", is_choice=True),
    Column("Regional group", "region", is_choice=True, note="The group that the State is in today"),
    Column("Statements", "n_statements", "number", note="Statements that its own representatives made at this meeting"),
    Column("As written", "name_as_written"),
    Column("Source", "place"),
)
_STATEMENTS = (
    Column("No.", "number", "number", note="In the order of the report"),
    Column("Speaker", "speaker"),
    Column("On behalf of", "on_behalf_of"),
    Column("Agenda item", "item", is_choice=True),
    Column("Kind", "kind", is_choice=True),
    Column("Source", "place"),
)
_ITEMS = (
    Column("Item", "item"),
    Column("Title", "title"),
    Column("Statements", "n_statements", "number", note="Statements whose speaker is named"),
    Column("States that spoke", "n_states", "number"),
    Column("Share of States present", "share", "number", note="Not known where a list or a speaker is unknown"),
    Column("Without names", "n_interventions", "number", note="Anonymous interventions in the summary"),
)
_DEEPER = ' style="padding-inline-start:1.25rem"'
_REGIONS = (
    Column("Regional group", "region"),
    Column("States listed", "n", "number"),
    Column("Spoke", "n_spoke", "number"),
    Column("Silent", "n_silent", "number", note="Not known where the report gives speakers as a number only"),
)
_LISTS = (
    Column("List of", "capacity"),
    Column("Names read", "n_listed", "number"),
    Column("Number stated", "n_stated", "number", note="Number that the text states"),
    Column("State of the list", "is_complete"),
    Column("Source", "place"),
)
_OFFICERS = (
    Column("Office", "role"),
    Column("Holder", "person"),
    Column("State or organization", "participant"),
    Column("Source", "place"),
)


def context(library: Library, meeting: Row, rows: Mapping[str, Sequence[Row]], quotes: Quotes) -> dict[str, Any]:
    """What the template shows. ``rows``: those of the queries named after tables, of this meeting alone."""
    attendance, lists = rows["attendance"], rows["lists"]
    statements = rows["statements"][:STATEMENTS_A_PART]
    officers = library.officers_of_meeting.get(meeting["meeting_id"], [])
    list_quotes, list_places = quotes.of(lists, "l", attendance)
    statement_quotes, statement_places = quotes.of(statements, "w")
    officer_quotes, officer_places = quotes.of(officers, "o")
    spoken = Counter(row["participant_id"] for row in rows["statements"])
    return {
        "meeting": meeting,
        "body": Markup(library.body(meeting["body_id"], _ROOT)),
        "session": words.session(meeting),
        "days": words.days(meeting["starts_on"], meeting["ends_on"]),
        "attendance": _attendance_table(library, attendance, spoken, lists, list_places),
        "lists": _lists_table(lists, list_places),
        "regions": _regions_table(library, meeting, attendance, spoken),
        "statements": _statements_table(library, statements, statement_places),
        "items": _items_table(rows["engagement"]),
        "officers": _officers_table(library, officers, officer_places),
        "counts": [(row, words.plain(row["capacity"]).lower()) for row in rows["statement_counts"]],
        "quotes": [
            ("Those present", list_quotes),
            ("Those who spoke", statement_quotes),
            ("Offices", officer_quotes),
        ],
        "unresolved": rows["unresolved_names"],
        "anomalies": rows["anomalies"],
        "neighbours": _neighbours(library, meeting),
        "part": 1,
        "parts": parts_of(library, meeting["meeting_id"], len(rows["statements"])),
    }


def further(library: Library, meeting: Row, statements: Sequence[Row], n_all: int, quotes: Quotes) -> dict[str, Any]:
    """What a further part of the page shows: these statements of ``n_all``, and the words that state them."""
    found, places = quotes.of(statements, "w")
    return {
        "meeting": meeting,
        "body": Markup(library.body(meeting["body_id"], _ROOT)),
        "session": words.session(meeting),
        "first": statements[0]["number"],
        "last": statements[-1]["number"],
        "n_all": n_all,
        "statements": _statements_table(library, statements, places),
        "quotes": found,
        "part": part_of(statements[0]["number"]),
        "parts": parts_of(library, meeting["meeting_id"], n_all),
    }


def parts_of(library: Library, meeting_id: str, n_statements: int) -> list[tuple[int, str]]:
    """The parts of a meeting's page, each with its address; none where it has one alone."""
    n_parts = part_of(max(n_statements, 1))
    address = library.links.to(meeting_id, _ROOT)
    return [(part, library.links.part(address, part)) for part in range(1, n_parts + 1)] if n_parts > 1 else []


def _cite(anchor: str, row: Row) -> str:
    return f'<td><a class="cite" href="#{anchor}">{words.place(row)}</a></td>'


def _list_of(row: Row, lists: Sequence[Row]) -> int | None:
    """The list in which a name stands."""
    for number, one in enumerate(lists):
        if one["document_id"] == row["document_id"] and one["span_start"] <= row["span_start"] < one["span_end"]:
            return number
    return None


def _attendance_table(
    library: Library, attendance: Sequence[Row], spoken: Mapping[str, int], lists: Sequence[Row], places: Sequence[str]
) -> Markup | None:
    if not attendance:
        return None
    made: list[str] = []
    for row in attendance:
        number = _list_of(row, lists)
        note = f'<br><span class="quiet">{cells.link("", row["note"])}</span>' if row["note"] else ""
        made.append(
            cells.row(
                (
                    cells.head(library.name(row["participant_id"], _ROOT)),
                    cells.text(words.plain(row["capacity"])),
                    cells.wide(library.region(row["participant_id"])),
                    cells.number(spoken.get(row["participant_id"], 0)),
                    cells.html(f"{cells.link('', row['name_as_written'])}{note}"),
                    cells.text(words.place(row)) if number is None else _cite(places[number], row),
                ),
                f"p-{row['participant_id']}-{len(made) + 1}",
            )
        )
    return cells.table("attendance", "Who was listed as present", _ATTENDANCE, made)


def _lists_table(lists: Sequence[Row], places: Sequence[str]) -> Markup | None:
    if not lists:
        return None
    made = [
        cells.row(
            (
                cells.head(words.plain(row["capacity"])),
                cells.number(row["n_listed"]),
                cells.number(row["n_stated"]) if row["n_stated"] is not None else '<td class="quiet">none stated</td>',
                cells.text(_state_of(row)),
                _cite(place, row),
            )
        )
        for row, place in zip(lists, places, strict=True)
    ]
    return cells.table("lists", "The lists of those present", _LISTS, made)


def _state_of(row: Row) -> str:
    if row["is_complete"]:
        return "complete"
    return "a number only" if not row["n_listed"] else "not whole: who else was present is not known"


def _regions_table(
    library: Library, meeting: Row, attendance: Sequence[Row], spoken: Mapping[str, int]
) -> Markup | None:
    states = {row["participant_id"] for row in attendance if library.participants[row["participant_id"]]["is_state"]}
    if not states:
        return None
    names = {
        key: library.participants[key]["region"] or "None of the regional groups"
        for key in sorted(states, key=lambda key: library.participants[key]["name"])
    }
    made = []
    for region in sorted(set(names.values())):
        of_region = [key for key, name in names.items() if name == region]
        n_spoke = sum(key in spoken for key in of_region)
        identity = library.participants[of_region[0]]["region_id"]
        made.append(
            cells.row(
                (
                    cells.head(cells.name(identity, region) if identity else region),
                    cells.number(len(of_region)),
                    cells.number(n_spoke),
                    cells.number(None if meeting["has_unnamed_speakers"] else len(of_region) - n_spoke),
                )
            )
        )
    return cells.table("regions", "States listed, by regional group", _REGIONS, made)


def _statements_table(library: Library, statements: Sequence[Row], places: Sequence[str]) -> Markup | None:
    if not statements:
        return None
    made = []
    for row, place in zip(statements, places, strict=True):
        principals = ", ".join(library.name(one, _ROOT, one) for one in row["on_behalf_of"])
        made.append(
            cells.row(
                (
                    cells.number(row["number"]),
                    cells.html(_speaker(library, row)),
                    cells.html(principals),
                    cells.text(", ".join(row["agenda_items"])),
                    cells.text(words.plain(row["kind"])),
                    _cite(place, row),
                ),
                f"s{row['number']}",
            )
        )
    return cells.table("statements", "Who spoke", _STATEMENTS, made)


def _speaker(library: Library, row: Row) -> str:
    written = row["person"] or row["name_as_written"]
    if row["participant_id"] is None:
        office = words.plain(row["capacity"])
        return cells.link("", written) + (f' <span class="quiet">({office.lower()})</span>' if office else "")
    named = library.name(row["participant_id"], _ROOT)
    return named + (f' <span class="quiet">{cells.link("", row["person"])}</span>' if row["person"] else "")


def _items_table(engagement: Sequence[Row]) -> Markup | None:
    if not engagement:
        return None
    made = [
        cells.row(
            (
                f'<th scope="row"{_DEEPER if row["parent_item"] else ""}>{cells.link("", row["item"])}</th>',
                cells.text(row["title"] or "not on the agenda that was read"),
                cells.number(row["n_statements"]),
                cells.number(row["n_states"]),
                cells.share(row["share_states_spoke"]),
                cells.number(row["n_interventions"]),
            )
        )
        for row in engagement
    ]
    return cells.table("items", "The agenda, and how many spoke on each item", _ITEMS, made)


def _officers_table(library: Library, officers: Sequence[Row], places: Sequence[str]) -> Markup | None:
    if not officers:
        return None
    made = [
        cells.row(
            (
                cells.head(cells.link("", row["role"])),
                cells.text(row["person"]),
                cells.html(library.name(row["participant_id"], _ROOT)),
                _cite(place, row),
            )
        )
        for row, place in zip(officers, places, strict=True)
    ]
    return cells.table("officers", "Offices held", _OFFICERS, made)


def _neighbours(library: Library, meeting: Row) -> tuple[Markup | None, Markup | None]:
    """Links to the meeting of the body before this one, and to the one after."""
    of_body = library.meetings_of_body[meeting["body_id"]]
    at = next(number for number, one in enumerate(of_body) if one["meeting_id"] == meeting["meeting_id"])
    before = of_body[at + 1] if at + 1 < len(of_body) else None
    after = of_body[at - 1] if at > 0 else None

    def to(other: Row | None) -> Markup | None:
        return (
            None
            if other is None
            else Markup(cells.link(library.links.to(other["meeting_id"], _ROOT), words.session(other)))
        )

    return to(before), to(after)
