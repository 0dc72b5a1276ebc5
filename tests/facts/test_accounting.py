"""What is counted, and that nothing is lost without a trace.

What belongs here: numbers of those present and speaking, in joint reports too, the accounted share, and ids that do not
collide. What does not: who is in a list (``tests/samples``).
"""

from __future__ import annotations

from datetime import datetime

from sederunt.documents.raw import RawDocument
from sederunt.facts.bodies import body_id
from sederunt.report import Report, read_document

ONE = """Report of the Committee on Trade on its fifth session

I. Organization of the session

1. The Committee on Trade held its fifth session in Vienna from 28 to 31 May 2018.

"""
JOINT = """Joint report on the fifth session of the Committee on Trade and on the third session of the Working Group on
Ports

I. Organization of the sessions

1. The Committee on Trade met from 28 to 31 May 2018. The Working Group on Ports met from 28 to 31 May 2018.

"""


def read(text: str) -> Report:
    return read_document(RawDocument(text.encode(), "memory", "tests", datetime(2026, 1, 1), "text/plain"))


def test_a_number_with_some_names_holds_for_every_meeting_of_a_joint_report() -> None:
    facts = read(
        JOINT + "2. Representatives of 41 non-governmental organizations attended the sessions, among them Amnesty"
        " International and Greenpeace International.\n"
    )
    lists = [(r["meeting_id"], r["n_stated"], r["n_listed"]) for r in facts.attendance_lists.iter_rows(named=True)]
    assert lists == [("committee-on-trade:5", 41, 2), ("working-group-on-ports:3", 41, 2)]


def test_a_statement_sentence_that_gives_nobody_lowers_the_accounted_share() -> None:
    known = "2. Statements were made by the representatives of Chad and Peru.\n\n"
    assert read(ONE + known).documents["share_accounted"].to_list() == [1.0]
    lost = read(ONE + known + "3. Statements were made by the zzzz qqqq of wwww.\n")
    assert lost.statements.height == 2
    assert lost.documents["share_accounted"][0] < 1


def test_a_post_of_the_united_nations_speaks_for_the_secretariat() -> None:
    facts = read(ONE + "2. The Director of the Department of Ports of the United Nations made a statement.\n")
    assert facts.statements.select("participant_id", "capacity").rows() == [("un:secretariat", "un_secretariat")]


def test_a_list_keeps_its_capacity_while_some_of_it_keep_theirs() -> None:
    facts = read(
        ONE + "2. The following States participated in the session: Bahamas, Chad and Peru.\n\n"
        "3. Fiji was represented by an observer.\n"
    )
    lists = {(r["capacity"], r["n_listed"]) for r in facts.attendance_lists.iter_rows(named=True)}
    assert lists == {("member", 3), ("observer_state", 1)}


def test_members_of_any_body_are_members() -> None:
    facts = read(ONE + "2. The following 3 members of the Observatory were represented: Bahamas, Chad and Peru.\n")
    assert facts.attendance_lists.select("capacity", "n_stated", "n_listed").rows() == [("member", 3, 3)]


def test_long_names_that_begin_alike_are_two_bodies() -> None:
    long = "Working Group on the Review of the Implementation of the Convention and of the Protocols thereto on "
    assert body_id(long + "Trade", "en") != body_id(long + "Ports", "en")
    assert body_id(long + "Trade", "en") == body_id(long + "Trade", "en")


def test_recommendations_are_read_wherever_a_cue_announces_them() -> None:
    facts = read(
        ONE + "2. The Committee on Trade adopted the following recommendations:\n\n(a) States should share data;\n\n"
        "(b) The secretariat should publish them.\n"
    )
    assert facts.recommendations["addressee"].to_list() == ["States", "The secretariat"]
