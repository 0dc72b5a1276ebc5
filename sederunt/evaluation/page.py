"""The tables of ``docs/accuracy.md``, in Markdown, from the figures that were written down at the release.

What belongs here: turning cells into tables. What does not: the words around them, which stand in the page itself
between the marks ``<!-- NAME -->`` and ``<!-- end -->``; measuring.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sederunt.evaluation.cells import Cell
from sederunt.evaluation.scoring import FACTS, Score, interval

_TABLE = re.compile(r"<!-- (?P<name>[a-z]+ [a-z]+) -->\n.*?<!-- end -->", flags=re.DOTALL)
#: The facts of the smaller tables.
_MAIN = ("attendance", "attendance.capacity", "statements", "statements.item", "statements.kind",
         "statements.principal", "officers", "agenda", "documents")  # fmt: skip


def filled(page: str, estimates: Mapping[str, Mapping[Cell, Score]]) -> str:
    """The page with its tables made anew. ``<!-- corpus language -->`` is the table by language of the set ``corpus``.

    Raises ``ValueError`` for a table of a set that is not there.
    """

    def table(match: re.Match[str]) -> str:
        which, by = match["name"].split()
        if which not in estimates:
            raise ValueError(f"the page asks for a table of {which}, and there are {', '.join(estimates)}")
        return "\n".join([f"<!-- {match['name']} -->", *_table(by, estimates[which]), "<!-- end -->"])

    return _TABLE.sub(table, page)


def _table(by: str, cells: Mapping[Cell, Score]) -> Iterator[str]:
    if by == "all":
        yield from _in_full({fact: score for (one, _, fact), score in cells.items() if one == "all"}, cells)
    elif by == "sentence":
        yield from _of_sentences(cells)
    else:
        yield from _side_by_side(by, cells)


def _in_full(scores: Mapping[str, Score], cells: Mapping[Cell, Score]) -> Iterator[str]:
    yield "| fact | labelled | read | precision (95 %) | recall (95 %) | F1 | F1 of the worst file |"
    yield "|---|---:|---:|---|---|---:|---:|"
    for fact in (fact.name for fact in FACTS if fact.name in scores):
        score = scores[fact]
        of_files = [one.f1 for (by, _, name), one in cells.items() if (by, name) == ("report", fact)]
        worst = min((f1 for f1 in of_files if f1 is not None), default=None)
        precision, recall = (_with_bounds(score.matched, total) for total in (score.found, score.expected))
        yield (
            f"| {fact} | {score.expected} | {score.found} | {precision} | {recall} | {_share(score.f1)} "
            f"| {_share(worst)} |"
        )


def _side_by_side(by: str, cells: Mapping[Cell, Score]) -> Iterator[str]:
    values = sorted({value for one, value, _ in cells if one == by})
    yield f"| {by} | {' | '.join(_MAIN)} |"
    yield f"|---|{'---:|' * len(_MAIN)}"
    for value in values:
        scores = [cells.get((by, value, fact)) for fact in _MAIN]
        yield f"| {value} | {' | '.join(_share(score.f1 if score else None) for score in scores)} |"


def _of_sentences(cells: Mapping[Cell, Score]) -> Iterator[str]:
    facts = list(dict.fromkeys(fact for by, _, fact in cells if by == "sentence"))
    languages = sorted({value for by, value, _ in cells if by == "sentence"})
    yield f"| fact | {' | '.join(languages)} |"
    yield f"|---|{'---:|' * len(languages)}"
    for fact in facts:
        shares = _shares(cells, languages, fact)
        yield f"| {fact} | {' | '.join(shares)} |"


def _shares(cells: Mapping[Cell, Score], languages: Sequence[str], fact: str) -> Iterable[str]:
    for language in languages:
        score = cells.get(("sentence", language, fact))
        yield f"{_share(score.recall)} of {score.expected}" if score else "–"


def _with_bounds(matched: int, total: int) -> str:
    bounds = interval(matched, total)
    return "–" if bounds is None else f"{matched / total:.3f} ({bounds[0]:.3f}–{bounds[1]:.3f})"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
