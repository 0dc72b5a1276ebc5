"""Meetings of one work under the names of several languages are one meeting each."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from warehouse.alignment import Meeting, Pair, align, renamed, same_bodies

MAY, JUNE = (date(2024, 5, 6), date(2024, 5, 10)), (date(2024, 6, 3), date(2024, 6, 7))


def meeting(
    body: str, ordinal: int | None = None, days: tuple[date, date] | None = None, reading: str = "en"
) -> Meeting:
    first, last = days or (None, None)
    return Meeting(reading, f"{body}:{ordinal or first}", body, ordinal, first, last)


def rules(preferred: list[Meeting], other: list[Meeting]) -> dict[str, tuple[str, str]]:
    return {pair.read_id: (pair.meeting_id, pair.rule) for pair in align(preferred, other)}


def test_the_same_id_is_the_same_meeting() -> None:
    both = [meeting("fords", 3), meeting("fords", 4)]
    assert rules(both, both[::-1]) == {"fords:3": ("fords:3", "id"), "fords:4": ("fords:4", "id")}


def test_a_number_tells_the_meetings_of_a_joint_report_apart() -> None:
    english, french = (
        [meeting("wg-a", 11, MAY), meeting("wg-b", 9, MAY)],
        [meeting("gt-b", 9, MAY), meeting("gt-a", 11)],
    )
    assert rules(english, french) == {"gt-b:9": ("wg-b:9", "ordinal"), "gt-a:11": ("wg-a:11", "ordinal")}


def test_days_tell_meetings_without_numbers_apart() -> None:
    english, french = [meeting("seminar", days=MAY), meeting("board", days=JUNE)], [meeting("conseil", days=JUNE)]
    assert rules(english, french) == {"conseil:2024-06-03": ("board:2024-06-03", "days")}


def test_the_only_ones_left_are_the_same_unless_something_speaks_against_it() -> None:
    assert rules([meeting("board", 7)], [meeting("conseil", days=MAY)]) == {"conseil:2024-05-06": ("board:7", "only")}
    assert not rules([meeting("board", 7)], [meeting("conseil", 8)])
    assert not rules([meeting("board", days=MAY)], [meeting("conseil", 7, JUNE)])


def test_meetings_alike_in_all_are_taken_in_the_order_of_the_text() -> None:
    english, french = (
        [meeting("wg-a", 5, MAY), meeting("wg-b", 5, MAY)],
        [meeting("gt-a", 5, MAY), meeting("gt-b", 5, MAY)],
    )
    assert rules(english, french) == {"gt-a:5": ("wg-a:5", "order"), "gt-b:5": ("wg-b:5", "order")}
    assert not rules(english, french[:1]), "one of two, and nothing says which"


meetings = st.lists(
    st.builds(
        meeting, st.sampled_from("abcd"), st.sampled_from([None, 1, 2]), st.sampled_from([None, MAY, JUNE])
    ),
    max_size=4, unique_by=lambda one: one.meeting_id,
)  # fmt: skip


@given(meetings, meetings)
def test_no_meeting_is_paired_twice(preferred: list[Meeting], other: list[Meeting]) -> None:
    pairs = align(preferred, other)
    assert len({pair.read_id for pair in pairs}) == len(pairs) == len({pair.meeting_id for pair in pairs})
    assert {pair.meeting_id for pair in align(preferred, preferred)} == {one.meeting_id for one in preferred}


def pair(read: str, body: str, reading: str = "r", rule: str = "ordinal") -> Pair:
    return Pair(reading, read, f"{body}:1", body, rule)


def learned(*pairs: Pair, known: tuple[str, ...] = ()) -> dict[str, str]:
    return same_bodies(pairs, {(one.reading_id, one.read_id): one.read_id.partition(":")[0] for one in pairs}, known)


def test_a_slug_that_always_meets_one_body_is_that_body() -> None:
    assert learned(pair("comite:1", "committee"), pair("comite:2", "committee")) == {"comite": "committee"}


def test_a_slug_that_meets_two_bodies_or_is_registered_stays_itself() -> None:
    assert learned(pair("comite:1", "committee"), pair("comite:2", "board")) == {}
    assert learned(pair("comite:1", "committee"), known=("comite",)) == {}
    assert learned(pair("committee:1", "committee")) == {}
    assert learned(pair("comite:1", "committee", rule="only")) == {}, "nothing but that no other was left says so"


def test_no_slug_leads_to_another_that_leads_on() -> None:
    assert learned(pair("comite:1", "committee"), pair("committee:1", "komitet", "s")) == {"committee": "komitet"}


def test_a_meeting_keeps_its_number_under_the_name_of_its_body() -> None:
    assert renamed("comite:2024-05-06", "comite", "committee") == "committee:2024-05-06"
    assert renamed("other:7", "comite", "committee") == "other:7"
