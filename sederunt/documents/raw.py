"""A document as it came: bytes and where they were found.

What belongs here: the value that sources hand to the reader. What does not: fetching (``sources/``), decoding
(``decode.py``).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property


@dataclass(frozen=True)
class RawDocument:
    """The bytes of one document. ``fetched_at`` is UTC without a time zone; ``source_uri`` is a path or an address.

    ``media_type`` is what a name or a server promises; what the bytes are is told when they are read.
    """

    data: bytes
    source_uri: str
    collection: str
    fetched_at: datetime
    media_type: str

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def reading_id(self) -> str:
        """What names the reading of these bytes: the first 16 hex digits of their hash."""
        return self.sha256[:16]
