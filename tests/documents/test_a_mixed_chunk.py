"""A chunk of good and bad documents of every format: each is read, or is one failure with its reason, and none holds up
another.

What belongs here: that the formats keep to the seam of ``read_chunk``. What does not: what each of them states.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from sederunt.documents.formats import formats
from sederunt.documents.plain import read_plain
from sederunt.documents.raw import RawDocument
from sederunt.report import Chunk, read_chunk
from tests.documents.making import docx, docx_of, html_of, p
from tests.documents.test_docx import ENTITY, bomb, package

SAMPLE = Path(__file__).parents[2] / "samples" / "fr-joint-working-groups.txt"
TEXT = read_plain(SAMPLE.read_bytes())
DOC = (Path(__file__).parent / "doc" / "fr-joint-working-groups.doc").read_bytes()

GOOD = {
    "report.txt": SAMPLE.read_bytes(),
    "report.docx": docx_of(TEXT),
    "report.html": html_of(TEXT),
    "report.doc": DOC,
    "html.doc": html_of(TEXT) + b"\n",  # endings that are wrong
    "docx.pdf": docx_of(read_plain(SAMPLE.read_bytes() + b"\n\nFin\n")),
    "doc.txt": DOC + b"\0" * 512,
}
BAD = {
    "empty.docx": (b"", "the file is empty"),
    "cut.docx": (docx_of(TEXT)[:-100], "cut or damaged"),
    "bomb.docx": (bomb(10_000_000), "times its size"),
    "entities.docx": (package({"word/document.xml": ENTITY + "<x>&e;</x>"}), "document type"),
    "cut.doc": (DOC[:5000], "cut or damaged|spreadsheet"),
    "large.html": (b"<html>" + b"<p>Chad</p>" * 3_000_000, "no more than 24 MB"),
    "deep.html": (b"<html>" + b"<div>" * 5000, "elements stand in one another"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n", "not read"),
    "perfect.wpd": (b"\xffWPC", "WordPerfect"),
    "rich.doc": (rb"{\rtf1 Report}", "RTF"),
    "no report.docx": (docx(p("Take two eggs and beat them with the sugar until they are white.") * 9), "no report"),
}


def raw(name: str, data: bytes) -> RawDocument:
    promised = formats().of(name)
    return RawDocument(data, name, "mixed", datetime(2026, 1, 1), promised.media_type if promised else "")


@pytest.fixture(scope="module")
def chunk() -> Chunk:
    documents = [raw(name, data) for name, data in GOOD.items()]
    documents += [raw(name, data) for name, (data, _) in BAD.items()]
    return read_chunk(documents)


def test_good_documents_are_read_whatever_their_endings(chunk: Chunk) -> None:
    documents = chunk.frames["documents"]
    assert set(documents["source_uri"]) == GOOD.keys()
    assert set(documents["document_id"]) == {"CPHM/GT.1/2024/5-CPHM/GT.2/2024/4:fr"}
    types = dict(zip(documents["source_uri"], documents["media_type"], strict=True))
    assert types["html.doc"] == "text/html"
    assert types["doc.txt"] == types["report.doc"] == "application/msword"
    assert types["docx.pdf"] == types["report.docx"]
    counts = chunk.frames["attendance"].group_by("reading_id").len()
    assert counts["len"].n_unique() == 1
    assert counts.height == len(GOOD)


@pytest.mark.parametrize("name", BAD)
def test_bad_ones_are_one_failure_each(chunk: Chunk, name: str) -> None:
    rows = [row for row in chunk.failures.to_dicts() if row["source_uri"] == name]
    assert len(rows) == 1
    assert rows[0]["kind"] == "permanent"
    assert re.search(BAD[name][1], rows[0]["error"])
    assert "\n" not in rows[0]["error"]
