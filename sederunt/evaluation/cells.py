"""Sums of an evaluation: one figure for each fact of each language, format and family.

What belongs here: adding up. What does not: holding sums against those of a release (``estimates``), printing
(``show``).
"""

from __future__ import annotations

from collections.abc import Mapping

from sederunt.evaluation.run import Evaluation
from sederunt.evaluation.scoring import FACTS, Score
from sederunt.evaluation.sentences import by_fact

#: What is summed up over, in the order of printing; ``all`` is everything, ``sentence`` single sentences by language.
DIMENSIONS = ("all", "language", "format", "family", "report", "sentence")

Cell = tuple[str, str, str]


def cells(evaluation: Evaluation) -> Mapping[Cell, Score]:
    """Scores by (dimension, value, fact), in the order of ``DIMENSIONS``, values by name and facts as in ``FACTS``.

    Counts are added up, so that a report with many facts weighs more. Of sentences, ``expected`` counts those that
    state a fact, and ``matched`` and ``found`` those in which it was found.
    """
    sums: dict[Cell, Score] = {}
    for result in evaluation.results:
        places = (("all", "all"), ("language", result.language), ("format", result.format), ("family", result.family),
                  ("report", result.file))  # fmt: skip
        for by, value in places:
            for fact, score in result.scores.items():
                sums[by, value, fact] = sums.get((by, value, fact), Score()) + score
    for (language, fact), (n, found, _) in by_fact(evaluation.sentences).items():
        sums["sentence", language, fact] = Score(n, found, found)
    order = {fact.name: position for position, fact in enumerate(FACTS)}
    ranks = {name: position for position, name in enumerate(DIMENSIONS)}
    return dict(sorted(sums.items(), key=lambda item: (ranks[item[0][0]], item[0][1], order.get(item[0][2], 99))))
