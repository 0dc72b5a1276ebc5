"""Whose secretariat speaks at a meeting: the organization's own, else that of the United Nations."""

from __future__ import annotations

from pathlib import Path

import pytest

import sederunt
from sederunt.registry import bodies, participants, secretariat_of
from sederunt.registry.files import read_rows

REPORT = """Report of the {body} on its sixtieth session

1. The sixtieth session of the {body} was held in London from 4 to 8 March 2019.

2. The {post}, Mr. Ilir Prifti, made a statement.

3. A representative of the Secretariat made a presentation.
"""


@pytest.mark.parametrize(
    ("body", "post", "participant", "capacity"),
    [
        ("Maritime Safety Committee", "Secretary-General", "un:imo", "specialized_agency"),
        ("Commission on Narcotic Drugs", "Executive Director", "un:secretariat", "un_secretariat"),
    ],
)
def test_the_secretariat_is_that_of_the_body(
    body: str, post: str, participant: str, capacity: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format(body=body, post=post), "utf-8")
    statements = sederunt.read(path).statements
    assert statements["participant_id"].to_list() == [participant, participant]
    assert statements["capacity"].to_list() == [capacity, capacity]
    assert statements["person"].to_list() == ["Ilir Prifti", None]


def test_every_secretariat_is_of_a_registered_body_and_participant() -> None:
    for row in read_rows("secretariats.tsv"):
        assert row["body_id"] in bodies()
        assert row["participant_id"] in participants()


def test_a_body_has_the_secretariat_of_the_organ_above_it() -> None:
    assert secretariat_of("imo-msc") == secretariat_of("imo-assembly") == "un:imo"
    assert secretariat_of("a-body-that-nobody-knows") == "un:secretariat"
