"""Headings that a format states end a list line by line, where words alone would not tell them from its entries."""

from __future__ import annotations

from datetime import datetime

from sederunt.documents.raw import RawDocument
from sederunt.report import read_document
from tests.documents.making import docx, p

STYLES = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
LINES = (
    "Report of the Committee on Trade on its fifth session",
    "Vienna, 28-31 May 2018",
    "1. The following States were represented at the session:",
    "Albania",
    "Chad",
    "# Arrangements of the host country",
    "Peru offered to host the next session.",
)


def test_a_stated_heading_ends_a_list() -> None:
    body = "".join(
        p(line.removeprefix("# "), properties='<w:pStyle w:val="H"/>' if line.startswith("# ") else "")
        for line in LINES
    )
    data = docx(body, styles=STYLES)
    report = read_document(RawDocument(data, "a.docx", "a collection", datetime(2026, 1, 1), ""))
    assert report.attendance["participant_id"].to_list() == ["ALB", "TCD"]
    assert report.unresolved_names.is_empty()
