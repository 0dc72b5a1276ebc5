"""What bytes are, by their first and last: so that an error page or half a file is never taken for a document.

What belongs here: whether bytes are what was asked for, and whole. What does not: telling formats apart and reading
them (``documents/``).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from sederunt.documents.formats import formats
from sederunt.documents.sniff import sniff
from sederunt.errors import UnreadableDocument

#: What can be asked for, and what may come: the document API gives `doc` and `docx` for either.
COMES_AS: Mapping[str, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "docx": ("docx", "doc"),
    "doc": ("doc", "docx"),
    "html": ("html",),
    "txt": ("txt",),
}
#: Behind the end of a PDF many writers leave some more.
_PDF_TAIL = 2048
#: A report of 300 pages with its pictures unpacks to some 50 MB; what unpacks to much more is a trap.
_UNPACKED_MAX = 400_000_000
_OLE_SECTOR = 512


def media_type(key: str) -> str:
    """The media type of a format."""
    return formats().by_key[key].media_type


def shape(data: bytes) -> str | None:
    """The key of the format of the bytes; None where they are a damaged archive, or no text and nothing else."""
    try:
        key = sniff(data).key
    except UnreadableDocument:
        return None
    return None if key == "txt" and not _is_text(data) else key


def _is_text(data: bytes) -> bool:
    """Whether it can be words: no control characters, which UTF-16 with its mark may have."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(data.strip()) and not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data)


def what_is_missing(data: bytes, kind: str) -> str | None:
    """Why the bytes are not a whole file of this kind; None where nothing says so."""
    if kind == "pdf" and b"%%EOF" not in data[-_PDF_TAIL:]:
        return "the PDF has no end"
    if kind == "doc" and len(data) % _OLE_SECTOR:
        return "the Word file is cut: it is no whole number of sectors"
    if kind == "docx":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                archive.getinfo("word/document.xml")
                if sum(member.file_size for member in archive.infolist()) > _UNPACKED_MAX:
                    return f"the Word file unpacks to more than {_UNPACKED_MAX} bytes"
                damaged = archive.testzip()
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
            return f"the Word file is damaged ({error})"
        return f"the Word file is damaged at {damaged}" if damaged else None
    return None
