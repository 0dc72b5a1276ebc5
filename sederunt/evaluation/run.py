"""Evaluating a folder: which reports are read, against which labels, and what came of each.

What belongs here: finding labels and reports, reading, comparing. What does not: the comparison (``scoring``), sums
(``cells``), single sentences (``sentences``), printing (``show``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from sederunt.errors import UnreadableDocument
from sederunt.evaluation.errors import EvaluationError
from sederunt.evaluation.labels import FAMILIES, Labels, Row, read_families, read_labels
from sederunt.evaluation.samples import SUFFIX, read_sample_labels
from sederunt.evaluation.scoring import Score, compare
from sederunt.evaluation.sentences import SENTENCES, SentenceResult, evaluate_sentences
from sederunt.report import read

#: Files beside a report that are none: labels, notes, what an editor leaves.
_NO_REPORTS = frozenset({".json", ".tsv", ".csv", ".md", ".toml", ".bak"})
#: So many characters around a difference are shown.
_AROUND = 160


@dataclass(frozen=True)
class Shown:
    """A difference for a person: ``expected`` or ``found`` is None where one side has no such row; ``words`` are those
    of the report around it, empty where they are not known.
    """

    fact: str
    expected: Row | None
    found: Row | None
    words: str


@dataclass(frozen=True)
class Result:
    """One file of one report against its labels; ``failure`` says why it could not be read, and nothing was found."""

    report: str
    file: str
    format: str
    language: str
    family: str
    scores: Mapping[str, Score]
    differences: Sequence[Shown]
    failure: str | None = None


@dataclass(frozen=True)
class Evaluation:
    """The results of a folder: of reports, file by file, and of single sentences, where there are any."""

    results: Sequence[Result]
    sentences: Sequence[SentenceResult]


def evaluate(
    gold: Path,
    reports: Path | None = None,
    *,
    only: Collection[str] = (),
    formats: Collection[str] = (),
    families: Path | None = None,
    processes: int = 1,
) -> Evaluation:
    """Read all reports that ``gold`` labels and compare.

    ``gold`` holds folders of labels (see ``labels``), or ``*.expected.json`` files (see ``samples``), or both, and
    possibly ``sentences/sentences.tsv``; it may also be one such folder. The reports stand in ``reports``, by default
    ``../reports`` where there is such a folder, else ``gold`` itself. Of a report in several formats each file is
    compared. ``only`` names reports, ``formats`` endings of files without the dot; empty means all.

    Raises ``EvaluationError`` where there are no labels, or a labelled report is not there in any format.
    """
    if not gold.is_dir():
        raise EvaluationError(f"{gold}: is no folder: name the folder that holds the labels")
    home = gold.parent if (gold / "meeting.json").exists() else gold
    reports = reports or (home.parent / "reports" if (home.parent / "reports").is_dir() else home)
    by_report = _families(home, families)
    labels = [one for one in _labels(gold, by_report) if not only or one.stem in only]
    sentences = gold / SENTENCES
    if not labels and not sentences.exists():
        wanted = f" of {', '.join(sorted(only))}" if only else ""
        raise EvaluationError(f"{gold}: holds no labels{wanted}: a folder with meeting.json, or a file *{SUFFIX}")
    cases = [
        (one, path) for one in labels for path in _files(reports, one.stem) if not formats or path.suffix[1:] in formats
    ]
    results = _map(_evaluate_file, cases, processes)
    read_sentences = evaluate_sentences(sentences, processes) if sentences.exists() and not only else []
    return Evaluation(results, read_sentences)


def _families(home: Path, given: Path | None) -> Mapping[str, str]:
    path = given or home / FAMILIES
    return read_families(path) if given or path.exists() else {}


def _labels(gold: Path, families: Mapping[str, str]) -> Iterable[Labels]:
    folders = (
        [gold] if (gold / "meeting.json").exists() else sorted(path.parent for path in gold.glob("*/meeting.json"))
    )
    for folder in folders:
        yield read_labels(folder, families)
    for path in sorted(gold.glob(f"*{SUFFIX}")):
        yield read_sample_labels(path, families)


def _files(reports: Path, stem: str) -> list[Path]:
    """All formats of a report, by name."""
    found = sorted(
        path for path in reports.glob(f"{_literal(stem)}.*")
        if path.stem == stem and path.suffix.casefold() not in _NO_REPORTS
    )  # fmt: skip
    if not found:
        raise EvaluationError(f"{reports}: no report {stem}.* for the labels of that name: name its folder (--reports)")
    return found


def _literal(words: str) -> str:
    """Words as a pattern of ``glob`` that fits nothing else."""
    return re.sub(r"([*?\[])", r"[\1]", words)


def _map(
    function: Callable[[tuple[Labels, Path]], Result], cases: Sequence[tuple[Labels, Path]], processes: int
) -> list[Result]:
    if processes < 2 or len(cases) < 2:
        return [function(case) for case in cases]
    largest_first = sorted(cases, key=lambda case: -case[1].stat().st_size)
    with ProcessPoolExecutor(processes) as pool:
        results = dict(zip(map(_key, largest_first), pool.map(function, largest_first), strict=True))
    return [results[_key(case)] for case in cases]


def _key(case: tuple[Labels, Path]) -> Path:
    return case[1]


def _evaluate_file(case: tuple[Labels, Path]) -> Result:
    labels, path = case
    about = partial(
        Result, labels.stem, path.name, path.suffix[1:].casefold(), labels.language, labels.family
    )  # fmt: skip
    try:
        report = read(path)
    except UnreadableDocument as error:
        return about(compare(labels, None).scores, (), failure=error.message)
    except Exception as error:  # noqa: BLE001 - a defect of the reader costs one report, and is shown
        return about(compare(labels, None).scores, (), failure=f"the reader failed: {error!r}")
    comparison = compare(labels, report)
    text = report.documents["text"][0]
    shown = [
        Shown(one.fact, one.expected, one.found, words_around(text, one.span, one.expected or {}))
        for one in comparison.differences
    ]
    return about(comparison.scores, shown)


def words_around(text: str, span: tuple[int, int] | None, row: Row) -> str:
    """The words of the report around a row: at its span, else where its name stands in the paragraph that it gives."""
    at = span[0] if span else _find(text, str(row.get("paragraph") or ""), str(row.get("name") or ""))
    if at is None:
        return ""
    start = max(text.rfind("\n\n", 0, at) + 2, at - _AROUND, 0)
    stop = text.find("\n\n", at)
    end = min(stop if stop >= 0 else len(text), at + _AROUND)
    return " ".join(text[start:end].split())


def _find(text: str, paragraph: str, name: str) -> int | None:
    number = paragraph.rsplit(".", 1)[-1].rsplit(" ", 1)[-1]
    for match in re.finditer(rf"(?m)^\s*{re.escape(number)}[.、．)]", text) if number else ():
        stop = text.find("\n\n", match.end())
        stop = stop if stop >= 0 else len(text)
        if not name:
            return match.start()
        if (at := text.find(name, match.end(), stop)) >= 0:
            return at
    return at if name and (at := text.find(name)) >= 0 else None


def without_differences(evaluation: Evaluation) -> Evaluation:
    """The figures alone."""
    return replace(evaluation, results=[replace(result, differences=()) for result in evaluation.results])


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as plain values, for other programs."""
    from sederunt.evaluation.cells import cells

    return {
        "reports": [
            {
                "report": one.report, "file": one.file, "format": one.format, "language": one.language,
                "family": one.family, "failure": one.failure,
                "facts": {fact: _figures(score) for fact, score in one.scores.items()},
                "differences": [
                    {"fact": d.fact, "expected": d.expected, "found": d.found, "words": d.words}
                    for d in one.differences
                ],
            }
            for one in evaluation.results
        ],
        "cells": [
            {"by": by, "value": value, "fact": fact, **_figures(score)}
            for (by, value, fact), score in cells(evaluation).items()
        ],
        "sentences": [
            {
                "id": one.identity, "language": one.group, "failure": one.failure, "facts": {
                    fact: {"expected": sorted(expected), "found": sorted(found)}
                    for fact, (expected, found) in one.facts.items()
                },
            }
            for one in evaluation.sentences
        ],
    }  # fmt: skip


def _figures(score: Score) -> dict[str, float | int | None]:
    return {
        "expected": score.expected, "found": score.found, "matched": score.matched,
        "precision": score.precision, "recall": score.recall, "f1": score.f1,
    }  # fmt: skip
