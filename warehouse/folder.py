"""A warehouse straight from a folder of reports, without a home: for documentation, examples and tests.

What belongs here: reading what stands in one folder and building from it. What does not: remembering what was read,
checking and publishing (``assets/``).
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from sederunt.documents.formats import formats
from sederunt.documents.raw import RawDocument
from sederunt.registry import frames
from sederunt.report import read_chunk
from sederunt.sources import shards
from warehouse.build import build

#: What is written as the time at which the documents came: the same folder gives the same tables.
_FETCHED_AT = datetime(2000, 1, 1)


def build_from_folder(folder: Path, candidate: Path) -> None:
    """Read the documents that stand in ``folder`` itself and build ``candidate`` from them.

    ``source_uri`` is a file's name, ``collection`` the folder's. Raises ``BuildFailed``.
    """
    found = ((path, formats().of(path.name)) for path in sorted(folder.iterdir()))
    documents = [
        RawDocument(path.read_bytes(), path.name, folder.name, _FETCHED_AT, form.media_type)
        for path, form in found
        if form is not None
    ]
    chunk = read_chunk(documents)
    with tempfile.TemporaryDirectory() as place:
        shard = Path(place) / "shard"
        shards.write(chunk.frames, shard)
        build([shard], chunk.failures, frames(), candidate)
