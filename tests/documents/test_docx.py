"""What a DOCX states: notes, numbers, changes, fields, tables, the masthead; and what no DOCX may do to the reader.

What belongs here: single features in invented words, written as Word writes them. What does not: whole documents
(``test_samples_in_other_formats.py``).
"""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from sederunt.documents.dispatch import read_text
from sederunt.documents.docx import read_docx
from sederunt.documents.formats import limits
from sederunt.errors import UnreadableDocument
from tests.documents.making import docx, note, p, package, part, r
from tests.documents.showing import words

RAISED = '<w:vertAlign w:val="superscript"/>'


def read(body: str, **parts: str) -> list[str]:
    return words(read_docx(docx(body, **parts)))


def reference(kind: str, key: int, own: str = "") -> str:
    if own:
        return f'<w:r><w:{kind}Reference w:id="{key}" w:customMarkFollows="1"/><w:t>{own}</w:t></w:r>'
    return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'


def field(instruction: str, result: str | None) -> str:
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(*rows: list[str]) -> str:
    cells = ["".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


class TestNotes:
    def test_marks_are_tied_to_footnotes_and_endnotes(self) -> None:
        body = p(
            "Chad",
            reference("footnote", 2),
            ", Chile",
            reference("footnote", 3),
            " and Peru",
            reference("endnote", 1),
            ".",
        )
        notes = note("footnote", 3, "At the last meeting.") + note("footnote", 2, "At the first meeting.")
        assert read(body, footnotes=notes, endnotes=note("endnote", 1, "By letter.")) == [
            "Chad{1}, Chile{2} and Peru {i}.",
            "[1] At the first meeting.",
            "[2] At the last meeting.",
            "[i] By letter.",
        ]

    def test_a_year_before_a_mark_stays_the_year(self) -> None:
        text = read_docx(docx(p("in 2018", reference("footnote", 1), "."), footnotes=note("footnote", 1, "See annex.")))
        assert text.text.startswith("in 2018¹.")
        assert (text.marks[0].start, text.marks[0].end) == (7, 8)

    def test_custom_marks_count_for_nothing(self) -> None:
        body = p("Report", reference("footnote", 1, "*"), " of Chad", reference("footnote", 2))
        notes = f'<w:footnote w:id="1">{p("* Reissued.")}</w:footnote>' + note("footnote", 2, "In part.")
        assert read(body, footnotes=notes) == ["Report{*} of Chad{1}", "[*] Reissued.", "[1] In part."]

    def test_a_custom_mark_in_the_font_of_symbols(self) -> None:
        symbol = (
            '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:sym w:font="Symbol" w:char="F02A"/></w:r>'
        )
        assert read(p("Chad", symbol), footnotes=note("footnote", 1, "Late.")) == ["Chad{*}", "[*] Late."]

    def test_the_form_of_labels_is_that_of_the_settings(self) -> None:
        settings = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="2"/></w:footnotePr>'
        body = p("Chad", reference("footnote", 1), ", Peru")
        assert read(body, settings=settings, footnotes=note("footnote", 1, "Late.")) == ["Chad {b}, Peru", "[b] Late."]

    def test_typed_marks_are_tied_to_typed_notes(self) -> None:
        body = (
            p("Chad", r("1", RAISED), " and Peru", r("1, 2", RAISED), " met on the 1", r("st", RAISED), " of May.")
            + p(r("1", RAISED), " At the first meeting.")
            + p(r("2", RAISED), " At the last meeting.")
        )
        assert read(body) == [
            "Chad{1} and Peru{1}{2} met on the 1st of May.",
            "[1] At the first meeting.",
            "[2] At the last meeting.",
        ]

    def test_typed_notes_under_a_rule(self) -> None:
        body = p("Chad1 and Peru were there.") + p("________") + p("1 At the first meeting.") + p("2. They met again.")
        assert read(body) == ["Chad{1} and Peru were there.", "[1] At the first meeting.", "2. They met again."]

    def test_a_typed_mark_may_call_a_stated_note_again(self) -> None:
        body = p("Chad", reference("footnote", 1), " and Peru", r("1", RAISED), field("NOTEREF _Ref1 \\f", None))
        assert read(body, footnotes=note("footnote", 1, "Late.")) == ["Chad{1} and Peru{1}", "[1] Late."]

    def test_a_power_is_no_mark(self) -> None:
        assert read(p("an area of 5 km", r("2", RAISED), " in all")) == ["an area of 5 km² in all"]

    def test_a_note_stands_behind_the_list_that_holds_its_mark(self) -> None:
        body = p("Present:") + p("Chad", reference("footnote", 1)) + p("Peru") + p("2. The Board met.")
        assert read(body, footnotes=note("footnote", 1, "Late.")) == [
            "Present:", "Chad{1}", "Peru", "[1] Late.", "2. The Board met.",
        ]  # fmt: skip


LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/><w:isLgl/>'
    "</w:lvl>"
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
    "</w:lvl></w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
    '<w:num w:numId="4"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="9"/></w:num>'
)


def entry(words: str, level: int = 0, key: int = 1) -> str:
    return p(words, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')


class TestNumbers:
    def test_numbers_letters_and_chapters(self) -> None:
        body = (
            entry("Opening", key=4) + entry("The Board met.") + entry("first", 1) + entry("second", 1) + entry("x", 2)
            + entry("Attendance", key=4) + entry("It met again.") + entry("first", 1)
        )  # fmt: skip
        assert read(body, numbering=LEVELS) == [
            "I. Opening", "1. The Board met.", "(a) first", "(b) second", "1.2.1 x", "II. Attendance",
            "2. It met again.", "(a) first",
        ]  # fmt: skip

    def test_lists_of_one_kind_count_on_unless_they_are_begun_anew(self) -> None:
        body = entry("a") + entry("b", key=2) + entry("c", key=3) + entry("d", key=3)
        assert read(body, numbering=LEVELS) == ["1. a", "2. b", "1. c", "2. d"]

    def test_bullets(self) -> None:
        """A sentence has its bullet, a name has none: a list of names is the same with bullets and without."""
        body = entry("The Board met;", key=5) + entry("It rose.", key=5) + entry("Chad", key=5)
        assert read(body, numbering=LEVELS) == ["• The Board met;", "• It rose.", "Chad"]

    def test_a_style_may_number(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
            "</w:style>"
            '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
        )
        numbered = p("The Board met.", properties='<w:pStyle w:val="Own"/>')
        switched_off = p("Note", properties='<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        assert read(numbered + switched_off + numbered, numbering=LEVELS, styles=styles) == [
            "1. The Board met.", "Note", "2. The Board met.",
        ]  # fmt: skip

    def test_numbers_that_fields_print(self) -> None:
        assert read(p(field("AUTONUM", None), "The Board met.") + p(field("AUTONUM", None), "It rose.")) == [
            "1. The Board met.", "2. It rose.",
        ]  # fmt: skip


class TestChangesAndFields:
    def test_what_was_inserted_is_read_and_what_was_deleted_is_not(self) -> None:
        body = p(
            "Chad",
            f"<w:ins>{r(', Chile')}</w:ins>",
            "<w:del><w:r><w:delText>, Cuba</w:delText></w:r></w:del>",
            f"<w:moveFrom>{r(', Fiji')}</w:moveFrom>",
            f"<w:moveTo>{r(' and Peru')}</w:moveTo>",
        )
        assert read(body) == ["Chad, Chile and Peru"]

    def test_a_deleted_end_of_a_paragraph_joins_two(self) -> None:
        first = p("The Board ", properties="<w:rPr><w:del/></w:rPr>")
        assert read(first + p("met in Vienna.")) == ["The Board met in Vienna."]

    def test_a_deleted_row_is_not_read(self) -> None:
        row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("Cuba") + "</w:tc></w:tr>"
        assert read(f"<w:tbl>{row}<w:tr><w:tc>{p('Chad')}</w:tc></w:tr></w:tbl>") == ["Chad"]

    def test_of_a_field_the_result_is_read(self) -> None:
        link = field('HYPERLINK "https://example.org/"', "A/80/15")
        assert read(p("See ", link, ", page ", field("PAGE", "7"), ".")) == ["See A/80/15, page ."]

    def test_a_field_within_the_instruction_of_another(self) -> None:
        inner = field("DATE", "today")
        outer = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
            + inner + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("Chad")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )  # fmt: skip
        assert read(p(outer, " met.")) == ["Chad met."]

    def test_a_table_of_contents_states_no_facts(self) -> None:
        styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
        body = p("I. Attendance 3", properties='<w:pStyle w:val="T1"/>') + p("1. The Board met.")
        assert read(body, styles=styles) == ["[contents] I. Attendance 3", "1. The Board met."]

    def test_links_marked_content_and_controls_are_read(self) -> None:
        body = p(
            f"<w:hyperlink>{r('Chad')}</w:hyperlink>", f"<w:sdt><w:sdtContent>{r(' and Peru')}</w:sdtContent></w:sdt>"
        )
        assert read(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>") == ["Chad and Peru"]

    def test_characters_of_typography(self) -> None:
        run = (
            "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>aligned</w:t><w:tab/><w:t>govern</w:t><w:softHyphen/>"
            "<w:t>mental</w:t></w:r>"
        )
        assert read(p(run)) == ["non-aligned governmental"]

    def test_hidden_words_are_not_read(self) -> None:
        assert read(p("Chad", r(" and Cuba", "<w:vanish/>"), r(" met", '<w:vanish w:val="0"/>'))) == ["Chad met"]


class TestLinesTablesAndBoxes:
    def test_lines_ended_by_hand(self) -> None:
        lines = [
            "Committee on Trade",
            "Fifth session",
            "Report on the organization and",
            "methods of work",
            "Vienna, 4 May",
        ]
        run = "<w:r>" + "<w:br/>".join(f"<w:t>{line}</w:t>" for line in lines) + "</w:r>"
        assert read(p(run)) == [
            "Committee on Trade", "Fifth session", "Report on the organization and methods of work", "Vienna, 4 May",
        ]  # fmt: skip

    def test_cells_are_read_row_by_row(self) -> None:
        assert read(table(["1.", "Opening of the session"], ["2.", "Other matters"])) == [
            "1. Opening of the session", "2. Other matters",
        ]  # fmt: skip

    def test_names_in_columns_are_read_down(self) -> None:
        assert read(table(["Albania", "Chile"], ["Benin", "Cuba"], ["Chad", ""])) == [
            "Albania", "Benin", "Chad", "Chile", "Cuba",
        ]  # fmt: skip

    def test_a_cell_of_many_names_is_a_column(self) -> None:
        assert read(table([p("Albania") + p("Benin"), p("Chad") + p("Chile")])) == ["Albania", "Benin", "Chad", "Chile"]

    def test_a_text_box_is_read_once(self) -> None:
        box = f"<w:txbxContent>{p('A/80/15')}</w:txbxContent>"
        run = (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp>{box}</wps:wsp></w:drawing>'
            f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert read(p("United Nations", run)) == ["United Nations", "A/80/15"]

    def test_the_header_of_the_first_page_that_states_the_symbol(self) -> None:
        first = table(["United Nations", "A/80/15"]) + p("Distr.: General")
        section = '<w:sectPr><w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" '
        section += 'r:id="header2"/><w:titlePg/></w:sectPr>'
        parts = {"header1": first, "header2": p("A/80/15") + p(field("PAGE", "2"))}
        assert read(p("Report of the Board") + section, **parts) == [
            "United Nations", "A/80/15", "Distr.: General", "Report of the Board",
        ]  # fmt: skip
        assert read(p("A/80/15") + p("Report of the Board") + section, **parts) == ["A/80/15", "Report of the Board"]

    def test_of_a_running_head_only_the_symbol_is_read(self) -> None:
        section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
        assert read(p("Report of the Board") + section, header1=p("Page 2 of 7") + p("A/80/15")) == [
            "A/80/15", "Report of the Board",
        ]  # fmt: skip

    def test_headings_by_style_and_space_between_paragraphs(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:spacing w:after="120"/></w:pPr>'
            "</w:style>"
            '<w:style w:type="paragraph" w:styleId="L"><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:style>'
        )
        line = '<w:pStyle w:val="L"/>'
        body = (
            p("Attendance", properties='<w:pStyle w:val="H"/>') + p("Present:")
            + p("Chad", properties=line) + p("Peru", properties=line) + p("") + p("Togo", properties=line)
        )  # fmt: skip
        found = read_docx(docx(body, styles=styles)).paragraphs
        assert [(one.level, one.is_apart) for one in found] == [
            (2, True), (0, False), (0, True), (0, False), (0, True),
        ]  # fmt: skip

    def test_strict_documents_are_read(self) -> None:
        strict = part("document", f"<w:body>{p('Chad')}</w:body>").replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        assert words(read_docx(package({"word/document.xml": strict}))) == ["Chad"]


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def bomb(n_bytes: int) -> bytes:
    return package({"word/document.xml": part("document", "<w:body>" + " " * n_bytes + "</w:body>")})


def encrypted() -> bytes:
    data = bytearray(docx(p("Chad")))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            struct.pack_into("<H", data, start + at, struct.unpack_from("<H", data, start + at)[0] | 1)
            start = data.find(signature, start + 4)
    return bytes(data)


def lying() -> bytes:
    """An archive that declares small sizes and unpacks to large ones."""
    data = bytearray(bomb(limits().ratio_from_bytes * 2))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(signature)
        while start >= 0:
            struct.pack_into("<I", data, start + at, min(100, struct.unpack_from("<I", data, start + at)[0]))
            start = data.find(signature, start + 4)
    return bytes(data)


def many_parts() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", part("document", f"<w:body>{p('Chad')}</w:body>"))
        for number in range(limits().max_entries):
            archive.writestr(f"{number}", b"")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(docx(p("Chad"))[:-40], "cut or damaged", id="cut at its end"),
        pytest.param(docx(p("Chad"))[: len(docx(p("Chad"))) // 2], "cut or damaged", id="cut in the middle"),
        pytest.param(package({"word/document.xml": "<w:document"}), "malformed", id="malformed XML"),
        pytest.param(package({"word/document.xml": ""}), "malformed", id="an empty part"),
        pytest.param(package({"word/document.xml": part("document", "")}), "no body", id="no body"),
        pytest.param(docx(""), "no words", id="no words"),
        pytest.param(package({"word/document.xml": ENTITY + "<x>&e;</x>"}), "declares a document type", id="an entity"),
        pytest.param(
            package({"word/document.xml": (ENTITY + "<x>&e;</x>").encode("utf-16")}),
            "document type",
            id="one in UTF-16",
        ),
        pytest.param(package({"word/document.xml": LAUGHS + "<x>&b;</x>"}), "document type", id="a billion laughs"),
        pytest.param(
            package(
                {"word/document.xml": part("document", "<w:body>" + "<w:p>" * 5000 + "</w:p>" * 5000 + "</w:body>")}
            ),
            "malformed",
            id="nested too deep",
        ),
        pytest.param(bomb(limits().ratio_from_bytes * 2), "times its size", id="a bomb"),
        pytest.param(lying(), "times its size|cut or damaged", id="a bomb that lies"),
        pytest.param(many_parts(), "parts", id="too many parts"),
        pytest.param(encrypted(), "password", id="an encrypted archive"),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason) as refused:
        read_text(data)
    assert (refused.value.stage, refused.value.kind) == ("decode", "permanent")
    assert "\n" not in refused.value.message


def test_a_damaged_byte_costs_one_document() -> None:
    """Whatever is damaged: the words, or one reason."""
    whole = docx(p("Chad and Peru were represented."), footnotes=note("footnote", 1, "Late."))
    for at in range(0, len(whole), 7):
        data = bytearray(whole)
        data[at] ^= 0x55
        try:
            read_text(bytes(data))
        except UnreadableDocument as refused:
            assert "\n" not in refused.message
