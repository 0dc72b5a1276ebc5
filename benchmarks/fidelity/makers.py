"""Setting a document in each format: HTML by hand, PDF with Typst and WeasyPrint, DOCX, DOC and PDF with LibreOffice.

What belongs here: the formats, the programs, and what is said where one is not installed. What does not: comparing
(``scores.py``). None of the programs is needed to use Sederunt.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path
from xml.sax.saxutils import escape as escape_xml

from benchmarks.fidelity.plain_document import PlainDocument

#: Fonts in which the six languages can be set.
_FONTS = ("Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans CJK SC", "DejaVu Sans")
_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Maker:
    """A format and the program that sets it. ``make`` writes a file for each document and returns their paths by name;
    ``missing`` says what is not installed, empty where all is.
    """

    format: str
    program: str
    make: Callable[[Sequence[PlainDocument], Path], Mapping[str, Path]]
    missing: str


def makers() -> list[Maker]:
    """All formats that are compared, in the order of the page."""
    office = "" if shutil.which("soffice") else "LibreOffice (soffice)"
    return [
        Maker("HTML", "by hand", _html, ""),
        Maker("DOCX", "LibreOffice", lambda documents, folder: _office(documents, folder, "docx"), office),
        Maker("DOC", "LibreOffice", lambda documents, folder: _office(documents, folder, "doc"), office),
        Maker("PDF", "LibreOffice", lambda documents, folder: _office(documents, folder, "pdf"), office),
        Maker("PDF", "Typst", _typst, "" if find_spec("typst") else "Typst (the package typst)"),
        Maker(
            "PDF", "WeasyPrint", _weasyprint, "" if find_spec("weasyprint") else "WeasyPrint (the package weasyprint)"
        ),
    ]


def _html(documents: Sequence[PlainDocument], folder: Path) -> Mapping[str, Path]:
    """Footnotes as links to a list at the end, as web pages have them."""
    paths = {document.name: folder / f"{document.name}.html" for document in documents}
    for document in documents:
        body = "".join(f"<p>{_html_pieces(document, paragraph, _linked)}</p>\n" for paragraph in document.paragraphs)
        notes = "".join(
            f'<p id="note{at}"><sup><a href="#mark{at}">{at + 1}</a></sup> {escape(note)}</p>\n'
            for at, note in enumerate(document.footnotes)
        )
        paths[document.name].write_text(_page(document, body + (f"<hr>\n{notes}" if notes else ""), ""), "utf-8")
    return paths


def _page(document: PlainDocument, body: str, style: str) -> str:
    direction = "rtl" if document.is_from_right else "ltr"
    return (
        f'<!DOCTYPE html>\n<html lang="{document.language}" dir="{direction}">\n<head><meta charset="utf-8">'
        f"<title>{escape(document.name)}</title><style>{style}</style></head>\n<body>\n{body}</body>\n</html>\n"
    )


def _html_pieces(
    document: PlainDocument, paragraph: Sequence[str | int], noted: Callable[[PlainDocument, int], str]
) -> str:
    return "".join(escape(piece) if isinstance(piece, str) else noted(document, piece) for piece in paragraph)


def _linked(document: PlainDocument, at: int) -> str:
    return f'<sup id="mark{at}"><a href="#note{at}">{at + 1}</a></sup>'


def _set_below(document: PlainDocument, at: int) -> str:
    return f'<span class="note">{escape(document.footnotes[at])}</span>'


_PRINTED = """
@page { size: A4; margin: 25mm; @top-left { content: "HEAD"; font-size: 8pt }
        @bottom-right { content: counter(page) "/" counter(pages); font-size: 8pt } }
@page :first { @top-left { content: none } }
body { font-family: FONTS; font-size: 10.5pt; line-height: 1.35 }
.note { float: footnote; font-size: 8pt }
"""


def _weasyprint(documents: Sequence[PlainDocument], folder: Path) -> Mapping[str, Path]:
    import weasyprint

    paths = {document.name: folder / f"{document.name}.pdf" for document in documents}
    for document in documents:
        body = "".join(f"<p>{_html_pieces(document, paragraph, _set_below)}</p>\n" for paragraph in document.paragraphs)
        head = document.head.replace("\\", "\\\\").replace('"', '\\"')
        style = _PRINTED.replace("HEAD", head).replace("FONTS", ", ".join(f'"{font}"' for font in _FONTS))
        weasyprint.HTML(string=_page(document, body, style)).write_pdf(paths[document.name])
    return paths


_TYPST = """#let head = context { if counter(page).get().first() > 1 { text(size: 8pt)[HEAD] } }
#set page(paper: "a4", margin: 25mm, numbering: "1/1", header: head)
#set text(lang: "LANGUAGE", font: (FONTS), size: 10.5pt)
"""


def _typst(documents: Sequence[PlainDocument], folder: Path) -> Mapping[str, Path]:
    import typst

    paths = {document.name: folder / f"{document.name}.pdf" for document in documents}
    for document in documents:
        head = _TYPST.replace("HEAD", _typst_words(document.head)).replace("LANGUAGE", document.language)
        body = "\n\n".join(
            "".join(
                _typst_words(piece)
                if isinstance(piece, str)
                else f"#footnote[{_typst_words(document.footnotes[piece])}]"
                for piece in paragraph
            )
            for paragraph in document.paragraphs
        )
        source = folder / f"{document.name}.typ"
        fonts = ", ".join(f'"{font}"' for font in _FONTS)
        source.write_text(head.replace("FONTS", fonts) + body + "\n", encoding="utf-8")
        typst.compile(str(source), output=str(paths[document.name]))
    return paths


def _typst_words(words: str) -> str:
    """Words as Typst's string, so that nothing in them is markup."""
    quoted = " ".join(words.split(" ")).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'#"{quoted}"'


_FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties fo:margin-bottom="0.2cm" style:writing-mode="{direction}"/>
<style:text-properties style:font-name="Noto Sans" fo:font-size="10.5pt"/></style:default-style></office:styles>
<office:automatic-styles><style:page-layout style:name="page">
<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2.5cm"
 style:writing-mode="{direction}"/>
<style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="opening" style:family="paragraph" style:master-page-name="First"/></office:automatic-styles>
<office:master-styles>
<style:master-page style:name="First" style:page-layout-name="page" style:next-style-name="Standard">
<style:footer><text:p><text:page-number/>/<text:page-count/></text:p></style:footer></style:master-page>
<style:master-page style:name="Standard" style:page-layout-name="page">
<style:header><text:p>{head}</text:p></style:header>
<style:footer><text:p><text:page-number/>/<text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
{body}
</office:text></office:body></office:document>
"""


#: The first page has no head: the masthead stands there, as in real reports.
_OPENING = ' text:style-name="opening"'


def _office(documents: Sequence[PlainDocument], folder: Path, ending: str) -> Mapping[str, Path]:
    sources = [folder / f"{document.name}.fodt" for document in documents]
    for document, source in zip(documents, sources, strict=True):
        body = "\n".join(
            f"<text:p{_OPENING if at == 0 else ''}>"
            + "".join(_office_piece(document, piece) for piece in paragraph)
            + "</text:p>"
            for at, paragraph in enumerate(document.paragraphs)
        )
        direction = "rl-tb" if document.is_from_right else "lr-tb"
        source.write_text(
            _FLAT.format(direction=direction, head=escape_xml(document.head), body=body), encoding="utf-8"
        )
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        ending,
    ]
    command += ["--outdir", str(folder), *map(str, sources)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    paths = {document.name: folder / f"{document.name}.{ending}" for document in documents}
    if lost := [name for name, path in paths.items() if not path.is_file()]:
        raise RuntimeError(f"LibreOffice wrote no {ending} of {', '.join(lost)}: {done.stderr.strip()[-300:]}")
    return paths


def _office_piece(document: PlainDocument, piece: str | int) -> str:
    if isinstance(piece, str):
        return escape_xml(piece)
    note = escape_xml(document.footnotes[piece])
    return (
        f'<text:note text:id="n{piece}" text:note-class="footnote"><text:note-citation>{piece + 1}</text:note-citation>'
        f"<text:note-body><text:p>{note}</text:p></text:note-body></text:note>"
    )
