"""The command ``sederunt evaluate``.

What belongs here: its options and exit codes. What does not: the evaluation.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

_ALL = 1_000_000


@click.command()
@click.argument("gold_dir", type=click.Path(path_type=Path))
@click.option(
    "--reports", type=click.Path(path_type=Path), help="Folder of the reports. [default: ../reports, else GOLD_DIR]"
)
@click.option("--report", "only", multiple=True, metavar="STEM", help="This report alone; may be given several times.")
@click.option("--only", "formats", multiple=True, metavar="ENDING", help="Files that end so alone (txt, pdf …).")
@click.option(
    "--families", type=click.Path(path_type=Path), help="Families of the reports. [default: GOLD_DIR/families.tsv]"
)
@click.option(
    "--show", "n_differences", type=int, default=0, metavar="N", help="Show so many rows that differ, by file and fact."
)
@click.option("--differences", is_flag=True, help="Show all rows that differ.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How to write it.",
)
@click.option(
    "--estimates",
    type=click.Path(path_type=Path),
    help="Figures of a release; exit code 1 if one of them is missed by more than 1.5 points.",
)
@click.option(
    "--write-estimates",
    type=click.Path(path_type=Path),
    help="Write the figures to this file, as those of the release.",
)
def evaluate(
    gold_dir: Path,
    reports: Path | None,
    only: tuple[str, ...],
    formats: tuple[str, ...],
    families: Path | None,
    n_differences: int,
    differences: bool,
    format_: str,
    estimates: Path | None,
    write_estimates: Path | None,
) -> None:
    """Compare what is read with labels that people made.

    GOLD_DIR holds a folder of labels for each report, named after it, or *.expected.json files. Precision, recall and
    F1 are printed for each fact, by language, format, family and file.
    """
    from sederunt.evaluation import EvaluationError
    from sederunt.evaluation.estimates import drops, read_estimates
    from sederunt.evaluation.estimates import write_estimates as write
    from sederunt.evaluation.run import as_json
    from sederunt.evaluation.run import evaluate as evaluate_folder
    from sederunt.evaluation.show import show

    try:
        evaluation = evaluate_folder(
            gold_dir, reports, only=only, formats=formats, families=families, processes=os.cpu_count() or 1
        )
        fallen = drops(evaluation, read_estimates(estimates)) if estimates else []
    except EvaluationError as error:
        click.echo(f"sederunt: {error}", err=True)
        sys.exit(2)
    if format_ == "json":
        click.echo(json.dumps(as_json(evaluation), ensure_ascii=False, indent=1, default=str))
    else:
        show(evaluation, _ALL if differences else n_differences)
    if write_estimates:
        write(evaluation, write_estimates)
    for drop in fallen:
        click.echo(f"fallen behind: {drop}", err=True)
    if fallen:
        sys.exit(1)
