"""A meeting that an annex is the report of, and the chairs of bodies that a meeting set up.

What belongs here: whose meeting and whose office a fact is. What does not: the forms of lists and offices.
"""

from __future__ import annotations

from datetime import date, datetime

from sederunt.documents.raw import RawDocument
from sederunt.report import Report, read_document

WITH_SEMINAR = """Report of the Committee on Lighthouses on its fifth session

I. Organization of the session

1. The Committee on Lighthouses held its fifth session in Vienna from 28 to 31 May 2018.

2. The following States members of the Committee were represented: Chad, Fiji and Peru.

3. The Committee elected Ana Rojas (Peru) as Chair.

Annex

Caribbean seminar on the dimming of lighthouses: ways forward, held in Bridgetown from 7 to 9 March 2018

I. Organization of the seminar

4. The seminar was held in Bridgetown from 7 to 9 March 2018. Four meetings were held.

5. The following States participated in the seminar: Barbados and Cuba.

6. Eve Clarke (Barbados) was appointed Chair of the seminar, while Luis Vega (Cuba) was appointed Rapporteur.

7. The representatives of Barbados and Cuba made statements.
"""

WITH_GROUPS = """Report of the Committee on Lighthouses on its fifth session

I. Organization of the session

1. The Committee on Lighthouses held its fifth session in Vienna from 28 to 31 May 2018, chaired by Ana Rojas (Peru).

2. A Working Group on Lamps was chaired by Mr. Jean Petit, Representative of France; Ms. Eve Clarke, Alternate
Representative of Barbados, chaired a Working Group on Fog.

3. The Committee elected Chad and Fiji as members of the Drafting Committee, with Mr. Luis Vega (Cuba) as Chairperson.

4. Canada, Chile and Spain were elected Vice-Chairpersons.

5. Mr. Otto Berg was appointed Secretary-General of the Conference.
"""


def read(text: str) -> Report:
    return read_document(RawDocument(text.encode(), "memory", "tests", datetime(2026, 1, 1), "text/plain"))


def test_an_annex_with_days_and_attendance_is_a_meeting_of_its_own() -> None:
    report = read(WITH_SEMINAR)
    meetings = report.meetings.select("body_name", "starts_on", "ends_on", "place", "n_sittings").rows()
    assert meetings == [
        ("Committee on Lighthouses", date(2018, 5, 28), date(2018, 5, 31), "Vienna", None),
        ("Caribbean seminar on the dimming of lighthouses", date(2018, 3, 7), date(2018, 3, 9), "Bridgetown", 4),
    ]
    main, seminar = report.meetings["meeting_id"]
    here = {
        name: dict(report.frames[name].group_by("meeting_id").len().rows()) for name in ("attendance", "statements")
    }
    assert here == {"attendance": {main: 3, seminar: 2}, "statements": {seminar: 2}}
    officers = report.officers.select("meeting_id", "role", "participant_id").rows()
    assert officers == [(main, "Chair", "PER"), (seminar, "Chair", "BRB"), (seminar, "Rapporteur", "CUB")]


def test_an_annex_without_days_is_none() -> None:
    text = WITH_SEMINAR.replace(", held in Bridgetown from 7 to 9 March 2018", "").replace(
        "was held in Bridgetown from 7 to 9 March 2018", "was a success"
    )
    assert read(text).meetings.height == 1


def test_chairs_of_bodies_that_the_meeting_set_up() -> None:
    columns = ("role", "person", "participant_id", "subsidiary_body")
    assert read(WITH_GROUPS).officers.select(columns).rows() == [
        ("Chair", "Ana Rojas", "PER", None),
        ("Chair", "Jean Petit", "FRA", "Working Group on Lamps"),
        ("Chair", "Eve Clarke", "BRB", "Working Group on Fog"),
        ("Chair", "Luis Vega", "CUB", "Drafting Committee"),
        ("Vice-Chair", None, "CAN", None),
        ("Vice-Chair", None, "CHL", None),
        ("Vice-Chair", None, "ESP", None),
        ("Secretary-General of the Conference", "Otto Berg", None, None),
    ]
