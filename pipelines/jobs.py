"""The jobs: which assets are made together.

What belongs here: selections. What does not: when they run (``schedules.py``, ``sensors.py``).
"""

from __future__ import annotations

import dagster as dg

from assets.keys import PAGES, RELEASED

whole_way = dg.define_asset_job(
    "whole_way",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(PAGES, *RELEASED),
    executor_def=dg.in_process_executor,
    description="From the folders to the published file: look, read, build, check, publish.",
)

#: Apart from the whole way: it takes a while for thousands of meetings, and not every home wants a site.
pages = dg.define_asset_job(
    "pages",
    selection=dg.AssetSelection.assets(PAGES),
    executor_def=dg.in_process_executor,
    description="The static site of the published file.",
)

#: Apart from the whole way: a release is made when somebody wants to give the data to others.
data_release = dg.define_asset_job(
    "data_release",
    selection=dg.AssetSelection.assets(*RELEASED),
    executor_def=dg.in_process_executor,
    description="A release of the published data: files, data package, quality report, changes since the last one.",
)
