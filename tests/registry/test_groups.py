"""Groups of their time: who belonged to them on a day; and how documents name those for whom a speaker speaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sederunt.registry import group_members, lookup

LINES = Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()


def cases() -> Iterator[tuple[str, date, int | None, set[str], set[str]]]:
    for line in LINES:
        if not line.startswith(("#", "group_id")):
            group, on, number, members, others = line.split("\t")
            yield group, date.fromisoformat(on), int(number or 0) or None, set(members.split()), set(others.split())


@pytest.mark.parametrize(("group", "on", "number", "members", "others"), list(cases()))
def test_members_on_a_day(group: str, on: date, number: int | None, members: set[str], others: set[str]) -> None:
    found = [
        member.participant_id
        for member in group_members()
        if member.group_id == group and (member.valid_from or date.min) <= on <= (member.valid_to or date.max)
    ]
    assert len(found) == len(set(found))
    assert number is None or len(found) == number
    assert members <= set(found)
    assert not others & set(found)


@pytest.mark.parametrize(
    ("words", "language", "expected"),
    [
        ("the Group of 77 and China", "en", "group:g77-and-china"),
        ("G-77 and China", "en", "group:g77-and-china"),
        ("du Groupe des 77 et de la Chine", "fr", "group:g77-and-china"),
        ("77国集团和中国", "zh", "group:g77-and-china"),
        ("77国集团加中国", "zh", "group:g77-and-china"),
        ("Группы 77 и Китая", "ru", "group:g77-and-china"),
        ("del Grupo de los 77 y China", "es", "group:g77-and-china"),
        ("مجموعة الـ 77 والصين", "ar", "group:g77-and-china"),
        ("لمجموعة الـ77 والصين", "ar", "group:g77-and-china"),
        ("the Movement of Non-Aligned Countries", "en", "group:non-aligned-movement"),
        ("Движения неприсоединения", "ru", "group:non-aligned-movement"),
        ("Группы африканских государств", "ru", "group:african-states"),
        ("Группы западноевропейских и других государств", "ru", "group:western-european-and-other-states"),
        ("GRULAC", "es", "group:latin-american-and-caribbean-states"),
        ("les pays BASIC", "fr", "group:basic"),
        ("Pacific small island developing States", "en", "group:psids"),
        ("Альянса малых островных государств", "ru", "group:aosis"),
        ("最不发达国家集团", "zh", "group:ldcs"),
        ("la Unión Europea y sus Estados miembros", "es", "EUE"),
    ],
)
def test_groups_as_they_are_named(words: str, language: str, expected: str) -> None:
    match = lookup(words, language, date(2019, 6, 1))
    assert match is not None and match.participant_id == expected and match.method != "spelling"
