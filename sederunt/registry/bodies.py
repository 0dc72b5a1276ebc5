"""Bodies: the organs, conferences and committees that meet and report.

What belongs here: which bodies there are, their names and the symbols of their documents, and by which rule one sits on
them. What does not: their meetings, which are facts of reports; who was eligible when (``eligibility``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sederunt.registry.files import ACRONYM_SIGN, Row, alternatives, day, read_rows, required

#: The languages in which every body has a name.
_LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that meets; ``names`` holds by language its names as reports write them, the usual one first.

    ``sits_with_parent``: its sessions are those of its parent (a Main Committee of the General Assembly).
    ``symbol_series`` are the beginnings of its documents' symbols (``A/HRC``): the longest that fits a symbol wins.
    ``acronyms`` are names too (``CND``), to be read letter by letter. ``membership`` is one of ``body_membership`` in
    ``tables.toml``; ``n_members`` and ``elected_by`` (a body) belong to limited ones and those of experts;
    ``treaty_id`` names the treaty whose parties are eligible. None is not known, or does not apply.
    """

    body_id: str
    parent_id: str | None
    names: Mapping[str, tuple[str, ...]]
    symbol_series: tuple[str, ...] = ()
    acronyms: Mapping[str, tuple[str, ...]] | None = None
    membership: str | None = None
    n_members: int | None = None
    elected_by: str | None = None
    treaty_id: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None
    sits_with_parent: bool = False

    @property
    def name(self) -> str:
        """Its usual name in English."""
        return self.names["en"][0]


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name of a body: ``form`` is ``usual``, ``other`` or ``acronym``; the days bound its use, where known."""

    body_id: str
    language: str
    name: str
    form: str
    valid_from: date | None = None
    valid_to: date | None = None


def _names(row: Row) -> Iterator[BodyName]:
    """The names in one row, the first in each language being the usual one."""
    for language in _LANGUAGES:
        for number, words in enumerate(alternatives(row[language])):
            form = "acronym" if words.startswith(ACRONYM_SIGN) else "other" if number else "usual"
            yield BodyName(required(row, "body_id"), language, words.removeprefix(ACRONYM_SIGN), form)


@cache
def body_names() -> tuple[BodyName, ...]:
    """All names of all bodies: those that they bear now, then those that they bore for a time."""
    found = [name for row in read_rows("bodies.tsv") for name in _names(row)]
    for row in read_rows("body_names.tsv"):
        first, last = day(row["valid_from"]), day(row["valid_to"])
        for name in _names(row):
            form = "other" if name.form == "usual" else name.form
            found.append(BodyName(name.body_id, name.language, name.name, form, first, last))
    return tuple(found)


@cache
def bodies() -> Mapping[str, Body]:
    """All bodies by id, a parent before its children."""
    names: dict[str, dict[str, list[str]]] = {}
    acronyms: dict[str, dict[str, list[str]]] = {}
    for name in body_names():
        of_form = acronyms if name.form == "acronym" else names
        of_form.setdefault(name.body_id, {}).setdefault(name.language, []).append(name.name)
    return {body.body_id: body for body in _rows(names, acronyms)}


@cache
def secretariat_of(body_id: str) -> str:
    """The participant whose secretariat serves a body: that of its organization, else the Secretariat of the United
    Nations.
    """
    served = {required(row, "body_id"): required(row, "participant_id") for row in read_rows("secretariats.tsv")}
    at: str | None = body_id
    while at is not None:
        if at in served:
            return served[at]
        body = bodies().get(at)
        at = body.parent_id if body else None
    return "un:secretariat"


def _rows(names: dict[str, dict[str, list[str]]], acronyms: dict[str, dict[str, list[str]]]) -> Iterator[Body]:
    for row in read_rows("bodies.tsv"):
        body_id = required(row, "body_id")
        yield Body(
            body_id,
            row["parent"],
            {language: tuple(words) for language, words in names[body_id].items()},
            tuple(alternatives(row["series"])),
            {language: tuple(words) for language, words in acronyms.get(body_id, {}).items()},
            row["membership"],
            int(row["n_members"]) if row["n_members"] else None,
            row["elected_by"],
            row["treaty"],
            day(row["valid_from"]),
            day(row["valid_to"]),
            row["successor_id"],
            row["sits_with_parent"] == "yes",
        )
