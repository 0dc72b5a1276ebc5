"""The jobs: which assets are made together.

What belongs here: selections. What does not: when they run (``schedules.py``, ``sensors.py``).
"""

from __future__ import annotations

import dagster as dg

whole_way = dg.define_asset_job(
    "whole_way",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="From the folders to the published file: look, read, build, check, publish.",
)
