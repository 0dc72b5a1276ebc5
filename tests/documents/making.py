"""Documents made for tests: a ``Text`` written as DOCX or HTML, and DOCX of single parts.

What belongs here: small writers, as plain as the formats allow. What does not: what the tests ask of them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from sederunt.documents.text import Paragraph, Text

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def part(name: str, content: str) -> str:
    """A part of WordprocessingML with its namespaces; ``name`` is that of its root."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{name} {_NAMESPACES}>{content}</w:{name}>'


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with a body; further parts by the name of their file (``footnotes``, ``header1`` …), content only."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "styles": "styles", "numbering": "numbering"}
    files = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    for name, content in parts.items():
        files[f"word/{name}.xml"] = part(roots.get(name, "hdr" if name.startswith("header") else name), content)
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP package; relations are made for the parts beside the main one."""
    relations = "".join(
        f'<Relationship Id="{stem}" Type="{_TYPES}/{stem.rstrip("0123456789")}" Target="{stem}.xml"/>'
        for stem in (name.removeprefix("word/").removesuffix(".xml") for name in files)
        if stem != "document"
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    main = f'<Relationship Id="main" Type="{_TYPES}/officeDocument" Target="word/document.xml"/>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(files))
        archive.writestr("_rels/.rels", rels.format(main))
        archive.writestr("word/_rels/document.xml.rels", rels.format(relations))
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def _content_types(names: Iterable[str]) -> str:
    """The types of the parts: programs other than ours do not open a package without them."""
    base = "application/vnd.openxmlformats"
    kinds = {
        name: name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789").replace("document", "document.main")
        for name in names
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{base}-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{base}-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; one that is no element is words."""
    content = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of words."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def note(kind: str, key: int, words: str) -> str:
    """A footnote or endnote as Word writes it, its own mark before its words."""
    return f'<w:{kind} w:id="{key}"><w:p><w:r><w:{kind}Ref/></w:r>{r(" " + words)}</w:p></w:{kind}>'


def docx_of(text: Text) -> bytes:
    """A text as DOCX: automatic marks where labels count up, custom ones elsewhere; no page and no furniture."""
    body, notes = [], []
    count, called = 0, set()
    for paragraph in text.paragraphs:
        if paragraph.kind == "footnote":
            continue
        runs, at = [], paragraph.start
        for mark in text.marks:
            if not paragraph.start <= mark.start < paragraph.end or mark.footnote is None:
                continue
            runs.append(r(text.words(at, mark.start)))
            reference = f'w:id="{mark.footnote + 1}"'
            if mark.footnote in called:  # a note is referred to once; a mark that comes again is typed
                runs.append(r(mark.label, '<w:vertAlign w:val="superscript"/>'))
            elif mark.label == str(count + 1):
                count += 1
                runs.append(f"<w:r><w:footnoteReference {reference}/></w:r>")
            else:
                custom = f'<w:footnoteReference {reference} w:customMarkFollows="1"/><w:t>{mark.label}</w:t>'
                runs.append(f"<w:r>{custom}</w:r>")
            called.add(mark.footnote)
            at = mark.end
        runs.append(r(text.words(at, paragraph.end)))
        spacing = '<w:spacing w:before="120"/>' if paragraph.is_apart else ""
        body.append(p(*runs, properties=spacing))
    notes = [note("footnote", index + 1, text.words(n.start, n.end)) for index, n in enumerate(text.footnotes)]
    return docx("".join(body), footnotes="".join(notes))


#: How lines that stand close together may be set: before the first, before each, behind each, behind the last.
SETTINGS = {
    "list": ('<ul style="list-style-type: none">', "<li>", "</li>", "</ul>"),
    "table": ("<table>", "<tr><td>", "</td></tr>", "</table>"),
    "lines": ("<p>", "", "<br>", "</p>"),
}


def html_of(text: Text, setting: str = "list") -> bytes:
    """A text as HTML: marks as links in ``<sup>``, notes in a list at the end, lines that stand close together set in
    one of ``SETTINGS``.
    """
    groups: list[list[str]] = []
    for paragraph in text.paragraphs:
        if paragraph.kind != "footnote":
            if paragraph.is_apart or not groups:
                groups.append([])
            groups[-1].append(_html_words(text, paragraph))
    # The head of a report is set in two columns: the lines of its text do not follow one another.
    body = [_html_group(group, "list" if index == 0 else setting) for index, group in enumerate(groups)]
    notes = "".join(
        f'<li id="fn{index}" value="{n.label}">{escape(text.words(n.start, n.end))}</li>'
        if n.label.isdigit()
        else f'<p id="fn{index}"><sup>{n.label}</sup> {escape(text.words(n.start, n.end))}</p>'
        for index, n in enumerate(text.footnotes)
    )
    whole = "\n".join(body)
    return (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Documents</title><style>p{}</style></head><body>"
        f"<nav><a href=/>Home</a></nav><main>{whole}<hr><ol>{notes}</ol></main><footer>Contact us</footer>"
    ).encode()


def _html_group(group: Sequence[str], setting: str) -> str:
    if len(group) == 1:
        return f"<p>{group[0]}</p>"
    first, before, behind, last = SETTINGS[setting]
    return first + "".join(f"{before}{one}{behind}" for one in group) + last


def _html_words(text: Text, paragraph: Paragraph) -> str:
    words, at = "", paragraph.start
    for mark in text.marks:
        if paragraph.start <= mark.start < paragraph.end and mark.footnote is not None:
            words += escape(text.words(at, mark.start))
            words += f'<sup><a href="#fn{mark.footnote}">{mark.label}</a></sup>'
            at = mark.end
    return words + escape(text.words(at, paragraph.end))
