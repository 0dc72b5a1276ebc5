"""The documents that the stand-in has: by symbol, language and format, each with its record.

What belongs here: what is served. What does not: how (``server.py``), what goes wrong (``faults.py``).
"""

from __future__ import annotations

import hashlib
import io
import json
import threading
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

SAMPLES = Path(__file__).parents[1] / "samples"
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(text: str) -> bytes:
    """A Word file with a paragraph for each paragraph of a text; the same bytes for the same text."""
    paragraphs = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(" ".join(part.split()))}</w:t></w:r></w:p>'
        for part in text.split("\n\n")
        if part.strip()
    )
    root = f'<w:document xmlns:w="{_WORDS}"><w:body>{paragraphs}</w:body></w:document>'
    body = f'<?xml version="1.0" encoding="UTF-8"?>{root}'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", body),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class Item:
    """A document in one language. ``number`` is its job number, by which its file is named; ``changed_on`` in UTC."""

    symbol: str
    language: str
    title: str
    published_on: str
    files: dict[str, bytes] = field(default_factory=dict)
    number: int = 0
    changed_on: datetime = datetime(2024, 1, 1, tzinfo=UTC)

    def etag(self, format_: str) -> str:
        return f'"{hashlib.md5(self.files[format_], usedforsecurity=False).hexdigest()}"'


class Library:
    """All items; changes are seen by the next request."""

    def __init__(self) -> None:
        self._items: dict[tuple[str, str], Item] = {}
        self._gone: dict[str, tuple[int, datetime]] = {}
        self._lock = threading.Lock()
        self._n_put = 0

    def put(
        self,
        symbol: str,
        language: str,
        files: dict[str, bytes],
        title: str = "Report",
        published_on: str = "2024-01-01",
    ) -> Item:
        """Add a document, or replace its files."""
        with self._lock:
            known = self._items.get((symbol, language))
            self._n_put += known is None
            number = known.number if known else 2_400_000 + self._n_put
            self._gone.pop(symbol, None)
            moment = datetime.now(UTC).replace(microsecond=0)
            item = Item(symbol, language, title, published_on, dict(files), number, moment)
            self._items[symbol, language] = item
            return item

    def change(self, symbol: str, language: str, files: dict[str, bytes]) -> None:
        """Give a document other bytes."""
        known = self._items[symbol, language]
        self.put(symbol, language, files, known.title, known.published_on)

    def remove(self, symbol: str, language: str) -> None:
        """Take a document away; where it was the last of its symbol the record is marked as deleted."""
        with self._lock:
            item = self._items.pop((symbol, language))
            if not any(one == symbol for one, _ in self._items):
                self._gone[symbol] = (item.number, datetime.now(UTC).replace(microsecond=0))

    def get(self, symbol: str, language: str) -> Item | None:
        return self._items.get((symbol, language))

    def by_number(self, number: int) -> Item | None:
        with self._lock:
            return next((one for one in self._items.values() if one.number == number), None)

    def records(self) -> list[tuple[str, list[Item]]]:
        """The symbols in order, each with its items in all languages."""
        with self._lock:
            symbols = dict.fromkeys(symbol for symbol, _ in self._items)
            return [(one, [item for item in self._items.values() if item.symbol == one]) for one in symbols]

    def deleted(self) -> list[tuple[int, datetime]]:
        """Numbers of the records that were taken away, and when."""
        return list(self._gone.values())


def of_samples(folder: Path = SAMPLES) -> Library:
    """The samples of the repository, by the symbols that their expected facts name."""
    library = Library()
    for path in sorted(folder.glob("*.expected.json")):
        facts = json.loads(path.read_text("utf-8"))
        document = facts.get("document", {})
        source = path.with_name(path.name.replace(".expected.json", ".txt"))
        if not document.get("symbol") or not source.is_file():
            continue
        data = source.read_bytes()
        files = {"txt": data}
        title = document.get("title") or "Report"
        published_on = document.get("published_on") or date(2024, 1, 1).isoformat()
        for symbol in document.get("symbols") or [document["symbol"]]:
            library.put(symbol, document["language"], files, title, published_on)
    return library
