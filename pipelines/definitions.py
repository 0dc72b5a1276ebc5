"""The definitions: what ``workspace.yaml`` and ``dg`` load, and what the command and the tests build for themselves.

What belongs here: gathering. What does not: anything that is gathered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.checks import table_checks
from assets.data_package import data_package
from assets.documents import source_files
from assets.facts import readings
from assets.pages import site
from assets.reference import curated
from assets.release import release
from assets.warehouse import warehouse
from pipelines.alerts import failed_runs
from pipelines.jobs import data_release, pages, whole_way
from pipelines.loggers import file_logger
from pipelines.resources import resources
from pipelines.schedules import daily
from pipelines.sensors import changed_folders


def build_defs(resource_overrides: Mapping[str, Any] | None = None) -> dg.Definitions:
    """The definitions; the caller may give other resources: ``home``, ``reader``, ``progress``, ``parquet``."""
    return dg.Definitions(
        assets=[source_files, readings, curated, warehouse, release, site, data_package],
        asset_checks=table_checks(),
        jobs=[whole_way, pages, data_release],
        schedules=[daily],
        sensors=[changed_folders, failed_runs],
        resources={**resources(), **(resource_overrides or {})},
        executor=dg.in_process_executor,
        loggers={"console": dg.colored_console_logger, "file": file_logger},
    )


@dg.definitions
def defs() -> dg.Definitions:
    """The definitions of the code location."""
    return build_defs()
