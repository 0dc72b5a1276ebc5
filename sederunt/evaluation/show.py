"""Printing an evaluation for a person: tables of figures, then the rows that differ.

What belongs here: layout. What does not: any figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import click

from sederunt.evaluation.cells import DIMENSIONS, cells
from sederunt.evaluation.labels import Row
from sederunt.evaluation.run import Evaluation, Result, Shown
from sederunt.evaluation.scoring import FACTS, Score
from sederunt.evaluation.sentences import SentenceResult, by_fact

#: Columns that are compared under another name than the rows have.
_SHOWN = {"days": ("starts_on", "ends_on"), "principal": ("principals",), "who": ("participant", "name")}
_TITLES = {"all": "All files", "language": "Language", "format": "Format", "family": "Family", "report": "File"}


def show(evaluation: Evaluation, n_differences: int = 0) -> None:
    """Print the figures, and of each file and fact up to so many rows that differ."""
    for result in evaluation.results:
        if result.failure:
            click.echo(f"not read: {result.file}: {result.failure}")
        if n_differences:
            _differences(result, n_differences)
    sums = cells(evaluation)
    for by in DIMENSIONS[:-1]:
        values = list(dict.fromkeys(value for dimension, value, _ in sums if dimension == by))
        for value in values:
            rows = [(fact, score) for (one, other, fact), score in sums.items() if (one, other) == (by, value)]
            click.echo(f"\n{_TITLES[by]}" + ("" if by == "all" else f" {value}"))
            _table(rows)
    if evaluation.sentences:
        _sentences(evaluation, n_differences)


def _table(rows: Iterable[tuple[str, Score]]) -> None:
    click.echo(f"  {'fact':<22}{'expected':>9}{'found':>8}{'right':>8}{'P':>8}{'R':>8}{'F1':>8}")
    for fact, score in rows:
        if score.expected or score.found:
            figures = "".join(f"{_share(value):>8}" for value in (score.precision, score.recall, score.f1))
            click.echo(f"  {fact:<22}{score.expected:>9}{score.found:>8}{score.matched:>8}{figures}")


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _differences(result: Result, limit: int) -> None:
    shown: Counter[str] = Counter()
    totals = Counter(difference.fact for difference in result.differences)
    if totals:
        click.echo(f"\n{result.file}")
    for difference in result.differences:
        shown[difference.fact] += 1
        if shown[difference.fact] <= limit:
            click.echo(_difference(difference))
        elif shown[difference.fact] == limit + 1:
            click.echo(f"  {difference.fact}: and {totals[difference.fact] - limit} more")


def _difference(one: Shown) -> str:
    if one.expected is not None and one.found is not None:
        what = "  ".join(
            f"{column}: {_cell(one.expected.get(column))} | read: {_cell(one.found.get(column))}"
            for column in _columns(one.fact)
        )
        lines = f"  {one.fact}: differs  {what}   in {_row(one.expected)}"
    elif one.expected is not None:
        lines = f"  {one.fact}: missing  {_row(one.expected)}"
    else:
        lines = f"  {one.fact}: extra    {_row(one.found or {})}"
    return f"{lines}\n      “{one.words}”" if one.words else lines


def _columns(fact: str) -> tuple[str, ...]:
    """The columns that tell what differs, as they stand in the rows shown."""
    last = next(one.columns[-1] for one in FACTS if one.name == fact)
    return _SHOWN.get(last, (last,))


def _row(row: Row) -> str:
    hidden = ("note", "item", "on_behalf_of", "number") if "items" in row else ("note", "number")
    return "  ".join(f"{name}={_cell(value)}" for name, value in row.items() if value and name not in hidden)


def _cell(value: object) -> str:
    words = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return " ".join(words.split()) or "nothing"


def _sentences(evaluation: Evaluation, n_differences: int) -> None:
    if n_differences:
        for result in evaluation.sentences:
            for line in _missed(result):
                click.echo(line)
    sums = by_fact(evaluation.sentences)
    click.echo("\nSingle sentences")
    failures = Counter((result.language, result.failure) for result in evaluation.sentences if result.failure)
    for (language, failure), n in failures.items():
        click.echo(f"  not read: {n} in {language}: {failure}")
    click.echo(f"  {'language':<18}{'fact':<14}{'sentences':>10}{'found':>8}{'exactly':>9}{'share':>8}")
    for language in dict.fromkeys(language for language, _ in sums):
        for (one, fact), (n, found, exact) in sums.items():
            if one == language:
                click.echo(f"  {language:<18}{fact:<14}{n:>10}{found:>8}{exact:>9}{found / n:>8.3f}")


def _missed(result: SentenceResult) -> Iterable[str]:
    if result.failure:
        yield f"\n{result.identity} ({result.language}): not read: {result.failure}"
        return
    missed = [
        fact for fact in result.facts if not result.is_exact(fact) and (fact != "date" or not result.is_found(fact))
    ]
    if missed:
        yield f"\n{result.identity} ({result.language}): {' '.join(result.words.split())[:300]}"
    for fact in missed:
        expected, found = result.facts[fact]
        yield f"  {fact}: {', '.join(expected)} | read: {', '.join(found) or 'nothing'}"
