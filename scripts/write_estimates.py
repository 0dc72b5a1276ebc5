"""Measure the accuracy and write it down: the estimates of a release, and the tables of ``docs/accuracy.md``.

What belongs here: which folders are measured, and where the figures go. What does not: measuring
(``sederunt/evaluation``). Run it by ``make estimates``; the real reports are those of the folder that
``SEDERUNT_CORPUS`` names, and their figures stay as they are without it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sederunt.evaluation import evaluate
from sederunt.evaluation.estimates import PUBLISHED, drops, published_estimates, read_estimates, write_estimates
from sederunt.evaluation.page import filled

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
PAGE = ROOT / "docs" / "accuracy.md"


def main() -> None:
    """Write the files, and say which cells fall: a release that lets them fall should know."""
    folders = {"samples": ROOT / "samples"}
    if corpus := os.environ.get("SEDERUNT_CORPUS"):
        folders["corpus"] = Path(corpus) / "gold"
    for name, folder in folders.items():
        path = PUBLISHED / f"{name}.tsv"
        evaluation = evaluate(folder, families=GOLD / "families.tsv", processes=os.cpu_count() or 1)
        for drop in drops(evaluation, read_estimates(path)) if path.exists() else ():
            print(f"{name}: {drop}", file=sys.stderr)
        write_estimates(evaluation, path)
    write_page()


def write_page() -> None:
    """Make the tables of the page anew from the figures that are written down."""
    PAGE.write_text(filled(PAGE.read_text("utf-8"), published_estimates()), "utf-8")


if __name__ == "__main__":
    main()
