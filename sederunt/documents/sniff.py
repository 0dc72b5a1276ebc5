"""What the bytes of a document are, whatever its name or a server says: told by their beginning and by what they hold.

What belongs here: telling formats apart. What does not: their declaration (``formats.toml``), reading them.
"""

from __future__ import annotations

import io
import re
import zipfile

from sederunt.documents.formats import Format, formats
from sederunt.errors import UnreadableDocument

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Some programs write a line or two before a PDF's own beginning; readers allow for so many bytes.
_PDF_WITHIN = 1024
#: What is looked at to tell HTML from text: a long comment or script may stand before the first tag.
_HEAD = 8192
#: Entries of an OLE directory are named in UTF-16; it may stand anywhere in the file, mostly in its first part.
_OLE_NAME_END = "\0\0\0".encode("utf-16-le")
_BEFORE_TAGS = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*>|<!--.*?-->)*", re.S)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|base|link|style|script|table|div|center|font|p|h[1-6]|br|hr)\b",
    re.I,
)
#: In a text that says it is HTML one tag anywhere in its head is enough.
_TAG = re.compile(r"</?(?:p|br|div|span|table|td|tr|h[1-6]|b|i|a|font|li|ul|ol)\b[^>]*>", re.I)
_XML = re.compile(r"\s*<\?xml\b|\s*<[\w:-]+[^<>]*\bxmlns\b", re.I)
_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def sniff(data: bytes, declared: str = "") -> Format:
    """The format of the bytes. ``declared``, a media type, decides only where the bytes are a text with a few tags.

    Raises ``UnreadableDocument`` for a ZIP archive that is damaged.
    """
    known = formats().by_key
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_OLE):
        return _in_ole(data)
    head = data[:_PDF_WITHIN]
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for one in known.values():
        if one.starts and (head.startswith(one.starts) or start.startswith(one.starts)):
            return one
    if known["pdf"].starts[0] in head:
        return known["pdf"]
    return known[_markup(_characters(data[:_HEAD]), declared)]


def _characters(head: bytes) -> str:
    """The first characters, in any encoding that keeps the ASCII ones."""
    for mark, encoding in _UTF16:
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    if head[1:2] == b"\0" and head[:1] == b"<":
        return head.decode("utf-16-le", "replace")
    if head[:2] == b"\0<":
        return head.decode("utf-16-be", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _markup(head: str, declared: str) -> str:
    """Key of the format of a text: with the tags of HTML, of another XML, or none."""
    before = _BEFORE_TAGS.match(head)
    at = before.end() if before else 0
    if _HTML.match(head, at):
        return "html"
    if _XML.match(head):
        return "html" if "http://www.w3.org/1999/xhtml" in head else "xml"
    is_declared = declared in (formats().by_key["html"].media_type, "application/xhtml+xml")
    return "html" if is_declared and _TAG.search(head) else "txt"


def _in_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(
            f"the file begins as a ZIP archive (DOCX is one) and is cut or damaged ({error}): fetch it again",
            stage="decode",
        ) from error
    candidates = formats().within("zip")
    return next(one for one in candidates if not one.members or names & frozenset(one.members))


def _in_ole(data: bytes) -> Format:
    candidates = formats().within("ole")
    return next(
        one
        for one in candidates
        if not one.members or any(member.encode("utf-16-le") + _OLE_NAME_END[:2] in data for member in one.members)
    )
