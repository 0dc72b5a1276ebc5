"""The pages that lead to all others: the overview, the indexes, and how good the data is.

What belongs here: which figures stand on them, in which order. What does not: what they mean (``warehouse/sql/``),
how they look (``cells.py``, ``templates/``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from pages import cells, words
from pages.body import completeness
from pages.cells import Column
from pages.library import Library
from pages.source import Row, Source, grouped

#: Meetings on the page of all meetings; older ones stand on the page of their year.
NEWEST = 500
EVERYONE = "All States"
_YEARS = (
    Column("Year", "year"),
    Column("Lists complete", "complete", "number", note="Every list of States is complete"),
    Column("Lists cut", "cut", "number", note="A list of States is cut short, or given as a number only"),
    Column("No list", "none", "number", note="No list of States was read"),
)
_BODIES = (
    Column("Body", "body"),
    Column("Meetings", "n_meetings", "number"),
    Column("First", "first_on", "date"),
    Column("Last", "last_on", "date"),
    Column("States at the last", "n_states", "number"),
    Column("Statements", "n_statements", "number"),
)
_STATES = (
    Column("State", "state"),
    Column("Kind", "kind", is_choice=True),
    Column("Regional group", "region", is_choice=True),
    Column("Bodies", "n_bodies", "number", note="Bodies at whose meetings it is listed"),
    Column("Meetings attended", "n_attended", "number"),
    Column("Statements", "n_statements", "number"),
    Column("On its behalf", "n_on_behalf", "number", note="Statements that others made on its behalf"),
    Column("Offices", "n_offices", "number"),
    Column("Last listed", "last_listed_on", "date"),
)
_ORGANIZATIONS = (
    Column("Organization or group", "organization"),
    Column("Kind", "kind", is_choice=True),
    *_STATES[3:7],
    Column("Last listed", "last_listed_on", "date"),
)
_MEETINGS = (
    Column("First day", "starts_on", "date"),
    Column("Meeting", "meeting"),
    Column("Body", "body"),
    Column("States", "n_states", "number"),
    Column("Lists whole", "is_complete", is_choice=True),
    Column("Statements", "n_statements", "number"),
)
_REGIONS = (
    Column("Regional group", "region", is_choice=True),
    Column("Year", "year"),
    Column("Meetings", "n_meetings", "number"),
    Column("Eligible", "n_eligible", "number", note="Pairs of State and meeting"),
    Column("Attended", "n_attended", "number", note="Of them, those present"),
    Column("Not known", "n_unknown", "number", note="Of them, those whose presence is not known"),
    Column("Attendance rate", "attendance_rate", "number", note="Attended over those that are known"),
    Column("Share of those present", "share_present", "number", note="Over meetings whose absences are known"),
    Column("Share of statements", "share_statements", "number", note="Over meetings whose speakers are all named"),
)
_CHECKS = (
    Column("Table", "table", is_choice=True),
    Column("Check", "check"),
    Column("Severity", "severity", is_choice=True),
    Column("Met", "met", is_choice=True),
    Column("Rows that do not", "n_unexpected", "number"),
    Column("Examples", "examples"),
)
_ANOMALIES = (
    Column("Document", "document"),
    Column("Kind", "kind", is_choice=True),
    Column("What it says", "description"),
    Column("Source", "place"),
)
_UNRESOLVED = (
    Column("Words", "words"),
    Column("List of", "list_kind", is_choice=True),
    Column("Nearest name", "suggestion"),
    Column("Document", "document"),
    Column("Source", "place"),
)
_FAILURES = (
    Column("Document", "document"),
    Column("Stage", "stage", is_choice=True),
    Column("Kind", "kind", is_choice=True),
    Column("What is wrong", "error"),
)


def overview(library: Library) -> dict[str, Any]:
    """What is in, how good, how fresh."""
    facts = library.overview
    return {
        "facts": facts,
        "languages": words.listing([words.LANGUAGES.get(one, one) for one in facts["languages"]]),
        "bodies": bodies_table(library, ""),
        "years": _years_table(library),
        "newest": [
            (
                Markup(cells.link(library.links.to(row["meeting_id"], ""), words.session(row))),
                Markup(library.body(row["body_id"], "")),
                words.days(row["starts_on"], row["ends_on"]),
            )
            for row in _newest(library.meetings)[:6]
        ],
    }


def _newest(meetings: Sequence[Row]) -> list[Row]:
    dated = [row for row in meetings if row["starts_on"] is not None]
    undated = [row for row in meetings if row["starts_on"] is None]
    return sorted(dated, key=lambda row: (row["starts_on"], row["meeting_id"]), reverse=True) + undated


def _years_table(library: Library) -> Markup | None:
    counts: Counter[tuple[int, str]] = Counter()
    for row in library.meetings:
        if row["starts_on"] is not None:
            kind = {"yes": "complete", "no": "cut", "no list": "none"}[completeness(row["is_states_complete"])]
            counts[row["starts_on"].year, kind] += 1
    if not counts:
        return None
    years = range(min(year for year, _ in counts), max(year for year, _ in counts) + 1)
    kinds = ("complete", "cut", "none")
    made = [cells.row((cells.head(str(year)), *(cells.number(counts[year, kind]) for kind in kinds))) for year in years]
    return cells.table("years", "Meetings read, by year and by what is known of their lists of States", _YEARS, made)


def bodies_table(library: Library, root: str, at_first: int = 0) -> Markup:
    """Every body, by name."""
    made = []
    for body_id, meetings in library.meetings_of_body.items():
        dates = [row["starts_on"] for row in meetings if row["starts_on"] is not None]
        made.append(
            cells.row(
                (
                    cells.head(library.body(body_id, root)),
                    cells.number(len(meetings)),
                    cells.day(min(dates, default=None)),
                    cells.day(max(dates, default=None)),
                    cells.number(meetings[0]["n_states"]),
                    cells.number(sum(row["n_statements"] for row in meetings)),
                )
            )
        )
    return cells.table("bodies", "Bodies whose reports were read", _BODIES, made, at_first)


def states(library: Library) -> dict[str, Any]:
    """The index of States."""
    rows = [_participant_row(library, state, with_region=True) for state in library.states]
    return {
        "n": len(rows),
        "states": cells.table("states", "States that sat, spoke or held an office", _STATES, rows, 300),
    }


def organizations(library: Library) -> dict[str, Any]:
    """The index of everyone else."""
    others = [row for row in library.participants.values() if not row["is_state"]]
    rows = [_participant_row(library, row, with_region=False) for row in others]
    caption = "Organizations, entities and groups that sat, spoke or were spoken for"
    return {
        "n": len(rows),
        "organizations": cells.table("organizations", caption, _ORGANIZATIONS, rows, 100) if rows else None,
    }


def _participant_row(library: Library, participant: Row, with_region: bool) -> str:
    identity = participant["participant_id"]
    participation = library.of_participant.get(identity, [])
    listed = [row["last_listed_on"] for row in participation if row["last_listed_on"] is not None]
    made = [
        cells.head(library.name(identity, "")),
        cells.text(words.plain(participant["kind"])),
        cells.number(sum(row["n_meetings_attended"] > 0 for row in participation)),
        cells.number(sum(row["n_meetings_attended"] for row in participation)),
        cells.number(sum(row["n_statements_as_actor"] for row in participation)),
        cells.number(sum(row["n_statements_as_principal"] for row in participation)),
        cells.never(max(listed, default=None)),
    ]
    if with_region:
        made.insert(2, cells.wide(library.region(identity)))
        made.insert(-1, cells.number(len(library.officers_of_participant.get(identity, []))))
    return cells.row(made)


def meetings(library: Library) -> list[tuple[str, dict[str, Any]]]:
    """The page of all meetings, and a page a year: address and what the template shows."""
    newest = _newest(library.meetings)
    by_year = grouped([{**row, "year": row["starts_on"].year} for row in newest if row["starts_on"]], "year")
    years = [(year, len(rows)) for year, rows in by_year.items()]
    undated = [row for row in newest if row["starts_on"] is None]
    pages = [("meetings.html", _meetings_page(library, newest[:NEWEST], "", None, years, len(newest)))]
    for year, rows in by_year.items():
        pages.append((f"year/{year}.html", _meetings_page(library, rows, "../", str(year), years, len(rows))))
    if undated:
        pages.append(("year/undated.html", _meetings_page(library, undated, "../", "undated", years, len(undated))))
    return pages


def _meetings_page(
    library: Library, rows: Sequence[Row], root: str, year: str | None, years: Sequence[tuple[int, int]], n_all: int
) -> dict[str, Any]:
    made = [
        cells.row(
            (
                cells.day(row["starts_on"]),
                cells.head(cells.link(library.links.to(row["meeting_id"], root), words.session(row))),
                cells.wide(library.body(row["body_id"], root)),
                cells.number(row["n_states"]),
                cells.text(completeness(row["is_states_complete"])),
                cells.number(row["n_statements"]),
            )
        )
        for row in rows
    ]
    return {
        "root": root,
        "year": year,
        "years": years,
        "n_shown": len(rows),
        "n_all": n_all,
        "has_undated": any(row["starts_on"] is None for row in library.meetings),
        "meetings": cells.table("meetings", "Meetings, the newest first", _MEETINGS, made, 100),
    }


def attendance(library: Library, source: Source) -> dict[str, Any]:
    """Attendance over time, by regional group and over all."""
    regions, trend = source.rows("regions"), source.rows("trend")
    groups = list(dict.fromkeys((row["group_id"], row["group_name"]) for row in regions))
    by_key = {(row["group_id"], row["year"]): row for row in regions}
    by_year = {row["year"]: row for row in trend}
    years = range(min(by_year), max(by_year) + 1) if by_year else range(0)
    everyone = [_region_row(cells.head(EVERYONE), year, by_year.get(year)) for year in years]
    made = [
        _region_row(cells.head(cells.name(identity, name)), year, by_key.get((identity, year)))
        for identity, name in groups
        for year in years
    ]
    is_rated = any(row["attendance_rate"] is not None for row in trend)
    known = [row for row in trend if row["attendance_rate"] is not None]
    return {
        "regions": cells.table("regions", "Attendance by regional group and year", _REGIONS, everyone + made),
        "groups": [(identity, name, Markup(cells.name(identity, name))) for identity, name in groups],
        "everyone": EVERYONE,
        "is_rated": is_rated,
        "n_unknown": sum(row["n_unknown"] for row in trend),
        "n_eligible": sum(row["n_eligible"] for row in trend),
        "first": known[0] if known else None,
        "last": known[-1] if known else None,
        "has_years": bool(by_year),
    }


def _region_row(head: str, year: int, row: Row | None) -> str:
    """A group in a year; a year without a meeting has nothing to know."""
    if row is None:
        nothing = '<td class="quiet" data-v="">no meeting</td>'
        return cells.row((head, cells.text(str(year)), cells.number(0), *(cells.number(0),) * 3, *(nothing,) * 3))
    return cells.row(
        (
            head,
            cells.text(str(year)),
            cells.number(row["n_meetings"]),
            cells.number(row["n_eligible"]),
            cells.number(row["n_attended"]),
            cells.number(row["n_unknown"]),
            cells.share(row["attendance_rate"]),
            cells.share(row["share_present"]) if "share_present" in row else '<td class="quiet" data-v="">–</td>',
            cells.share(row["share_statements"]) if "share_statements" in row else '<td class="quiet" data-v="">–</td>',
        )
    )


def quality(library: Library, source: Source) -> dict[str, Any]:
    """What was checked, what could not be read, what the documents themselves get wrong."""
    page_of = {row["document_id"]: library.links.to(row["meeting_id"], "") for row in library.meetings}

    def document(identity: str) -> str:
        return cells.html(cells.link(page_of.get(identity, ""), identity))

    checks = [
        cells.row(
            (
                cells.text(row["table_name"]),
                cells.head(cells.link("", row["expectation"].replace("_", " "))),
                cells.text(row["severity"]),
                cells.text("yes" if row["success"] else "no"),
                cells.number(row["n_unexpected"]),
                cells.text("; ".join(row["examples"][:2])),
            )
        )
        for row in source.rows("validations")
    ]
    anomalies = [
        cells.row(
            (
                document(row["document_id"]),
                cells.text(words.plain(row["kind"])),
                cells.text(row["description"]),
                cells.text(words.place(row)),
            )
        )
        for row in source.rows("anomalies")
    ]
    unresolved = [
        cells.row(
            (
                cells.head(cells.link("", row["name_as_written"])),
                cells.text(words.plain(row["list_kind"])),
                cells.text(row["suggestion_id"]),
                document(row["document_id"]),
                cells.text(words.place(row)),
            )
        )
        for row in source.rows("unresolved_names")
    ]
    failures = [
        cells.row(
            (
                cells.text(row["document_id"]),
                cells.text(row["stage"]),
                cells.text(row["kind"]),
                cells.text(row["error"]),
            )
        )
        for row in source.rows("failures")
    ]
    tables: Mapping[str, Markup | None] = {
        "checks": _table_or_none("checks", "What was checked before publication", _CHECKS, checks),
        "anomalies": _table_or_none("anomalies", "What the documents themselves get wrong", _ANOMALIES, anomalies),
        "unresolved": _table_or_none("unresolved", "Words in lists that name nobody known", _UNRESOLVED, unresolved),
        "failures": _table_or_none("failures", "Documents that could not be read", _FAILURES, failures),
    }
    return {"facts": library.overview, **tables}


def _table_or_none(identity: str, caption: str, columns: Sequence[Column], rows: Sequence[str]) -> Markup | None:
    return cells.table(identity, caption, columns, rows) if rows else None


def definitions(source: Source) -> dict[str, Any]:
    """The models and their columns, in the words that the file itself brings along."""
    by_table = grouped(source.rows("definitions"), "table_name")
    return {
        "models": [
            (
                table,
                next((row["comment"] for row in rows if not row["column_name"]), ""),
                [(row["column_name"], row["comment"]) for row in rows if row["column_name"]],
            )
            for table, rows in by_table.items()
        ]
    }
