"""Figures beside the number of rows, which Dagster plots over time.

What belongs here: which figures are told of a table, and where they come from. What does not: measuring them
(``sederunt/evaluation/``), the assets themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import duckdb

from sederunt.evaluation.estimates import published_estimates

#: The labelled reports by which the accuracy of this version was estimated; where none are published, the samples.
_SETS = ("corpus", "samples")
#: Facts of the evaluation that do not have the name of their table.
_TABLES = {"agenda": "agenda_items", "documents": "meeting_documents"}
_SHARES = """
SELECT sum(n_accounted) / nullif(sum(n_accountable), 0), count(DISTINCT work_id), count(DISTINCT language)
FROM documents
"""


@cache
def accuracy() -> Mapping[str, Mapping[str, float]]:
    """By fact table, how well this version of the reader fills it, as it was measured on labelled reports: of the rows
    read those that are right, of the rows labelled those that were read; shares in 0 … 1.
    """
    published = published_estimates()
    cells = published[next(name for name in _SETS if name in published)]
    figures: dict[str, dict[str, float]] = {}
    for (by, _, fact), score in cells.items():
        if by == "all" and "." not in fact:
            told = figures.setdefault(_TABLES.get(fact, fact), {})
            for name, whole in (("estimated precision", score.found), ("estimated recall", score.expected)):
                if whole:
                    told[name] = round(score.matched / whole, 4)
    return figures


def of_documents(database: Path) -> Mapping[str, float]:
    """Of all documents of a warehouse together: the share of accounted characters (left out where there is no list and
    no statement), works, languages.
    """
    with duckdb.connect(database, read_only=True) as connection:
        ((share, n_works, n_languages),) = connection.sql(_SHARES).fetchall()
    figures = {"works": n_works, "languages": n_languages}
    return figures if share is None else {"share accounted": round(share, 4), **figures}
