"""The Dagster instance of a home: its settings and its records, in ``<home>/dagster``.

What belongs here: making it, and keeping Dagster quiet. What does not: what runs on it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files

import dagster as dg

from sederunt.sources.files import write_atomically
from sederunt.sources.home import VARIABLE, Home


def prepare_instance(home: Home) -> None:
    """Write the settings of the instance where there are none, and name it in the environment for Dagster."""
    settings = home.instance / "dagster.yaml"
    if not settings.exists():
        home.instance.mkdir(parents=True, exist_ok=True)
        write_atomically(settings, (files("pipelines") / "dagster.yaml").read_bytes())
    os.environ["DAGSTER_HOME"] = str(home.instance)
    os.environ[VARIABLE] = str(home.path)


@contextmanager
def open_instance(home: Home) -> Iterator[dg.DagsterInstance]:
    """The instance, with its log in ``<home>/sederunt.log`` rather than on the terminal."""
    prepare_instance(home)
    handler = logging.FileHandler(home.log, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        with dg.DagsterInstance.from_config(str(home.instance)) as instance:
            yield instance
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)
        handler.close()
