"""How sure a measured share is: bounds for a set of reports that stands for others.

What belongs here: intervals. What does not: the figures themselves (``cells.py``), writing them (``page.py``, the
quality report of a release).

Wilson's interval takes the rows for independent; those of one report are not, since a report that is read badly is read
badly in many rows at once. So the reports are drawn anew as well (a bootstrap over clusters: as many reports as there
are, with repetition, the middle 95 % of the shares), and the wider bound holds on each side. The draws come from a
generator with a fixed start, so that the same figures give the same bounds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from random import Random

from sederunt.evaluation.cells import Cell
from sederunt.evaluation.estimates import published_estimates
from sederunt.evaluation.scoring import FACTS, Score, interval

#: Draws of the bootstrap, and the share of them that is left out on either side.
_DRAWS = 1000
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured share in 0 … 1 with its bounds at 95 %; all None where nothing was counted."""

    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FactEstimate:
    """How well one fact is read: of the rows found, those that are right; of the rows labelled, those found."""

    fact: str
    n_reports: int
    n_labelled: int
    n_read: int
    n_right: int
    precision: Estimate
    recall: Estimate


def fact_estimates(cells: Mapping[Cell, Score]) -> Iterator[FactEstimate]:
    """The estimates over a whole set, in the order of ``FACTS``, out of its cells for all and for each report.

    The files of one report in several formats are one cluster: they are the same words.
    """
    by_fact: dict[str, dict[str, Score]] = defaultdict(dict)
    for (by, value, fact), score in cells.items():
        if by == "report":
            stem = PurePath(value).stem
            by_fact[fact][stem] = by_fact[fact].get(stem, Score()) + score
    for fact in (one.name for one in FACTS):
        total = cells.get(("all", "all", fact))
        if total is None:
            continue
        reports = [score for _, score in sorted(by_fact[fact].items())]
        yield FactEstimate(
            fact,
            len(reports),
            total.expected,
            total.found,
            total.matched,
            _estimate(total.matched, total.found, [(one.matched, one.found) for one in reports]),
            _estimate(total.matched, total.expected, [(one.matched, one.expected) for one in reports]),
        )


@cache
def published_bounds() -> Mapping[str, tuple[FactEstimate, ...]]:
    """The estimates of the release by the name of their set."""
    return {name: tuple(fact_estimates(cells)) for name, cells in published_estimates().items()}


def _estimate(matched: int, total: int, clusters: Sequence[tuple[int, int]]) -> Estimate:
    rows = interval(matched, total)
    if rows is None:
        return Estimate(None, None, None)
    low, high = rows
    if drawn := _bootstrap(clusters):
        low, high = min(low, drawn[0]), max(high, drawn[1])
    return Estimate(matched / total, low, high)


def _bootstrap(clusters: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """The middle 95 % of the shares of redrawn sets of (matched, total); None where they cannot differ."""
    counted = [cluster for cluster in clusters if cluster[1]]
    if len(counted) < 2 or all(matched == total for matched, total in counted):
        return None
    random = Random(0)
    shares = []
    for _ in range(_DRAWS):
        drawn = random.choices(counted, k=len(counted))
        shares.append(sum(matched for matched, _ in drawn) / sum(total for _, total in drawn))
    shares.sort()
    at = int(_TAIL * _DRAWS)
    return shares[at], shares[-1 - at]
