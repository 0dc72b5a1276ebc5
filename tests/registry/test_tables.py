"""The registry's tables hold together: ids, dates, references, and no key that means two participants at once."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import combinations

import pytest

from sederunt.registry import (
    LANGUAGES,
    NameForm,
    bodies,
    body_names,
    eligibility,
    group_members,
    groups,
    name_forms,
    name_key,
    participants,
    treaties,
)
from sederunt.registry.files import read_rows
from sederunt.tables import allowed_values

#: Pairs of participants that may share a key in a language at the same time: (language, key). None is known.
PERMITTED_COLLISIONS: frozenset[tuple[str, str]] = frozenset()

#: Acronyms that belong to two participants at the same time. None is known.
PERMITTED_ACRONYMS: frozenset[tuple[str, str]] = frozenset()

FORMS = {"official", "list", "formal", "short", "inflected", "acronym"}


def period(form: NameForm) -> tuple[date, date]:
    """The days on which the form may name its participant."""
    participant = participants()[form.participant_id]
    first = max(form.valid_from or date.min, participant.valid_from or date.min)
    return first, min(form.valid_to or date.max, participant.valid_to or date.max)


def overlap(left: NameForm, right: NameForm) -> bool:
    (left_first, left_last), (right_first, right_last) = period(left), period(right)
    return max(left_first, right_first) <= min(left_last, right_last)


def shared(language: str, acronyms: bool) -> set[str]:
    """Keys (or acronyms) that name two participants on one day."""
    claims: dict[str, list[NameForm]] = defaultdict(list)
    for form in name_forms(language):
        if (form.form == "acronym") == acronyms:
            claims[form.words if acronyms else name_key(form.words)].append(form)
    return {
        key
        for key, forms in claims.items()
        if any(a.participant_id != b.participant_id and overlap(a, b) for a, b in combinations(forms, 2))
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_names_two_participants_at_once(language: str) -> None:
    assert {(language, key) for key in shared(language, acronyms=False)} <= PERMITTED_COLLISIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_acronym_names_two_participants_at_once(language: str) -> None:
    assert {(language, key) for key in shared(language, acronyms=True)} <= PERMITTED_ACRONYMS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_belongs_to_a_participant_and_can_be_used(language: str) -> None:
    for form in name_forms(language):
        assert form.participant_id in participants(), form
        assert form.form in FORMS, form
        assert form.words == " ".join(form.words.split()), form
        first, last = period(form)
        assert first <= last, form


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_name(language: str) -> None:
    named = {form.participant_id for form in name_forms(language)}
    states = {
        key for key, participant in participants().items() if participant.kind in ("state", "observer_state", "reio")
    }
    assert states <= named


def test_there_are_193_member_states_and_the_others() -> None:
    today = date(2026, 11, 1)
    states = [participant for participant in participants().values() if participant.kind == "state"]
    assert len([state for state in states if state.exists_on(today)]) == 193 + len({"COK", "NIU"})
    assert {participants()[key].kind for key in ("VAT", "PSE")} == {"observer_state"}
    assert participants()["EUE"].kind == "reio"


def test_ids_kinds_and_codes() -> None:
    for key, participant in participants().items():
        assert key == participant.participant_id
        assert re.fullmatch(r"[A-Z]{3,4}|(org|un|group|state):[a-z0-9]+(-[a-z0-9]+)*", key), key
        assert participant.kind in allowed_values("participant_kind"), key
        assert participant.m49 is None or re.fullmatch(r"\d{3}", participant.m49), key
        assert participant.successor_id is None or participant.successor_id in participants(), key
        if participant.valid_from and participant.valid_to:
            assert participant.valid_from < participant.valid_to, key
        if key.startswith("group:"):
            assert participant.kind == "group", key


def test_ids_are_listed_once() -> None:
    for name in ("states.tsv", "withdrawn_states.tsv", "state_dates.tsv", "organizations.tsv", "groups.tsv"):
        ids = [row["participant_id"] for row in read_rows(name)]
        assert len(ids) == len(set(ids)), name


def test_the_secretariat_is_there() -> None:
    assert participants()["un:secretariat"].name == "Secretariat"
    assert participants()["un:secretariat"].kind == "un_entity"


def test_members_and_groups_exist() -> None:
    known = {group.group_id for group in groups()}
    for member in group_members():
        assert member.group_id in known and member.group_id in participants()
        assert member.participant_id in participants()
        assert member.source
        if member.valid_from and member.valid_to:
            assert member.valid_from <= member.valid_to, member


def test_a_state_is_in_one_regional_group_only() -> None:
    regional = {"african-states", "asia-pacific-states", "eastern-european-states", "western-european-and-other-states"}
    regional.add("latin-american-and-caribbean-states")
    members = [
        member.participant_id for member in group_members() if member.group_id.removeprefix("group:") in regional
    ]
    assert len(members) == len(set(members))


def test_the_european_union_had_28_members_then_27() -> None:
    def members(on: date) -> int:
        return sum(
            (member.valid_from or date.min) <= on <= (member.valid_to or date.max)
            for member in group_members()
            if member.group_id == "EUE"
        )

    assert [members(date(2015, 1, 1)), members(date(2021, 1, 1))] == [28, 27]


def test_bodies() -> None:
    seen: set[str] = set()
    series: list[str] = []
    for body_id, body in bodies().items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", body_id)
        assert body.parent_id is None or body.parent_id in seen, f"{body_id}: its parent stands behind it"
        assert set(body.names) == set(LANGUAGES), f"{body_id} has no name in every language"
        assert body.membership is None or body.membership in allowed_values("body_membership"), body_id
        assert body.n_members is None or body.membership in ("limited", "experts"), body_id
        assert {body.elected_by, body.successor_id} <= {None, *bodies()}, body_id
        seen.add(body_id)
        series.extend(body.symbol_series)
    assert len(series) == len(set(series))
    assert len(seen) >= 150


def test_names_that_a_body_bore_for_a_time_are_dated() -> None:
    names = [name for name in body_names() if name.body_id == "eclac" and name.language == "en" and name.valid_to]
    assert [(name.name, str(name.valid_to)) for name in names] == [
        ("Economic Commission for Latin America", "1984-07-26")
    ]


def eligible(body_id: str, on: date, *statuses: str) -> set[str]:
    return {
        one.participant_id
        for one in eligibility()
        if one.body_id == body_id and one.status in statuses and one.valid_from <= on <= (one.valid_to or date.max)
    }


@pytest.mark.parametrize(
    ("body_id", "year", "expected"),
    [
        ("general-assembly", 1946, 51),
        ("general-assembly", 1961, 99),
        ("general-assembly", 1989, 159),
        ("general-assembly", 1993, 181),
        ("general-assembly", 2006, 191),
        ("general-assembly", 2012, 193),
        ("security-council", 2018, 15),
        ("conference-on-disarmament", 2000, 65),
        ("antarctic-treaty-consultative-meeting", 2015, 29),
    ],
)
def test_as_many_were_members_as_is_known(body_id: str, year: int, expected: int) -> None:
    assert len(eligible(body_id, date(year, 5, 1), "member")) == expected


def test_the_soviet_union_and_russia_were_never_eligible_at_once() -> None:
    for on in (date(1990, 1, 1), date(1991, 12, 24), date(2000, 1, 1)):
        assert len(eligible("general-assembly", on, "member") & {"SUHH", "RUS"}) == 1
        assert len(eligible("unclos-states-parties", on, "party", "signatory") & {"SUHH", "RUS"}) == 1


def test_a_signatory_becomes_a_party_on_the_day_of_its_instrument() -> None:
    assert "USA" in eligible("untoc-cop", date(2005, 11, 2), "signatory")
    assert "USA" in eligible("untoc-cop", date(2005, 11, 3), "party")
    assert "USA" not in eligible("untoc-cop", date(2005, 11, 3), "signatory")


def test_only_bodies_of_a_known_treaty_or_list_have_eligibility() -> None:
    known = {treaty.treaty_id for treaty in treaties()}
    assert {body.treaty_id for body in bodies().values()} == {*known, None}
    assert {one.body_id for one in eligibility()} <= set(bodies())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_name_means_one_body(language: str) -> None:
    names = [key for body in bodies().values() for key in {name_key(name) for name in body.names[language]}]
    assert len(names) == len(set(names))
