"""Read many documents in one process and print, as JSON, how long it took: ``python -m benchmarks.reading FOLDER N``.

What belongs here: making N documents whose bytes differ out of a few, and timing ``read_chunk`` on them. What does not:
the other measurements (``cases``), which run the commands of a user.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from sederunt.documents.raw import RawDocument
from sederunt.report import read_chunk

#: As many documents as a chunk of a real run holds; small enough that the frames of a chunk stay small.
CHUNK = 50


def copies(folder: Path, number: int) -> Iterator[RawDocument]:
    """The reports of a folder, over and over, each with a last line of its own so that no two have the same bytes."""
    sources = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    now = datetime.now(UTC).replace(tzinfo=None)
    for count, data in enumerate(islice(cycle(sources), number)):
        yield RawDocument(
            data=data + f"\nCopy {count}\n".encode("ascii"),
            source_uri=f"memory:{count}",
            collection="benchmark",
            fetched_at=now,
            media_type="text/plain",
        )


def main() -> None:
    """Read one chunk so that everything is loaded, then time the reading of the rest."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    read_chunk(list(copies(folder, 12)))
    documents = list(copies(folder, number))
    begun = time.perf_counter()
    failed = 0
    for at in range(0, len(documents), CHUNK):
        failed += read_chunk(documents[at : at + CHUNK]).failures.height
    seconds = time.perf_counter() - begun
    if failed:
        raise SystemExit(f"{failed} of {number} copies of the samples could not be read: mend that before measuring")
    n_bytes = sum(len(document.data) for document in documents)
    print(json.dumps({"documents": number, "bytes": n_bytes, "seconds": seconds}))


if __name__ == "__main__":
    main()
