"""From a document's bytes to its ``Text``, whatever format it came in: the one door to the format modules.

What belongs here: calling the reader of the format that the bytes are. What does not: telling the format
(``sniff.py``), reading it (``plain.py``, ``pdf/``, ``docx.py`` …).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import import_module

from sederunt.documents.formats import Format
from sederunt.documents.sniff import sniff
from sederunt.documents.text import Text
from sederunt.errors import NoTextLayer, UnreadableDocument


def read_text(data: bytes, declared: str = "") -> tuple[Text, Format]:
    """The text of a document, and the format that its bytes were found to be.

    ``declared`` is the media type that a name or a server promises; the bytes decide. Pages that are pictures are
    recognised where the extra ``sederunt[ocr]`` is installed. Raises ``UnreadableDocument``.
    """
    if not data.strip():
        raise UnreadableDocument("the file is empty: fetch it again or leave it out", stage="decode")
    found = sniff(data, declared)
    read = reader_of(found)
    try:
        text = read(data)
    except NoTextLayer:
        from sederunt.documents.ocr import read_pictures  # it asks for the language, which few documents need

        return read_pictures(data, read), found
    return (_marked(text, data) if found.key == "pdf" else text), found


def _marked(text: Text, data: bytes) -> Text:
    """The text of a PDF; marked, where its words had been recognised in pictures before it came."""
    from sederunt.documents.pdf.layer import is_recognised

    return replace(text, source="ocr") if is_recognised(data) else text


@cache
def reader_of(one: Format) -> Callable[[bytes], Text]:
    """What reads documents of a format. Raises ``UnreadableDocument`` for a format that is not read."""
    if one.reader is None:
        raise UnreadableDocument(f"the format of this file is not read ({one.name}): {one.unread}", stage="decode")
    module, _, name = one.reader.partition(":")
    reader: Callable[[bytes], Text] = getattr(import_module(module), name)
    return reader
