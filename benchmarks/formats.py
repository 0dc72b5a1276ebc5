"""How fast each format becomes text, in one process, as JSON: ``python -m benchmarks.formats FOLDER N``.

What belongs here: making a document of the size of a report in each format, and timing bytes to ``Text``. What does
not: finding facts in it (``reading``), which takes longer than any of them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sederunt.documents.dispatch import read_text
from sederunt.documents.plain import read_characters
from sederunt.documents.text import Text
from tests.documents.making import docx_of, html_of

#: Characters of the document: what an average report holds.
SIZE = 16_000
WRITERS: dict[str, Callable[[Text], bytes]] = {"DOCX": docx_of, "HTML": html_of}


def document(folder: Path) -> Text:
    """The first samples in English, one behind another, up to the size."""
    whole = "\n\n".join(path.read_text("utf-8") for path in sorted(folder.glob("en*.txt")))
    return read_characters(whole[:SIZE])


def seconds(data: bytes, number: int) -> float:
    """Seconds of this process for reading the bytes so many times, after once that is not counted."""
    read_text(data)
    begun = time.process_time()
    for _ in range(number):
        read_text(data)
    return time.process_time() - begun


def main() -> None:
    """Print for each format the documents that one core reads in a second, and their bytes."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    text = document(folder)
    found = {}
    for name, write in WRITERS.items():
        data = write(text)
        found[name] = {"documents_per_second": number / seconds(data, number), "bytes": len(data)}
    print(json.dumps({"characters": len(text.text), "formats": found}))


if __name__ == "__main__":
    main()
