"""What the assets are given: the home, the reader, somebody who watches.

What belongs here: making these objects for a run. What does not: the objects' own classes, which know nothing of
Dagster.
"""

# No `from __future__ import annotations` here: Dagster looks at the annotation of `context` itself, not at its name.
import os
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg

from assets.progress import Progress
from pipelines.io_manager import parquet_io_manager
from pipelines.recovery import bring_home, recover
from sederunt.sources.home import Home, home_path, locked
from sederunt.sources.reader import Reader, default_reader
from sederunt.sources.web.session import Session


@dg.resource(description="The home folder ($SEDERUNT_HOME, else ./data), held for writing while the run lasts.")
def home_resource(context: dg.InitResourceContext) -> Iterator[Home]:
    """The home, locked, cleared of what killed runs have left. A run fails where another one holds it."""
    home = Home(home_path(None, os.environ))
    home.prepare()
    with locked(home):
        bring_home(home)
        recover(home)
        yield home


@dg.resource(description="The version of the reader that documents are read by.")
def reader_resource(context: dg.InitResourceContext) -> Reader:
    """The reader of this project."""
    return default_reader()


@dg.resource(description="Who is told how far a run has come; in the UI nobody, since it shows the events.")
def progress_resource(context: dg.InitResourceContext) -> Progress:
    """Nobody watches."""
    return Progress()


@dg.resource(required_resource_keys={"home"}, description="The network, as network.toml of the home sets it.")
def web_resource(context: dg.InitResourceContext) -> Iterator[Session]:
    """The network of a run; nobody is contacted before a collection asks for it."""
    with Session(context.resources.home) as session:
        yield session


def resources() -> Mapping[str, Any]:
    """All resources by their keys."""
    return {
        "home": home_resource,
        "reader": reader_resource,
        "web": web_resource,
        "progress": progress_resource,
        "parquet": parquet_io_manager,
    }
