"""Name forms: the words under which a participant may stand in a document, by language, dated.

What belongs here: collecting the forms from the tables. What does not: choosing among them (``matching``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from sederunt.registry.files import ACRONYM_SIGN, alternatives, day, read_rows, required

LANGUAGES: tuple[str, ...] = ("ar", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True, slots=True)
class NameForm:
    """Words that name a participant.

    ``form``: ``official`` (the UN's short form, as in running text), ``list`` (with its bracket, as in lists),
    ``formal`` (the long form), ``short`` (everyday or former name), ``inflected`` (a case, or fused with an article or
    preposition), ``acronym`` (to be matched letter by letter, capitals included). ``valid_from`` and ``valid_to`` bound
    the days on which documents used the form.
    """

    words: str
    participant_id: str
    language: str
    form: str
    valid_from: date | None = None
    valid_to: date | None = None

    def in_use_on(self, on: date) -> bool:
        """Whether documents of that day used the form."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def _compiled(language: str) -> Iterator[NameForm]:
    for row in read_rows(f"names/{language}.tsv"):
        yield NameForm(
            required(row, "words"),
            required(row, "participant_id"),
            language,
            required(row, "form"),
            day(row["valid_from"]),
            day(row["valid_to"]),
        )


def _curated(name: str, language: str, default: str) -> Iterator[NameForm]:
    for row in read_rows(name):
        first, last = day(row.get("valid_from")), day(row.get("valid_to"))
        for number, words in enumerate(alternatives(row[language])):
            form = row.get("form") or (default if number == 0 else "short")
            if words.startswith(ACRONYM_SIGN):
                words, form = words.removeprefix(ACRONYM_SIGN), "acronym"
            yield NameForm(words, required(row, "participant_id"), language, form, first, last)


@cache
def name_forms(language: str) -> tuple[NameForm, ...]:
    """Everything that may stand for a participant in a document of that language, each form once.

    Raises ``ValueError`` for a language other than the six of ``LANGUAGES``.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no names in the language {language!r}; there are names in {', '.join(LANGUAGES)}")
    found: dict[tuple[str, str, date | None, date | None], NameForm] = {}
    sources = (
        _compiled(language),
        _curated("state_formal.tsv", language, "formal"),
        _curated("state_names.tsv", language, "short"),
        _curated("organizations.tsv", language, "official"),
        _curated("groups.tsv", language, "official"),
    )
    for source in sources:
        for form in source:
            found.setdefault((form.words, form.participant_id, form.valid_from, form.valid_to), form)
    return tuple(found.values())
