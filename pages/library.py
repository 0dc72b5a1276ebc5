"""What all pages draw on: the small tables of the published file, in memory, by the keys that pages ask for.

What belongs here: loading and indexing. What does not: the big tables, which are read as streams (``source.py``), and
what a page shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pages import cells
from pages.links import Links
from pages.source import Row, Source, grouped


class Library:
    """The meetings, bodies and participants of one published file, with the addresses of their pages."""

    def __init__(self, source: Source) -> None:
        #: Names as they were made: a site has millions of them.
        self._made: dict[tuple[str, str], str] = {}
        self.overview: Row = source.rows("overview")[0]
        self.meetings: list[dict[str, Any]] = source.rows("meetings")
        self.meeting: Mapping[str, Row] = {row["meeting_id"]: row for row in self.meetings}
        #: Newest first, by body; bodies by their names.
        self.meetings_of_body = grouped(self.meetings, "body_id")
        self.body_names: Mapping[str, str] = {row["body_id"]: row["body"] for row in self.meetings}
        self.participants: Mapping[str, Row] = {row["participant_id"]: row for row in source.rows("participants")}
        self.states: list[Row] = [row for row in self.participants.values() if row["is_state"]]
        participation = source.rows("participation")
        self.of_body = grouped(participation, "body_id")
        self.of_participant = grouped(participation, "participant_id")
        self.presence: Mapping[tuple[str, str], str] = {
            (row["body_id"], row["participant_id"]): row["strip"] for row in source.rows("presence")
        }
        self.empty_chairs_of_body = grouped(source.rows("empty_chairs"), "body_id")
        self.concentration: Mapping[str, Row] = {row["body_id"]: row for row in source.rows("concentration")}
        officers = source.rows("officers")
        self.officers_of_meeting = grouped(officers, "meeting_id")
        self.officers_of_participant = grouped(officers, "participant_id")
        #: Whose names appear: participants and the regional groups of States.
        self.named = {*self.participants, *(row["region_id"] for row in self.states if row["region_id"])}
        self.links = Links(self.body_names, (row["participant_id"] for row in self.states), self.meeting)

    def name(self, identity: str | None, root: str, written: str = "") -> str:
        """The name of a participant as HTML, linked where it has a page; the words as written where it is none."""
        if identity is None or identity not in self.participants:
            return cells.link("", written or identity or "")
        made = self._made.get((identity, root))
        if made is None:
            made = cells.name(identity, self.participants[identity]["name"], self.links.to(identity, root))
            self._made[identity, root] = made
        return made

    def body(self, identity: str, root: str, linked: bool = True) -> str:
        """The name of a body as HTML."""
        return cells.name(identity, self.body_names[identity], self.links.to(identity, root) if linked else "")

    def region(self, identity: str) -> str:
        """The regional group of a State as HTML, or a dash."""
        row = self.participants.get(identity)
        return "–" if row is None or row["region_id"] is None else cells.name(row["region_id"], row["region"])
