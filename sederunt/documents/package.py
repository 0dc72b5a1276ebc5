"""The parts of a ZIP package (DOCX), read within limits: no part of a document may cost more than it is worth.

What belongs here: archives, XML parsers that load nothing from outside. What does not: what a part says (``docx.py``).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from lxml import etree

from sederunt.documents.formats import limits
from sederunt.errors import UnreadableDocument

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
#: The namespaces of "strict" documents, and those that everything else uses.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_CHUNK = 1 << 20
#: A document type stands before the first element; none is let near the parser, whatever it declares.
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.I)
_HEAD = 4096


class Package:
    """A ZIP package in memory; nothing is unpacked before it is asked for, and nothing to the disk."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _damaged(error) from error
        entries = self._archive.infolist()
        if len(entries) > limits().max_entries:
            raise _too_large(f"it holds {len(entries):,} parts, and no more than {limits().max_entries:,} are read")
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}
        self._left = limits().max_unpacked_bytes

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """A part. Raises ``UnreadableDocument`` where it is damaged, encrypted, or unpacks to more than the limits."""
        entry = self._entries[name]
        if entry.flag_bits & 1:
            raise UnreadableDocument("the document is protected by a password: save it without", stage="decode")
        self._check(entry.filename, entry.file_size, entry.compress_size)
        content = bytearray()
        try:
            with self._archive.open(entry) as part:
                while chunk := part.read(_CHUNK):  # what an archive declares of its sizes need not be true
                    content += chunk
                    self._check(entry.filename, len(content), entry.compress_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise _damaged(error) from error
        self._left -= len(content)
        return bytes(content)

    def _check(self, name: str, size: int, packed: int) -> None:
        known = limits()
        if size > self._left:
            raise _too_large(f"it unpacks to more than {known.max_unpacked_bytes // 1_000_000} MB")
        if size > known.ratio_from_bytes and size > known.max_ratio * max(packed, 1):
            raise _too_large(f"its part {name} unpacks to more than {known.max_ratio} times its size")

    def xml(self, name: str) -> etree._Element:
        """A part as XML. Raises ``UnreadableDocument`` where it is malformed, or declares entities."""
        return parse_xml(self.read(name), name)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by id: the last word of the type of the relation, and the name of the other part."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(rels).iter(_RELATION):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
        return found


def parse_xml(data: bytes, name: str) -> etree._Element:
    """XML without a document type: an entity could name a file of this machine, or grow without end."""
    for strict, usual in _STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    if _DOCTYPE.search(data[:_HEAD].replace(b"\0", b"")):
        raise _with_dtd(name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise UnreadableDocument(
            f"the document's part {name} is malformed ({reason}): open it in a word processor and save it anew",
            stage="decode",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _with_dtd(name)
    return root


def _with_dtd(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"the document's part {name} declares a document type, which no word processor does: it is not read",
        stage="decode",
    )


def _damaged(error: Exception) -> UnreadableDocument:
    reason = " ".join(str(error).split()) or type(error).__name__
    return UnreadableDocument(f"the document's archive is cut or damaged ({reason}): fetch it again", stage="decode")


def _too_large(reason: str) -> UnreadableDocument:
    return UnreadableDocument(f"the document is too large to be read: {reason}; leave it out", stage="decode")
