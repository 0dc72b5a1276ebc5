"""What bytes are, whatever a name or a server says, and which reader they are given to."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.documents.dispatch import read_text, reader_of
from sederunt.documents.formats import formats
from sederunt.documents.sniff import sniff
from sederunt.errors import UnreadableDocument

UNREAD = [one for one in formats().by_key.values() if one.reader is None]
STARTS = [b"", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html", b"\xff\xfe", b"{\\rtf"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def archive(*members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for member in members:
            file.writestr(member, "<x/>")
    return data.getvalue()


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(b"%PDF-1.7\n", "pdf", id="PDF"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "pdf", id="PDF with lines before it"),
        pytest.param(archive("[Content_Types].xml", "word/document.xml"), "docx", id="DOCX"),
        pytest.param(archive("mimetype", "content.xml"), "odt", id="ODT"),
        pytest.param(archive("xl/workbook.xml"), "spreadsheet", id="XLSX"),
        pytest.param(archive("ppt/presentation.xml"), "presentation", id="PPTX"),
        pytest.param(archive("report.txt"), "archive", id="ZIP"),
        pytest.param(ole("Root Entry", "1Table", "WordDocument"), "doc", id="DOC"),
        pytest.param(ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "encrypted", id="encrypted DOCX"),
        pytest.param(ole("Root Entry", "Workbook"), "ole", id="XLS"),
        pytest.param(b"\xffWPC\x10", "wpf", id="WordPerfect"),
        pytest.param(rb"{\rtf1\ansi Report}", "rtf", id="RTF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "image", id="PNG"),
        pytest.param(b"<!DOCTYPE html><title>x</title>", "html", id="HTML"),
        pytest.param(b"\n<!-- saved\nby hand -->\n<HTML lang=en>", "html", id="HTML with a comment before it"),
        pytest.param(b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "html", id="XHTML"),
        pytest.param("<html>".encode("utf-16"), "html", id="HTML in UTF-16"),
        pytest.param("<html>".encode("utf-16-le"), "html", id="HTML in UTF-16 without a mark"),
        pytest.param(b"\xef\xbb\xbf<p>Report", "html", id="HTML without its head"),
        pytest.param(b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'/>", "xml", id="another XML"),
        pytest.param(b"Report of the Committee <i>ad hoc</i>", "txt", id="text"),
        pytest.param("Rapport du Comité".encode("utf-16"), "txt", id="text in UTF-16"),
        pytest.param(b"1. A < B > C", "txt", id="text with angle brackets"),
    ],
)
def test_formats_are_told_by_their_bytes(data: bytes, key: str) -> None:
    assert sniff(data, "application/octet-stream").key == key


def test_a_text_with_a_few_tags_is_what_its_name_says() -> None:
    data = b"Report of the Committee<br>on its fifth session"
    assert sniff(data, "text/html").key == "html"
    assert sniff(data, "text/plain").key == "txt"


def test_wrong_endings_do_not_matter() -> None:
    text, found = read_text(b"Report of the Committee on its fifth session", "application/pdf")
    assert (text.text, found.media_type) == ("Report of the Committee on its fifth session", "text/plain")


@pytest.mark.parametrize("one", UNREAD, ids=lambda one: one.key)
def test_what_is_not_read_says_what_to_do(one: object) -> None:
    with pytest.raises(UnreadableDocument, match=r"^the format of this file is not read \(.*\): \w+") as refused:
        reader_of(one)  # type: ignore[arg-type]
    assert (refused.value.stage, refused.value.kind) == ("decode", "permanent")


def test_a_cut_archive_is_told() -> None:
    with pytest.raises(UnreadableDocument, match="cut or damaged"):
        read_text(archive("word/document.xml")[:-30])


@pytest.mark.parametrize("data", [b"", b" \r\n\t"], ids=["nothing", "white space"])
def test_an_empty_file_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="the file is empty"):
        read_text(data, "application/pdf")


def test_declarations_are_whole() -> None:
    for one in formats().by_key.values():
        assert "/" in one.media_type, one
        assert bool(one.reader) != bool(one.unread), one
    endings = [ending for one in formats().by_key.values() for ending in one.endings]
    assert len(set(endings)) == len(endings)


@settings(max_examples=200)
@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_any_bytes_are_of_some_format_or_refused(data: bytes, start: bytes) -> None:
    try:
        assert sniff(start + data).key in formats().by_key
    except UnreadableDocument as refused:
        assert "\n" not in refused.message
