"""From a document's bytes to its ``Text``, whatever format it came in: the one door to the format modules.

What belongs here: calling the reader of the format that the bytes are. What does not: telling the format
(``sniff.py``), reading it (``plain.py``, ``pdf.py``, ``docx.py`` …).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from sederunt.documents.formats import Format, formats
from sederunt.documents.sniff import sniff
from sederunt.documents.text import Text
from sederunt.errors import UnreadableDocument


def read_text(data: bytes, declared: str = "") -> tuple[Text, Format]:
    """The text of a document, and the format that its bytes were found to be.

    ``declared`` is the media type that a name or a server promises; the bytes decide. Raises ``UnreadableDocument``.
    """
    if not data.strip():
        raise UnreadableDocument("the file is empty: fetch it again or leave it out", stage="decode")
    found = sniff(data, declared)
    return reader_of(found)(data), found


@cache
def reader_of(one: Format) -> Callable[[bytes], Text]:
    """What reads documents of a format. Raises ``UnreadableDocument`` for a format that is not read."""
    if one.reader is None:
        raise UnreadableDocument(f"the format of this file is not read ({one.name}): {one.unread}", stage="decode")
    module, _, name = one.reader.partition(":")
    if find_spec(module) is None:
        others = ", ".join(other.name for other in formats().readable if other is not one)
        raise UnreadableDocument(
            f"documents of the format {one.name} are not read by this version: save it in another format ({others})",
            stage="decode",
        )
    reader: Callable[[bytes], Text] = getattr(import_module(module), name)
    return reader
