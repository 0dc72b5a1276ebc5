"""Measuring accuracy: what the reader finds against what people found by reading, fact by fact.

What belongs here: reading labels, comparing them with a ``Report``, counting by language, format and family. What does
not: reading documents (``sederunt/report.py``), where the labels come from, what a build makes of a drop
(``tests/gold``).

The way of an evaluation: ``labels`` (folders of labels) and ``samples`` (``*.expected.json``) give ``Labels``;
``rows`` brings labels and report into the same form; ``scoring`` compares them; ``run`` does so for all files of a
folder; ``cells`` adds up; ``show`` prints.
"""

from __future__ import annotations

from sederunt.evaluation.errors import EvaluationError
from sederunt.evaluation.labels import Labels, read_labels
from sederunt.evaluation.run import Evaluation, evaluate
from sederunt.evaluation.scoring import Difference, Score, compare

__all__ = ["Difference", "Evaluation", "EvaluationError", "Labels", "Score", "compare", "evaluate", "read_labels"]
