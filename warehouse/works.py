"""Which document speaks for a work: one report exists in several languages and issues, and its facts count once.

What belongs here: the rule of the choice. What does not: moving rows (``build.py``), taking symbols apart
(``sederunt/documents/symbols.py``).

The rule:

1. Several readings of one ``document_id`` (the file was fetched again and differs, or came in two formats): the one
   fetched last stands for the document; the others remain in schema ``readings``.
2. Issues of one work: the highest revision (``Rev.``) is current, the lower ones are superseded by it, in whatever
   language they are: by its expression in their own language where there is one, else by the one that rule 4 chooses.
3. A corrigendum or amendment (``Corr.``, ``Amend.``) states changes and does not print the report again: it supersedes
   nothing, nothing supersedes it but a later one to the same issue, and it gives facts only where nothing else of the
   work was read. An addendum (``Add.``) says further things: its symbol names a work of its own.
4. Of the current documents of a work, facts are taken from the first in ``language_order`` (``settings.toml``); of
   several in one language from the one fetched last, then from the one whose id comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from warehouse.issues import issue_of


@dataclass(frozen=True, slots=True)
class Reading:
    """What the choice needs to know of one reading of one document."""

    reading_id: str
    document_id: str
    work_id: str
    symbol: str | None
    language: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """A document as it enters ``main.documents``; ``gives_facts`` is true for one document of each work."""

    reading_id: str
    document_id: str
    superseded_by: str | None
    gives_facts: bool


def choose(readings: Iterable[Reading], language_order: Sequence[str]) -> list[Choice]:
    """One choice for each document id, by the rule above, in the order of the ids."""
    works: dict[str, list[Reading]] = defaultdict(list)
    for reading in _latest(readings):
        works[reading.work_id].append(reading)
    choices = [choice for members in works.values() for choice in _choose_in_work(members, language_order)]
    return sorted(choices, key=lambda choice: choice.document_id)


def _latest(readings: Iterable[Reading]) -> Iterable[Reading]:
    """The reading of each document id that was fetched last."""
    latest: dict[str, Reading] = {}
    for reading in readings:
        known = latest.get(reading.document_id)
        if known is None or (reading.fetched_at, reading.reading_id) > (known.fetched_at, known.reading_id):
            latest[reading.document_id] = reading
    return latest.values()


def _choose_in_work(members: Sequence[Reading], language_order: Sequence[str]) -> Iterable[Choice]:
    """Rules 2 to 4 among the documents of one work."""
    reports: dict[Reading, int] = {}
    corrigenda: dict[int, dict[Reading, int]] = defaultdict(dict)
    for reading in members:
        issue = issue_of(reading.symbol)
        if issue.correction:
            corrigenda[issue.revision][reading] = issue.correction
        else:
            reports[reading] = issue.revision
    series = [ranks for ranks in (reports, *corrigenda.values()) if ranks]
    current = [_current(ranks, language_order) for ranks in series]
    # Where reports were read they come first in the series, and the first of them speaks for the work.
    speaker = current[0][0] if reports else min(chain(*current), key=lambda one: _preference(one, language_order))
    for ranks, heirs in zip(series, current, strict=True):
        for reading in ranks:
            superseded_by = None if reading in heirs else _heir(reading, heirs).document_id
            yield Choice(reading.reading_id, reading.document_id, superseded_by, reading is speaker)


def _current(ranks: Mapping[Reading, int], language_order: Sequence[str]) -> list[Reading]:
    """The documents of the highest rank, the preferred one first."""
    top = max(ranks.values())
    return sorted(
        (reading for reading, rank in ranks.items() if rank == top),
        key=lambda reading: _preference(reading, language_order),
    )


def _heir(reading: Reading, heirs: Sequence[Reading]) -> Reading:
    """The current document that supersedes an earlier one: in the same language, else the preferred one."""
    return next((heir for heir in heirs if heir.language == reading.language), heirs[0])


def _preference(reading: Reading, language_order: Sequence[str]) -> tuple[int, float, str]:
    """Sort key of rule 4: smaller is preferred. A language that the order does not name comes last."""
    known = reading.language in language_order
    rank = language_order.index(reading.language) if known else len(language_order)
    return rank, -reading.fetched_at.timestamp(), reading.document_id
