"""What a page states: notes, lists, tables, lines; what belongs to the site around it; encodings; what is refused.

What belongs here: single features in invented words. What does not: whole documents
(``test_samples_in_other_formats.py``).
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sederunt.documents.dispatch import read_text
from sederunt.documents.formats import limits
from sederunt.documents.html import read_html
from sederunt.errors import UnreadableDocument
from tests.documents.showing import words


def read(body: str, head: str = "") -> list[str]:
    return words(read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()))


TIED = ["Chad{1} and Peru{2} met.", "[1] At the first meeting.", "[2] At the last meeting."]


class TestNotes:
    @pytest.mark.parametrize(
        "page",
        [
            pytest.param(
                '<p>Chad<sup><a href="#fn1" id="r1">1</a></sup> and Peru<sup><a href="#fn2" id="r2">2</a></sup>'
                ' met.</p><ol><li id="fn1">At the first meeting. <a href="#r1">↩</a></li>'
                '<li id="fn2"><p>At the last meeting. <a href="#r2">↩</a></p></li></ol>',
                id="a list",
            ),
            pytest.param(
                '<p>Chad<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> and Peru'
                '<a href="#_ftn2" name="_ftnref2"><span style="vertical-align:super">[2]</span></a> met.</p><hr>'
                '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> At the first</p><p>meeting.</p></div>'
                '<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> At the last meeting.</p></div>',
                id="as Word writes it",
            ),
            pytest.param(
                '<p>Chad<a href="#a">[1]</a> and Peru<a href="#b">[2]</a> met.</p>'
                '<p><a name="a">[1]</a> At the first meeting.<br><a name="b">[2]</a> At the last meeting.</p>',
                id="several in one paragraph",
            ),
            pytest.param(
                "<p>Chad<sup>1</sup> and Peru<sup>2</sup> met.</p><hr>"
                "<p><sup>1</sup> At the first meeting.</p><p><sup>2</sup> At the last meeting.</p>",
                id="raised labels",
            ),
            pytest.param(
                "<p>Chad<sup>1</sup> and Peru<sup>2</sup> met.</p>"
                '<ol class="footnotes"><li>At the first meeting.</li><li>At the last meeting.</li></ol>',
                id="a list without links",
            ),
            pytest.param(
                "<p>Chad¹ and Peru² met.</p><p>¹ At the first meeting.</p><p>² At the last meeting.</p>",
                id="raised characters",
            ),
            pytest.param(
                "<table><tr><td>Chad<sup>1</sup> and Peru<sup>2</sup> met.</td></tr></table>"
                "<p>____________</p><p>1 At the first meeting.</p><p>2 At the last meeting.</p>",
                id="under a rule",
            ),
        ],
    )
    def test_marks_are_tied_to_their_notes(self, page: str) -> None:
        assert read(page) == TIED

    def test_asides_that_are_notes_are_read(self) -> None:
        page = '<p>Chad<a role="doc-noteref" href="#n">*</a></p><aside id="n" role="doc-footnote">* Late.</aside>'
        assert read(page) == ["Chad{*}", "[*] Late."]

    def test_a_link_within_the_page_is_no_mark(self) -> None:
        assert read('<p><a href="#c1">1</a> Opening</p><h2 id="c1">1. Opening</h2>') == ["1 Opening", "1. Opening"]

    def test_ordinals_and_powers_are_no_marks(self) -> None:
        assert read("<p>La 1<sup>re</sup> séance, M<sup>me</sup> Diallo, 5 km<sup>2</sup></p>") == [
            "La 1re séance, Mme Diallo, 5 km²"
        ]


class TestListsAndTables:
    def test_numbers_that_lists_print(self) -> None:
        page = (
            '<ol start="3"><li>The Board met.<ol type="a"><li>first</li><li>second</li></ol></li><li value="7">'
            'It rose.</li></ol><ol type="I"><li>Opening</li></ol><ol style="list-style-type: none"><li>Chad</li></ol>'
        )
        assert read(page) == [
            "3. The Board met.", "(a) first", "(b) second", "7. It rose.", "I. Opening", "Chad",
        ]  # fmt: skip

    def test_a_number_that_the_entry_states_itself_is_not_doubled(self) -> None:
        assert read("<ol><li>1. The Board met.</li><li>2. It rose.</li></ol>") == ["1. The Board met.", "2. It rose."]

    def test_reversed_lists_count_down(self) -> None:
        assert read("<ol reversed><li>b</li><li>a</li></ol>") == ["2. b", "1. a"]

    def test_bullets(self) -> None:
        """A sentence has its bullet, a name has none: a list of names is the same with bullets and without."""
        assert read("<ul><li>It met.<li><p>It rose.</p><li>Chad</ul>") == ["• It met.", "• It rose.", "Chad"]

    def test_tables(self) -> None:
        assert read("<table><tr><th>1.<td>Opening<tr><th>2.<td>Other matters</table>") == [
            "1. Opening",
            "2. Other matters",
        ]
        assert read("<table><tr><td>Chad<td>Peru<tr><td>Cuba<td>Togo</table>") == ["Chad", "Cuba", "Peru", "Togo"]

    def test_captions_and_cells_without_words(self) -> None:
        assert read("<table><caption>Members</caption><tr><td></td><td>Chad</td></tr></table>") == ["Members", "Chad"]

    def test_a_page_laid_out_by_a_table(self) -> None:
        page = "<table><tr><td><p>1. The Board met.</p><p>2. It rose.</p><table><tr><td>Chad</table></td></tr></table>"
        assert read(page) == ["1. The Board met.", "2. It rose.", "Chad"]

    def test_lines(self) -> None:
        assert read("<p>Committee on Trade<br>Fifth session<br>Report on the methods<br>of work</p>") == [
            "Committee on Trade", "Fifth session", "Report on the methods of work",
        ]  # fmt: skip

    def test_wrapped_lines_are_joined(self) -> None:
        lines = [
            "1. The Board met in Vienna from the fourth to the eighth of",
            "May and was attended by the representatives of Chad, Chile",
            "and Peru, and by observers of the two commissions that it",
            "had invited.",
        ]
        assert read(f"<p>{'<br>'.join(lines)}</p>") == [" ".join(lines)]

    def test_a_text_file_on_a_page(self) -> None:
        text = "A/80/15\n\n1. The Board met, Chad1 and\nPeru being there.\n\n__________\n\n1  Late.\n"
        assert read(f"<pre>{text}</pre>") == ["A/80/15", "1. The Board met, Chad{1} and Peru being there.", "[1] Late."]

    def test_headings_and_the_space_between_paragraphs(self) -> None:
        page = "<h2>Attendance</h2><p>Present:</p><div>Chad</div><div>Peru</div><div><br></div><div>Togo</div>"
        found = read_html(page.encode()).paragraphs
        assert [(one.level, one.is_apart) for one in found] == [
            (2, True), (0, True), (0, True), (0, False), (0, True),
        ]  # fmt: skip


class TestTheSiteAround:
    def test_what_is_no_document_is_left_aside(self) -> None:
        page = (
            "<header>United Nations</header><nav><a href=/>Home</a></nav><div class='cookie-banner'>Cookies</div>"
            "<div role=navigation>Menu</div><p hidden>no</p><p style='display: none'>no</p><script>no()</script>"
            "<style>p{}</style><noscript>no</noscript><!-- no --><p>Chad</p><footer>Contact</footer>"
        )
        assert read(page, head="<title>no</title>") == ["Chad"]

    def test_the_document_proper(self) -> None:
        page = f"<div>Search</div><main><header>Report</header><p>{'Chad met. ' * 20}</p></main><div>Archive</div>"
        assert read(page)[0] == "Report"
        assert len(read(page)) == 2

    def test_words_of_the_report_are_not_taken_for_names_of_the_site(self) -> None:
        assert read('<div class="report-body menus-of-the-day"><p id="consents">Chad</p></div>') == ["Chad"]

    def test_entities_and_characters(self) -> None:
        assert read("<p>C&ocirc;te d&rsquo;Ivoire&nbsp;&#233; govern&shy;ment\n  of   Chad</p>") == [
            "Côte d’Ivoire é government of Chad"
        ]

    def test_right_to_left_and_chinese(self) -> None:
        assert read("<p dir=rtl>اجتمعت اللجنة</p><p>委员会<b>举行</b>了会议</p>") == [
            "اجتمعت اللجنة",
            "委员会举行了会议",
        ]


RUSSIAN = "Комитет провел свою пятую сессию в Вене."


@pytest.mark.parametrize(
    ("declared", "encoding", "said"),
    [
        ("utf-8", "utf-8", RUSSIAN),
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8-r", RUSSIAN),
        ("iso-8859-1", "cp1252", "Côte d’Ivoire – « Œuvre »"),
        ("windows-1251", "utf-8", RUSSIAN),
        ("gb2312", "gb18030", "委员会举行了会议，丂"),
        ("windows-1256", "cp1256", "اجتمعت اللجنة في فيينا"),
        ("no-such-encoding", "utf-8", RUSSIAN),
        ("hex", "cp1252", "Présidente de la réunion"),
        ("utf-16", "utf-8", RUSSIAN),
    ],
)
def test_the_encoding_that_a_page_states(declared: str, encoding: str, said: str) -> None:
    for stated in (f"<meta charset={declared}>", f'<meta http-equiv=c content="text/html; charset={declared}">'):
        page = f"<html><head>{stated}</head><body><p>{said}</p></body></html>".encode(encoding)
        assert words(read_html(page)) == [said]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_forms_of_unicode(encoding: str) -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>{RUSSIAN}</p></body></html>"
    text, found = read_text(page.encode(encoding))
    assert (words(text), found.key) == ([RUSSIAN], "html")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        pytest.param(b"<html><body></body></html>", "no words", id="nothing"),
        pytest.param(
            b"<html><body><script>x</script><nav>y</nav></body></html>", "no words", id="a site without a page"
        ),
        pytest.param(b"<html><frameset><frame src=x></frameset></html>", "no words", id="frames"),
        pytest.param(b"<html><body>" + bytes(range(256)) * 40, "binary file", id="binary"),
    ],
)
def test_what_is_refused(page: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason) as refused:
        read_text(page)
    assert (refused.value.stage, refused.value.kind) == ("decode", "permanent")


def test_a_page_of_100_mb_is_refused() -> None:
    page = b"<html>" + b"<p>The Board met.</p>\n" * (100_000_000 // 22)
    with pytest.raises(UnreadableDocument, match="the page is 100 MB large, and no more than 24 MB are read"):
        read_text(page)


def test_how_deep_a_page_may_be_nested() -> None:
    """Deeper than Python's stack; but not so deep that the parser's time grows with the square of it."""
    deep = limits().max_html_depth
    assert read("<div>" * deep + "Chad" + "</div>" * deep) == ["Chad"]
    assert read("<b><i>" * 20_000 + "Chad") == ["Chad"]
    with pytest.raises(UnreadableDocument, match="more than 2,000 elements stand in one another"):
        read("<div>" * 1_000_000 + "Chad")


def test_limits_are_those_that_are_declared() -> None:
    assert limits().max_html_bytes == 24_000_000


PARTS = (
    "<p>", "</p>", "<div>", "</div>", "<ol>", "<ul>", "<li>", "</li>", "</ol>", "</ul>", "<table>", "<tr>", "<td>",
    "</td>", "</table>", "<br>", "<sup>", "</sup>", '<a href="#n">', '<a id="n">', "</a>", "<hr>", "<h2>", "</h2>",
    "<pre>", "</pre>", "1", "*", "Chad ", "1. The Board met.", "________", "&nbsp;", "\ue000", "\n", "¹", "re",
    '<li id="n">',
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
def test_whatever_the_tags_the_spans_hold(body: str) -> None:
    try:
        text = read_html(f"<html><body>{body}</body></html>".encode())
    except UnreadableDocument as refused:
        assert "no words" in refused.message
        return
    at = 0
    for paragraph in text.paragraphs:
        assert paragraph.start == at < paragraph.end
        assert text.words(paragraph.start, paragraph.end).strip()
        at = paragraph.end + 2
    for mark in text.marks:
        assert mark.footnote is None or text.footnotes[mark.footnote].label == mark.label
        assert any(one.start <= mark.start < mark.end <= one.end for one in text.paragraphs)
    assert all(one.end <= other.start for one, other in zip(text.marks, text.marks[1:], strict=False))
