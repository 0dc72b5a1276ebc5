"""A report of one invented meeting, and its labels in the layout of ``sederunt.evaluation.labels``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

REPORT = """Report of the Committee on Trade on its fifth session

I. Organization of the session

1. The Committee on Trade held its fifth session in Vienna from 28 to 31 May 2018.

2. The following States members of the Committee were represented: Chile, France, Germany and Peru.

II. Tariffs (agenda item 3)

3. Statements were made by the representatives of Chile (on behalf of the Group of 77 and China), France and Peru.
"""
ABOUT = {
    "symbol": "", "language": "en", "title": "", "adopted_on": None, "officers": [], "agenda": [], "documents": [],
    "meetings": [{"key": "CT/5", "body": "Committee on Trade", "ordinal": 5, "starts_on": "2018-05-28",
                  "ends_on": "2018-05-31", "place": "Vienna", "sittings": None}],
}  # fmt: skip
ATTENDANCE = [
    ("CT/5", "member", name, code, "2", "")
    for name, code in (("Chile", "CHL"), ("France", "FRA"), ("Germany", "DEU"), ("Peru", "PER"))
]
STATEMENTS = [
    ("3", "3", "statement", "member", "Chile", "", "CHL", "Group of 77 and China", ""),
    ("3", "3", "statement", "member", "France", "", "FRA", "", ""),
    ("3", "3", "statement", "member", "Peru", "", "PER", "", ""),
]
_COLUMNS = {
    "attendance": ("meeting", "capacity", "name", "participant", "paragraph", "note"),
    "statements": ("paragraph", "item", "kind", "capacity", "name", "person", "participant", "on_behalf_of", "note"),
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the report and its labels, as given or changed; returns the folder of labels."""

    def write_(
        attendance: list[tuple[str, ...]] = ATTENDANCE,
        statements: list[tuple[str, ...]] = STATEMENTS,
        report: str = REPORT,
        **about: object,
    ) -> Path:
        folder = tmp_path / "gold" / "trade-5"
        folder.mkdir(parents=True, exist_ok=True)
        (tmp_path / "reports").mkdir(exist_ok=True)
        (tmp_path / "reports" / "trade-5.txt").write_text(report, "utf-8")
        (folder / "meeting.json").write_text(json.dumps({**ABOUT, **about}), "utf-8")
        for name, rows in (("attendance", attendance), ("statements", statements)):
            lines = ["\t".join(row) for row in (_COLUMNS[name], *rows)]
            (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
        return tmp_path / "gold"

    return write_
