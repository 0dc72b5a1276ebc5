"""The commands in a process of their own, with the invented reader: `python -m tests.pipelines.drive run …`."""

from __future__ import annotations

import sys

import click

from tests.sources import invented


def main() -> None:
    from sederunt.sources import reader

    reader.default_reader = invented.reader  # before the resources import it
    from pipelines import commands

    click.Group(commands={"run": commands.run, "sql": commands.sql, "ui": commands.ui, "doctor": commands.doctor})(
        prog_name="sederunt"
    )


if __name__ == "__main__":
    sys.exit(main())
