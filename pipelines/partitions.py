"""Collections as partitions: the register of the home, made known to Dagster.

What belongs here: keeping the two the same, and what a run over several collections is tagged with. What does not: the
register (``sederunt/sources/register.py``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import dagster as dg
from dagster._core.storage.tags import ASSET_PARTITION_RANGE_END_TAG, ASSET_PARTITION_RANGE_START_TAG

from assets.keys import COLLECTIONS
from sederunt.sources.collections import Collection

STARTED_BY_TAG = "sederunt/started_by"
N_COLLECTIONS_TAG = "sederunt/collections"


def sync(instance: dg.DagsterInstance, collections: Sequence[Collection]) -> None:
    """Make the partitions those of the collections."""
    name = str(COLLECTIONS.name)
    wanted = [collection.name for collection in collections]
    known = instance.get_dynamic_partitions(name)
    for gone in set(known) - set(wanted):
        instance.delete_dynamic_partition(name, gone)
    if new := [key for key in wanted if key not in known]:
        instance.add_dynamic_partitions(name, new)


def run_tags(instance: dg.DagsterInstance, started_by: str) -> Mapping[str, str]:
    """The tags of one run over all partitions; ``started_by``: command, schedule or sensor."""
    keys = instance.get_dynamic_partitions(str(COLLECTIONS.name))
    return {
        ASSET_PARTITION_RANGE_START_TAG: keys[0],
        ASSET_PARTITION_RANGE_END_TAG: keys[-1],
        STARTED_BY_TAG: started_by,
        N_COLLECTIONS_TAG: str(len(keys)),
    }
