"""The command: makes the documents, reads them, writes ``docs/fidelity.md``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from benchmarks.fidelity.makers import Maker, makers
from benchmarks.fidelity.page import page
from benchmarks.fidelity.plain_document import PlainDocument, plain_documents
from benchmarks.fidelity.scores import Scores, scores
from sederunt.documents.dispatch import read_text
from sederunt.documents.raw import RawDocument
from sederunt.errors import UnreadableDocument
from sederunt.report import Report, read_document

ROOT = Path(__file__).parents[2]
_MEDIA_TYPES = {
    ".txt": "text/plain",  # the samples themselves
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def main() -> int:
    """Measure all formats; 0 when the page was written."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fidelity", description=__doc__)
    parser.add_argument("--samples", type=Path, default=ROOT / "samples", metavar="FOLDER", help="what to set")
    parser.add_argument(
        "--output", type=Path, default=ROOT / "docs" / "fidelity.md", metavar="FILE", help="page to write"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the made documents here")
    chosen = parser.parse_args()
    documents = plain_documents(chosen.samples)
    found: dict[tuple[str, str, str], list[Scores]] = defaultdict(list)
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="sederunt-fidelity-") as scratch:
        kept = chosen.keep or Path(scratch)
        facts = {document.name: _facts(document.source) for document in documents}
        for maker in makers():
            if maker.missing:
                print(f"{maker.format} with {maker.program}: {maker.missing} is not installed", file=sys.stderr)
                continue
            _measure(maker, documents, facts, kept, found, failures)
    chosen.output.write_text(page(makers(), found, failures, len(documents)), encoding="utf-8")
    print(chosen.output.read_text("utf-8"))
    return 0


def _measure(
    maker: Maker,
    documents: list[PlainDocument],
    facts: dict[str, Report],
    kept: Path,
    found: dict[tuple[str, str, str], list[Scores]],
    failures: list[str],
) -> None:
    folder = kept / f"{maker.format}-{maker.program}".replace(" ", "-").lower()
    folder.mkdir(parents=True, exist_ok=True)
    paths = maker.make(documents, folder)
    for document in documents:
        path = paths[document.name]
        key = (maker.format, maker.program, document.language)
        try:
            text, _ = read_text(path.read_bytes(), _MEDIA_TYPES[path.suffix])
            found[key].append(scores(document.text, text, facts[document.name], _facts(path)))
        except UnreadableDocument as error:
            failures.append(f"{document.name} as {maker.format} ({maker.program}): {error.message}")
            found[key].append(Scores(0.0, 0.0 if document.footnotes else None, 0.0))


def _facts(path: Path) -> Report:
    taken = datetime(2000, 1, 1)
    return read_document(RawDocument(path.read_bytes(), path.name, "fidelity", taken, _MEDIA_TYPES[path.suffix]))


if __name__ == "__main__":
    sys.exit(main())
