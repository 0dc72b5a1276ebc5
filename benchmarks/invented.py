"""A warehouse of invented meetings, as large as one likes: bodies that do not exist, attended by States that do.

What belongs here: facts with the words that state them, so that every span holds; lists that are whole, cut, given as a
number or missing; States that stop coming, that sit and stay silent, that speak for others. What does not: measuring
(``cases.py``). The same size gives the same facts.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from sederunt.registry.frames import frames as registry_frames
from sederunt.tables import FACT_TABLES, tables
from warehouse.build import build

_FORMS = (
    "Commission on {}",
    "Committee of Experts on {}",
    "Working Group on {}",
    "Conference of the Parties to the Convention on {}",
)
_TOPICS = [
    "Night-Sky Quality",
    "Historic Lighthouses",
    "River Ferries",
    "Sound Archives",
    "Mountain Passes",
    "Tidal Mills",
    "Coastal Fog",
    "Migratory Seeds",
    "Harbour Bells",
    "Desert Wells",
    "Glacier Records",
    "Paper Restoration",
    "Weather Diaries",
    "Stone Bridges",
    "Salt Marshes",
    "Letter Post",
    "Canal Locks",
    "Beekeeping",
    "Reed Beds",
    "Cave Paintings",
    "Wind Maps",
    "Shared Aquifers",
    "Tree Registers",
    "Ice Roads",
    "Volcanic Ash",
    "Kelp Forests",
    "Old Maps",
    "Sundials",
    "Grain Stores",
    "Silent Zones",
    "Peatlands",
    "Cable Ships",
    "Star Charts",
    "Field Hedges",
    "Village Schools",
    "Rope Bridges",
    "Spring Water",
    "Bird Rings",
    "Dry Docks",
    "Quarries",
    "Orchards",
    "Dune Belts",
    "Signal Fires",
    "Time Balls",
    "Herbaria",
    "Toll Roads",
    "Oases",
    "Flood Marks",
    "Inland Ports",
    "Lantern Slides",
]
_PLACES = ("Geneva", "Vienna", "Nairobi", "New York", "Valparaíso", "Montevideo", "Bangkok", "Valletta")
_ITEMS = (
    "Opening of the session",
    "Adoption of the agenda",
    "General debate",
    "Status of the registers",
    "Exchange of observations",
    "Technical assistance",
    "Budget of the secretariat",
    "Adoption of the report",
)
_ORGANIZATIONS = ("un:unep", "un:undp", "org:african-union", "org:las", "org:oas", "org:icrc")
_GROUP = "group:g77-and-china"


@dataclass
class _Report:
    """A report as it is written: text, and the facts with their spans."""

    document_id: str
    facts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, words: str) -> tuple[int, int]:
        """Append words; their span."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length

    def add(self, table: str, span: tuple[int, int], paragraph: str | None, **values: Any) -> None:
        """A fact that these words state."""
        place = {
            "document_id": self.document_id,
            "paragraph": paragraph,
            "page": 1 + span[0] // 2800,
            "span_start": span[0],
            "span_end": span[1],
        }
        self.facts.setdefault(table, []).append({**place, **values})


def invent(path: Path, n_bodies: int, n_meetings: int, scratch: Path) -> None:
    """Build the warehouse ``path`` of ``n_meetings`` meetings, evenly of ``n_bodies``, 200 at most."""
    reference = dict(registry_frames())
    states = _states(reference)
    names = _names(reference)
    shards, bodies, eligible = [], [], []
    for number in range(n_bodies):
        chance = random.Random(number)
        body_id, body_name = _body(number)
        bodies.append({"body_id": body_id, "name": body_name, "symbol_series": [], "membership": "parties"})
        members = sorted(chance.sample(states, chance.randint(50, 140)))
        if number % 3:
            eligible += [_party(body_id, one) for one in members]
        count = n_meetings // n_bodies + (number < n_meetings % n_bodies)
        reports = list(_reports(chance, body_id, body_name, members, names, count))
        shards.append(_write_shard(scratch / f"shard-{number}", reports))
    reference["bodies"] = pl.concat([reference["bodies"], tables()["bodies"].frame(bodies)])
    reference["eligibility"] = pl.concat([reference["eligibility"], tables()["eligibility"].frame(eligible)])
    build(shards, tables()["failures"].frame([]), reference, path)


def _states(reference: Mapping[str, pl.DataFrame]) -> list[str]:
    """Member States of a regional group that exist today."""
    regional = pl.col("group_id").is_in(
        [
            "group:african-states",
            "group:asia-pacific-states",
            "group:eastern-european-states",
            "group:latin-american-and-caribbean-states",
            "group:western-european-and-other-states",
        ]
    )
    members = reference["group_members"].filter(regional & pl.col("valid_to").is_null())["participant_id"].to_list()
    existing = reference["participants"].filter(pl.col("valid_to").is_null() & (pl.col("kind") == "state"))
    return sorted(set(members) & set(existing["participant_id"]))


def _names(reference: Mapping[str, pl.DataFrame]) -> Mapping[str, str]:
    return dict(reference["participants"].select("participant_id", "name").iter_rows())


def _body(number: int) -> tuple[str, str]:
    name = _FORMS[number % len(_FORMS)].format(_TOPICS[number // len(_FORMS) % len(_TOPICS)])
    return name.lower().replace(" ", "-"), name


def _party(body_id: str, participant_id: str) -> dict[str, Any]:
    return {
        "body_id": body_id,
        "participant_id": participant_id,
        "status": "party",
        "valid_from": date(1990, 1, 1),
        "as_of": date(2030, 1, 1),
        "source": "invented",
    }


def _reports(
    chance: random.Random, body_id: str, body_name: str, members: Sequence[str], names: Mapping[str, str], count: int
) -> list[_Report]:
    """The reports of all meetings of a body, oldest first. Some members come always, some seldom, some stop."""
    zeal = {one: chance.betavariate(5, 1.6) for one in members}
    voice = {one: chance.betavariate(0.8, 3) for one in members}
    stops = {one: chance.randint(count // 2, count) for one in members if chance.random() < 0.12}
    written = []
    for number in range(count):
        starts = date(2026, 3, 2) - timedelta(days=(count - 1 - number) * 364 + chance.randint(0, 40))
        present = [one for one in members if chance.random() < zeal[one] and number < stops.get(one, count)]
        written.append(
            _report(chance, body_id, body_name, number + 1, starts, present or list(members[:5]), voice, names)
        )
    return written


def _report(
    chance: random.Random,
    body_id: str,
    body_name: str,
    ordinal: int,
    starts: date,
    present: Sequence[str],
    voice: Mapping[str, float],
    names: Mapping[str, str],
) -> _Report:
    symbol = f"INV/{sha256(body_id.encode()).hexdigest()[:4].upper()}/{starts.year}/{ordinal}"
    meeting = f"{body_id}:{ordinal}"
    report = _Report(f"{symbol}:en")
    ends = starts + timedelta(days=chance.randint(1, 4))
    report.write(f"{body_name}\n\nReport on meeting {ordinal}\n\n1. ")
    span = report.write(f"The {body_name} held its meeting {ordinal} from {starts.isoformat()} to {ends.isoformat()}.")
    report.add(
        "meetings",
        span,
        "1",
        meeting_id=meeting,
        body_id=body_id,
        body_name=body_name,
        ordinal=ordinal,
        starts_on=starts,
        ends_on=ends,
        place=chance.choice(_PLACES),
        format="online" if starts.year in (2020, 2021) else "in_person",
    )
    for number, title in enumerate(_ITEMS, 1):
        report.write(f"\n\n{number}. ")
        report.add(
            "agenda_items", report.write(title), None, meeting_id=meeting, item=str(number), title=title, is_joint=False
        )
    _write_lists(chance, report, meeting, present, names)
    _write_statements(chance, report, meeting, present, voice, names)
    report.write("\n\n8. The meeting elected as Chair ")
    chair = report.write(f"A. N. Other ({names[present[0]]})")
    report.add(
        "officers", chair, "8", meeting_id=meeting, role="Chair", person="A. N. Other", participant_id=present[0]
    )
    report.write(" by acclamation.")
    text = "".join(report.parts)
    digest = sha256(text.encode()).hexdigest()
    report.facts["documents"] = [
        {
            "document_id": report.document_id,
            "reading_id": digest[:16],
            "symbol": symbol,
            "symbols": [symbol],
            "work_id": symbol,
            "language": "en",
            "title": f"Report of the {body_name} on its meeting {ordinal}",
            "published_on": ends + timedelta(days=40),
            "original_languages": [],
            "is_reissued": False,
            "collection": "invented",
            "source_uri": f"https://example.org/{digest[:12]}.txt",
            "media_type": "text/plain",
            "sha256": digest,
            "fetched_at": datetime(2026, 6, 1, 9, 30),
            "text_source": "text",
            "text": text,
            "reader_version": "invented",
            "is_current": True,
            "n_accounted": len(text) - 40,
            "n_accountable": len(text),
            "share_accounted": (len(text) - 40) / len(text),
        }
    ]
    return report


def _write_lists(
    chance: random.Random, report: _Report, meeting: str, present: Sequence[str], names: Mapping[str, str]
) -> None:
    """The list of States, whole, cut, as a number or not at all; and one of organizations."""
    kind = chance.choices(("whole", "cut", "number", "none"), (84, 8, 5, 3))[0]
    if kind == "none":
        return
    report.write("\n\n4. The following States were represented: ")
    if kind == "number":
        _list_row(report, report.write(f"{len(present)} States"), "4", meeting, "state_party", len(present), 0, False)
    else:
        listed = present[: len(present) // 3] if kind == "cut" else present
        start = report.length
        for number, one in enumerate(listed):
            if number:
                report.write(", ")
            _present(report, report.write(names[one]), meeting, one, names[one], "state_party")
        _list_row(report, (start, report.length), "4", meeting, "state_party", None, len(listed), kind == "whole")
        report.write(" […]" if kind == "cut" else ".")
    report.write("\n\n5. Observers attended for: ")
    start = report.length
    organizations = [one for one in _ORGANIZATIONS if chance.random() < 0.6]
    for number, one in enumerate(organizations):
        if number:
            report.write("; ")
        _present(report, report.write(names[one]), meeting, one, names[one], "igo")
    if organizations:
        _list_row(report, (start, report.length), "5", meeting, "igo", None, len(organizations), True)
    report.write(".")


def _present(report: _Report, span: tuple[int, int], meeting: str, one: str, name: str, capacity: str) -> None:
    report.add(
        "attendance",
        span,
        "4" if capacity == "state_party" else "5",
        attendance_id=f"{report.document_id}@{span[0]}#{meeting}",
        meeting_id=meeting,
        participant_id=one,
        capacity=capacity,
        name_as_written=name,
        match_method="exact",
        match_distance=0,
    )


def _list_row(
    report: _Report,
    span: tuple[int, int],
    paragraph: str,
    meeting: str,
    capacity: str,
    n_stated: int | None,
    n_listed: int,
    is_complete: bool,
) -> None:
    report.add(
        "attendance_lists",
        span,
        paragraph,
        attendance_list_id=f"{report.document_id}@{span[0]}#{meeting}",
        meeting_id=meeting,
        capacity=capacity,
        n_stated=n_stated,
        n_listed=n_listed,
        is_complete=is_complete,
    )


def _write_statements(
    chance: random.Random,
    report: _Report,
    meeting: str,
    present: Sequence[str],
    voice: Mapping[str, float],
    names: Mapping[str, str],
) -> None:
    """One sentence an item; now and then a number in place of names."""
    for item in range(3, 8):
        speakers = [one for one in present if chance.random() < voice[one] * (0.9 if item == 3 else 0.35)]
        if not speakers:
            continue
        report.write(f"\n\n{item + 6}. Under agenda item {item}, statements were made by the representatives of ")
        for number, one in enumerate(speakers):
            if number:
                report.write(", ")
            span = report.write(names[one])
            for_group = number == 0 and item == 3
            if for_group:
                report.write(" (on behalf of the Group of 77 and China)")
            report.add(
                "statements",
                span,
                str(item + 6),
                statement_id=f"{report.document_id}@{span[0]}#{meeting}",
                meeting_id=meeting,
                participant_id=one,
                kind="statement",
                capacity="state_party",
                name_as_written=names[one],
                on_behalf_of=[_GROUP] if for_group else [],
                agenda_items=[str(item)],
            )
        report.write(".")
    if chance.random() < 0.06:
        report.write("\n\n16. Statements were also made by ")
        span = report.write("12 observers")
        report.add(
            "statement_counts",
            span,
            "16",
            statement_count_id=f"{report.document_id}@{span[0]}#{meeting}",
            meeting_id=meeting,
            agenda_items=["3"],
            n_stated=12,
        )
        report.write(".")


def _write_shard(folder: Path, reports: Sequence[_Report]) -> Path:
    """One shard: a Parquet file for every table of facts."""
    folder.mkdir(parents=True)
    for name in FACT_TABLES:
        table = tables()[name]
        rows = [row for report in reports for row in report.facts.get(name, [])]
        if name == "officers":
            rows = [
                {"officer_id": f"{row['document_id']}@{row['span_start']}#{row['meeting_id']}", **row} for row in rows
            ]
        frame = table.frame(rows)
        if name != "documents":
            readings = {report.document_id: report.facts["documents"][0]["reading_id"] for report in reports}
            ids = pl.Series("reading_id", [readings[row["document_id"]] for row in rows], pl.String)
            frame = frame.select(ids, *frame.columns)
        frame.write_parquet(folder / f"{name}.parquet")
    return folder
