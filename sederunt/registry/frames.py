"""The registry as frames of the declared reference tables.

What belongs here: the way from the registry's objects to ``tables.toml``. What does not: writing them anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sederunt.registry.bodies import bodies, body_names
from sederunt.registry.eligibility import eligibility, treaties
from sederunt.registry.groups import group_members, groups
from sederunt.registry.names import LANGUAGES, NameForm, name_forms
from sederunt.registry.participants import participants
from sederunt.registry.successions import successions
from sederunt.tables import row_of, tables

if TYPE_CHECKING:
    import polars as pl


def _participant_names() -> Iterator[dict[str, Any]]:
    """Every name but the inflected ones, each once from one first day: its latest end holds."""
    found: dict[tuple[str, str, str, date | None], NameForm] = {}
    for language in LANGUAGES:
        for form in name_forms(language):
            if form.form != "inflected":
                key = (form.participant_id, language, form.words, form.valid_from)
                known = found.setdefault(key, form)
                if known.valid_to is not None and (form.valid_to is None or form.valid_to > known.valid_to):
                    found[key] = form
    for (identity, language, words, first), form in found.items():
        yield {
            "participant_id": identity,
            "language": language,
            "name": words,
            "form": form.form,
            "valid_from": first,
            "valid_to": form.valid_to,
        }


def frames() -> Mapping[str, pl.DataFrame]:
    """The curated reference tables by name, in their declared schemas."""
    rows: dict[str, list[dict[str, Any]]] = {
        "participants": [row_of(participant) for participant in participants().values()],
        "participant_names": list(_participant_names()),
        "successions": [row_of(succession) for succession in successions()],
        "bodies": [
            {
                "body_id": body.body_id,
                "name": body.name,
                "parent_id": body.parent_id,
                "symbol_series": list(body.symbol_series),
                "membership": body.membership,
                "n_members": body.n_members,
                "elected_by": body.elected_by,
                "treaty_id": body.treaty_id,
                "valid_from": body.valid_from,
                "valid_to": body.valid_to,
                "successor_id": body.successor_id,
            }
            for body in bodies().values()
        ],
        "body_names": [row_of(name) for name in body_names()],
        "groups": [row_of(group) for group in groups()],
        "group_members": [row_of(member) for member in group_members()],
        "treaties": [row_of(treaty) for treaty in treaties()],
        "eligibility": [row_of(status) for status in eligibility()],
    }
    declared = tables()
    return {name: declared[name].frame(entries) for name, entries in rows.items()}
