"""What the files in ``doc/`` were made from: ``python -m tests.documents.doc_sources FOLDER`` writes the DOCX, and
``soffice --headless --convert-to doc *.docx`` the binary files, so that another program than ours wrote what is read.

What belongs here: documents with the features of the format, in invented words. What does not: what they should give
(``doc/<stem>.expected.txt``).
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.documents.making import docx, note, p, r

RAISED = '<w:vertAlign w:val="superscript"/>'
CHANGE = 'w:author="A" w:date="2024-01-01T00:00:00Z"'
LEVELS = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)


def _entry(key: int, level: int, *runs: str) -> str:
    return p(*runs, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


def _reference(kind: str, key: int, own: str = "") -> str:
    follows = ' w:customMarkFollows="1"' if own else ""
    return f'<w:r><w:{kind}Reference w:id="{key}"{follows}/>{f"<w:t>{own}</w:t>" if own else ""}</w:r>'


def _table(*rows: list[str]) -> str:
    borders = "<w:tblPr><w:tblW w:w='0' w:type='auto'/></w:tblPr>"
    cells = ["".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{borders}" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def features() -> bytes:
    """All that a report may hold, in a few lines."""
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    section = '<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:titlePg/></w:sectPr>'
    body = [
        p("Report of the Board on its second session", properties='<w:pStyle w:val="H"/>'),
        _entry(1, 0, "Opening of the session"),
        _entry(2, 0, "The Board met in Vienna", _reference("footnote", 2), " on 5 May 2024",
               _reference("footnote", 3, "*"), "."),
        _entry(2, 1, "in the morning;"),
        _entry(2, 1, "in the after\u2011noon."),
        _entry(1, 0, "Attendance"),
        _entry(2, 0, "Present were Côte d’Ivoire", r("1", RAISED), ", Țara and 𠀀", _reference("endnote", 4), "."),
        p("Chad", f"<w:ins {CHANGE}>{r(' and Peru')}</w:ins>",
          f"<w:del {CHANGE}><w:r><w:delText> and Cuba</w:delText></w:r></w:del>", r(" hidden", "<w:vanish/>"), " met."),
        _table(["Item", "Title"], ["1.", "Opening"], ["2.", "Closure"]),
        p("First line", "<w:r><w:br/></w:r>", "Second line"),
        p("Комитет провел сессию. ", "委员会举行了会议。 ", "اجتمعت اللجنة."),
    ]  # fmt: skip
    return docx(
        "".join(body) + section,
        styles=styles,
        numbering=LEVELS,
        header1=p("United Nations") + p("FTL/B/2/7"),
        footnotes=note("footnote", 2, "At the invitation of Austria.") + note("footnote", 3, "Reissued."),
        endnotes=note("endnote", 4, "By letter."),
    )


SOURCES = {"features": features}


def main() -> None:
    """Write the DOCX files into a folder."""
    for stem, source in SOURCES.items():
        (Path(sys.argv[1]) / f"{stem}.docx").write_bytes(source())


if __name__ == "__main__":
    main()
