"""Which document speaks for a work: a report exists in several languages, formats and issues, its facts count once.

What belongs here: the rule of the choice. What does not: moving rows (``build.py``), taking symbols apart
(``sederunt/documents/symbols.py``), meetings that a work's expressions name differently (``alignment.py``).

The rule:

1. Several readings of one ``document_id`` (it came in two formats, or was fetched again and differs): the preferred one
   by rule 4 stands for the document, of several in one format the one fetched last; the others remain in schema
   ``readings``.
2. Issues of one work: the highest revision (``Rev.``) is current, the lower ones are superseded by it, in whatever
   language they are: by its expression in their own language where there is one, else by the one that rule 4 chooses.
3. A corrigendum or amendment (``Corr.``, ``Amend.``) that prints the report again supersedes the issue it corrects like
   a revision: one that gives at least ``reprint_share`` (``settings.toml``) of its facts. Any other states changes
   alone: it supersedes nothing, nothing supersedes it but a later one to the same issue, and it gives facts only where
   nothing else of the work was read. An addendum (``Add.``) says further things: its symbol names a work of its own.
4. Of the current documents of a work, facts are taken from the preferred one: ``[preference]`` in ``settings.toml`` has
   the rules (words stated before words recognised, then language, then format); of several that it does not tell apart
   the one fetched last, then the one whose id comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from warehouse.issues import issue_of
from warehouse.settings import Settings

#: The place of an issue among those of its work: revision, then correction.
Rank = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the choice needs to know of one reading of one document. ``n_facts`` counts those present and speakers."""

    reading_id: str
    document_id: str
    work_id: str
    symbol: str | None
    language: str
    fetched_at: datetime
    media_type: str = "text/plain"
    text_source: str = "text"
    n_facts: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A document as it enters ``main.documents``; ``gives_facts`` is true for one document of each work.

    ``expression`` numbers, from 0 for the preferred one, the documents that print one issue in one language or another
    and can be compared: those of the highest issue that was read in several languages.
    """

    reading_id: str
    document_id: str
    superseded_by: str | None
    gives_facts: bool
    expression: int | None


def choose(readings: Iterable[Reading], settings: Settings) -> list[Choice]:
    """One choice for each document id, by the rule above, in the order of the ids."""
    works: dict[str, list[Reading]] = defaultdict(list)
    for reading in _one_each(readings, settings):
        works[reading.work_id].append(reading)
    choices = [choice for members in works.values() for choice in _choose_in_work(members, settings)]
    return sorted(choices, key=lambda choice: choice.document_id)


def _one_each(readings: Iterable[Reading], settings: Settings) -> Iterable[Reading]:
    """Rule 1: the reading that stands for each document id."""
    standing: dict[str, Reading] = {}
    for reading in sorted(readings, key=lambda one: one.reading_id, reverse=True):
        known = standing.get(reading.document_id)
        if known is None or _preference(reading, settings) < _preference(known, settings):
            standing[reading.document_id] = reading
    return standing.values()


def _choose_in_work(members: Sequence[Reading], settings: Settings) -> Iterable[Choice]:
    """Rules 2 to 4 among the documents of one work."""
    reports: dict[Reading, Rank] = {}
    corrigenda: dict[int, dict[Reading, Rank]] = defaultdict(dict)
    n_facts = _facts_by_revision(members)
    for reading in members:
        issue = issue_of(reading.symbol)
        corrected = n_facts.get(issue.revision, 0)
        is_reprint = 0 < corrected * settings.reprint_share <= reading.n_facts
        if issue.correction and not is_reprint:
            corrigenda[issue.revision][reading] = issue.revision, issue.correction
        else:
            reports[reading] = issue.revision, issue.correction
    series = [ranks for ranks in (reports, *corrigenda.values()) if ranks]
    current = [_current(ranks, settings) for ranks in series]
    # Where reports were read they come first in the series, and the first of them speaks for the work.
    speaker = current[0][0] if reports else min(chain(*current), key=lambda one: _preference(one, settings))
    compared = _in_several_languages(reports, settings)
    for ranks, heirs in zip(series, current, strict=True):
        for reading in ranks:
            superseded_by = None if reading in heirs else _heir(reading, heirs).document_id
            expression = compared.index(reading) if reading in compared else None
            yield Choice(reading.reading_id, reading.document_id, superseded_by, reading is speaker, expression)


def _in_several_languages(reports: Mapping[Reading, Rank], settings: Settings) -> list[Reading]:
    """The documents of the highest issue that was read in several languages, the preferred one first."""
    for rank in sorted(set(reports.values()), reverse=True):
        issue = _current({reading: one for reading, one in reports.items() if one == rank}, settings)
        if len({reading.language for reading in issue}) > 1:
            return issue
    return []


def _facts_by_revision(members: Iterable[Reading]) -> Mapping[int, int]:
    """How many facts the fullest expression of each revision gives, corrigenda left out."""
    numbers: dict[int, int] = {}
    for reading in members:
        issue = issue_of(reading.symbol)
        if not issue.correction:
            numbers[issue.revision] = max(numbers.get(issue.revision, 0), reading.n_facts)
    return numbers


def _current(ranks: Mapping[Reading, Rank], settings: Settings) -> list[Reading]:
    """The documents of the highest rank, the preferred one first."""
    top = max(ranks.values())
    return sorted(
        (reading for reading, rank in ranks.items() if rank == top), key=lambda reading: _preference(reading, settings)
    )


def _heir(reading: Reading, heirs: Sequence[Reading]) -> Reading:
    """The current document that supersedes an earlier one: in the same language, else the preferred one."""
    return next((heir for heir in heirs if heir.language == reading.language), heirs[0])


def _preference(reading: Reading, settings: Settings) -> tuple[tuple[int, ...], float, str]:
    """Sort key of rule 4: smaller is preferred."""
    values = {"text_source": reading.text_source, "language": reading.language, "format": reading.media_type}
    ranks = tuple(settings.preference.rank(rule, values[rule]) for rule in settings.preference.rules)
    return ranks, -reading.fetched_at.timestamp(), reading.document_id
