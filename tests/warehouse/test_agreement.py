"""What languages state differently is told fact by fact."""

from __future__ import annotations

from typing import Any

from warehouse.agreement import Agreement, Expression, comparable, compare, in_words, place_of


def row(participant: str | None = None, **more: Any) -> dict[str, Any]:
    span = more.pop("at", 10)
    filled = {
        "kind": "statement", "capacity": "member", "agenda_items": ["2"], "on_behalf_of": [], "paragraph": "3",
        "role": None, "document_id": "D",
    }  # fmt: skip
    place = {"meeting_id": "m:1", "participant_id": participant, "span_start": span, "span_end": span + 5}
    return {**filled, **place, **more}


def agreement(table: str, *by_language: list[dict[str, Any]]) -> Agreement:
    first, *others = (
        Expression(language, f"D:{language}", {table: rows})
        for language, rows in zip(("en", "fr", "es"), by_language, strict=False)
    )
    (found,) = compare(first, others)
    return found


def told(found: Agreement) -> list[str]:
    return [in_words(one, "en") for one in found.differences]


def test_languages_that_state_the_same_agree() -> None:
    rows = [row("FRA"), row("PER")]
    found = agreement("attendance", rows, rows[::-1], rows)
    assert (found.n_agree, found.n_differ, found.differences) == (2, 0, [])


def test_a_participant_that_one_language_leaves_out_or_adds() -> None:
    found = agreement("attendance", [row("FRA"), row("PER")], [row("FRA"), row("CHL")], [row("FRA"), row("PER")])
    assert (found.n_agree, found.n_differ) == (1, 2)
    assert told(found) == ["PER, paragraph 3: in en, not in fr", "CHL, paragraph 3: in fr, not in en"]


def test_a_column_that_differs() -> None:
    english = [row("FRA"), row("PER", on_behalf_of=["group:g77-and-china"])]
    french = [row("FRA", kind="opening", agenda_items=["3"]), row("PER", capacity="observer_state")]
    found = agreement("statements", english, french)
    assert (found.n_agree, found.n_differ) == (0, 2)
    assert told(found) == [
        "FRA, paragraph 3: kind is statement in en, opening in fr",
        "FRA, paragraph 3: agenda_items is 2 in en, 3 in fr",
        "PER, paragraph 3: capacity is member in en, observer_state in fr",
        "PER, paragraph 3: on_behalf_of is group:g77-and-china in en, nothing in fr",
    ]


def test_two_acts_of_one_speaker_are_compared_one_with_one() -> None:
    found = agreement("statements", [row("FRA"), row("FRA", kind="reply")], [row("FRA"), row("FRA", kind="reply")])
    assert (found.n_agree, found.n_differ) == (2, 0)
    assert agreement("statements", [row("FRA"), row("FRA")], [row("FRA")]).n_differ == 1


def test_a_number_that_differs() -> None:
    english, french = (
        [row(n_stated=stated, n_listed=3, is_complete=True, paragraph="2")] for stated in (58, 59)
    )  # fmt: skip
    (text,) = told(agreement("attendance_lists", english, french))
    assert text == "member, paragraph 2: n_stated is 58 in en, 59 in fr"


def test_what_only_the_words_of_a_language_tell_apart_is_the_same() -> None:
    assert comparable("Chair") == comparable("President")
    assert comparable(["EUE", "the African Group"]) == comparable(["le Groupe des États d’Afrique", "EUE"])
    assert comparable(["2 (b)", "2 (a)"]) == comparable(["2 (a)", "2 (b)"]) != comparable(["2 (a)"])


def test_a_fact_that_is_not_stated_is_placed_beside_others_of_its_paragraph() -> None:
    rows = [row("FRA", at=4, paragraph="1"), row("PER", at=90)]
    assert place_of(None, row("CHL"), rows)["span_start"] == 90
    assert place_of(None, row("CHL", paragraph="9"), rows)["span_start"] is None
    assert place_of(None, row("CHL", paragraph=None), rows)["span_start"] is None
