"""The figures of a release, and whether a later reading falls behind them.

What belongs here: the files of estimates, and the comparison with them. What does not: which folders are held against
which file (``tests/gold``), how sure the figures are (``bounds.py``). The files stand in ``published/``, inside the
package: a release of the data states how well the reader that made it reads.

A file of estimates is tab-separated, one row a cell: by, value, fact, expected, found, right. It holds figures alone,
no words of a report.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sederunt.evaluation.cells import Cell, cells
from sederunt.evaluation.errors import EvaluationError
from sederunt.evaluation.run import Evaluation
from sederunt.evaluation.scoring import Score

#: The files of the release, one a set of labels: ``corpus`` (real reports), ``samples`` (those of the project).
PUBLISHED = Path(__file__).with_name("published")
#: So far the F1 of a cell may fall behind that of the release.
TOLERANCE = 0.015
_COLUMNS = ("by", "value", "fact", "expected", "found", "right")
#: Cells of single files are written down, but too small to be held to the tolerance: one row of three is a third.
_HELD = ("all", "language", "format", "family", "sentence")


@dataclass(frozen=True, slots=True)
class Drop:
    """A cell whose F1 fell by more than the tolerance; ``now`` is None where it is not measured any more."""

    cell: Cell
    then: Score
    now: Score | None

    def __str__(self) -> str:
        by, value, fact = self.cell
        now = "not measured" if self.now is None or self.now.f1 is None else f"{self.now.f1:.3f}"
        place = fact if by == "all" else f"{fact}, {by} {value}"
        return f"{place}: F1 {self.then.f1 or 0:.3f} at the release, now {now}"


def write_estimates(evaluation: Evaluation, path: Path) -> None:
    """Make the figures of an evaluation those that later ones are held against."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(_COLUMNS)
        for cell, score in _stated(evaluation):
            writer.writerow([*cell, score.expected, score.found, score.matched])


def read_estimates(path: Path) -> Mapping[Cell, Score]:
    """The figures of the release. Raises ``EvaluationError`` for a file that is not there or not in the form."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        return {
            (row["by"], row["value"], row["fact"]): Score(int(row["expected"]), int(row["found"]), int(row["right"]))
            for row in rows
        }
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be opened: {error.strerror}") from error
    except (KeyError, ValueError, TypeError) as error:
        raise EvaluationError(f"{path}: is no file of estimates: its columns are {', '.join(_COLUMNS)}") from error


def published_estimates() -> Mapping[str, Mapping[Cell, Score]]:
    """The figures of the release by the name of their set."""
    return {path.stem: read_estimates(path) for path in sorted(PUBLISHED.glob("*.tsv"))}


def drops(evaluation: Evaluation, estimates: Mapping[Cell, Score]) -> list[Drop]:
    """Cells in which the reader has fallen behind the release, or that are not measured any more."""
    now = dict(_stated(evaluation))
    found: list[Drop] = []
    for cell, then in estimates.items():
        if then.f1 is None or cell[0] not in _HELD:
            continue
        current = now.get(cell)
        if current is None or then.f1 - (1.0 if current.f1 is None else current.f1) > TOLERANCE:
            found.append(Drop(cell, then, current))
    return found


def _stated(evaluation: Evaluation) -> Iterator[tuple[Cell, Score]]:
    for cell, score in cells(evaluation).items():
        if score.expected or score.found:
            yield cell, score
