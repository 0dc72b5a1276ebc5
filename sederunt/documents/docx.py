"""DOCX to ``Text``: paragraphs with the numbers they print, notes tied to their marks, tables, what changes inserted.

What belongs here: the order of the parts, headers and notes. What does not: the words of a paragraph
(``docx_body.py``), styles and numbers (``docx_styles.py``), archives (``package.py``).
"""

from __future__ import annotations

from lxml import etree

from sederunt.documents.docx_body import Body
from sederunt.documents.docx_styles import Styles, W, is_on, number, numbering_of, value
from sederunt.documents.numbering import Numbering
from sederunt.documents.package import Package
from sederunt.documents.pieces import Note, Piece
from sederunt.documents.stated import lay_out
from sederunt.documents.text import Text
from sederunt.documents.word import masthead
from sederunt.errors import UnreadableDocument

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Headers = dict[str, list[Piece]]
_KINDS = ("footnote", "endnote")
_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}


def read_docx(data: bytes) -> Text:
    """The text of a DOCX. Raises ``UnreadableDocument`` where it is damaged, too large or without words.

    Tracked insertions are read, deletions are not; headers and footers are left out but for the first page's, where it
    states the document's symbol. There are no pages: those of a DOCX are made by the program that shows it.
    """
    package = Package(data)
    main = _main_part(package)
    relations = package.relations(main)
    parts = {kind: name for kind, name in relations.values() if name in package}
    root = package.xml(main)
    content = root.find(W + "body")
    if content is None:
        raise UnreadableDocument(
            "the document has no body: open it in a word processor and save it anew", stage="decode"
        )
    styles = Styles(package.xml(parts["styles"]) if "styles" in parts else None)
    numbering = numbering_of(package.xml(parts["numbering"]) if "numbering" in parts else None)
    body = Body(styles, numbering, _label_forms(package, parts, content))
    pieces = body.pieces(content)
    notes = _notes(package, parts, styles, body)
    section = next(content.iter(W + "sectPr"), None)
    if section is not None:
        shown = "first" if is_on(section, "titlePg") else "default"
        pieces = [*masthead(_headers(package, relations, section, styles), shown, pieces), *pieces]
    text = lay_out(pieces, notes)
    if not text.text.strip():
        raise UnreadableDocument("the document holds no words: leave it out", stage="decode")
    return text


def _main_part(package: Package) -> str:
    for kind, name in package.relations("").values():
        if kind == "officeDocument" and name in package:
            return name
    if "word/document.xml" not in package:
        raise UnreadableDocument("the document's archive lacks its main part: fetch it again", stage="decode")
    return "word/document.xml"


def _label_forms(package: Package, parts: dict[str, str], content: etree._Element) -> dict[str, tuple[str, int]]:
    """For footnotes and endnotes, the form of their automatic labels and the first number."""
    sources = [package.xml(parts["settings"])] if "settings" in parts else []
    sources += list(content.iter(W + "sectPr"))[:1]
    forms = {}
    for kind in _KINDS:
        form, start = _FORMS[kind], 1
        for source in sources:
            properties = source.find(f"{W}{kind}Pr")
            form = value(properties, "numFmt") or form
            start = number(value(properties, "numStart")) or start
        forms[kind] = (form, start)
    return forms


def _notes(package: Package, parts: dict[str, str], styles: Styles, body: Body) -> dict[str, Note]:
    """The notes that the body refers to, under the keys and labels that it gave them."""
    found: dict[str, Note] = {}
    for kind in _KINDS:
        if f"{kind}s" not in parts or not any(key.startswith(kind) for key in body.labels):
            continue
        for element in package.xml(parts[f"{kind}s"]).iterchildren(W + kind):
            key = f"{kind} {element.get(W + 'id')}"
            if key in body.labels:
                own = Body(styles, Numbering(), {})
                words = " ".join(piece.plain_words() for piece in own.pieces(element)).strip()
                label = body.labels[key]
                found[key] = Note(label, words.removeprefix(label).lstrip(" .)") if words.startswith(label) else words)
    return found


def _headers(
    package: Package, relations: dict[str, tuple[str, str]], section: etree._Element, styles: Styles
) -> Headers:
    """The headers of the first section, by kind."""
    found: Headers = {}
    for one in section.iter(W + "headerReference"):
        _, name = relations.get(one.get(_R + "id", ""), ("", ""))
        if name in package:
            found[one.get(W + "type", "default")] = Body(styles, Numbering(), {}).pieces(package.xml(name))
    return found
