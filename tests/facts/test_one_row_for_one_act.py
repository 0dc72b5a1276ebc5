"""One sentence that holds two cues gives each fact once, under keys that hold.

What belongs here: sentences of which two cues claim the same names. What does not: the examples of single cues
(``tests/language/test_cues.py``).
"""

from __future__ import annotations

from datetime import datetime

import pytest

from sederunt.documents.raw import RawDocument
from sederunt.report import Report, read_document
from sederunt.tables import FACT_TABLES, tables

ENGLISH = """
Report of the Committee on Trade on its fifth session

Vienna, 28-31 May 2018

I. Organization of the session

1. The Committee on Trade held its fifth session in Vienna from 28 to 31 May 2018.

2. {words}

3. The session was also attended by Malta.
"""
FRENCH = """
Rapport du Comité du commerce sur les travaux de sa cinquième session

Vienne, 28-31 mai 2018

I. Organisation de la session

1. Le Comité du commerce a tenu sa cinquième session à Vienne du 28 au 31 mai 2018.

2. {words}

3. Malte a également assisté à la session.
"""


def read_words(frame: str, words: str) -> Report:
    data = frame.replace("{words}", words).encode()
    return read_document(RawDocument(data, "memory", "tests", datetime(2026, 1, 1), "text/plain"))


def hold_keys(report: Report) -> None:
    for name in FACT_TABLES:
        frame = report.frames[name]
        twice = frame.select(tables()[name].key).is_duplicated()
        assert not twice.any(), (name, frame.filter(twice).to_dicts())


@pytest.mark.parametrize(
    ("words", "present"),
    [
        (
            "The following States were represented at the session: Bahamas, Chad and Peru, and the following States"
            " were represented by observers: Fiji and Guyana.",
            {"BHS": "member", "TCD": "member", "PER": "member", "FJI": "observer_state", "GUY": "observer_state"},
        ),
        (
            "The following States participated in the session and were represented at all meetings: Bahamas and Chad.",
            {"BHS": "member", "TCD": "member"},
        ),
        (
            "The following States participated in the session: Bahamas and Chad, which were represented by observers.",
            {"BHS": "observer_state", "TCD": "observer_state"},
        ),
    ],
)
def test_two_cues_of_attendance(words: str, present: dict[str, str]) -> None:
    report = read_words(ENGLISH, words)
    hold_keys(report)
    rows = report.attendance.select("participant_id", "capacity").rows()
    assert sorted(row for row in rows if row[0] != "MLT") == sorted(present.items())


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (
            ENGLISH,
            "The session was opened on 28 May by the President of the fourth session, Batbayar Ganzorig (Mongolia), who"
            " made an introductory statement.",
        ),
        (
            FRENCH,
            "La session a été ouverte le 28 mai par le Président de la quatrième session, Batbayar Ganzorig (Mongolie),"
            " qui a fait une déclaration liminaire.",
        ),
    ],
    ids=["en", "fr"],
)
def test_two_acts_of_one_speaker(frame: str, words: str) -> None:
    """Opening a session and speaking at it: one row or two, but never two under one key."""
    report = read_words(frame, words)
    hold_keys(report)
    assert set(report.statements["person"]) == {"Batbayar Ganzorig"}


def test_who_invites_does_not_speak() -> None:
    report = read_words(
        ENGLISH, "At the invitation of the Chair, the representatives of Albania and Peru made statements."
    )
    assert report.statements["participant_id"].to_list() == ["ALB", "PER"]
