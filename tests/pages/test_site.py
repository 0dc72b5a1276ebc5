"""The site without a browser: every link holds, nothing names another host, and the figures are those of the models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser

from pages.site import MARK, build, source_shown
from sederunt.sources.errors import WrongUse
from tests.pages.reading import page, rows, words

BODY = "commission-on-night-sky-quality"
MOST_BYTES = 1_500_000


def pages_of(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def links_of(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[href], [src]"):
        yield node.attributes.get("href") or node.attributes.get("src") or ""


def broken_links(site: Path) -> tuple[list[str], int]:
    """Links that lead to no page, or to no place on it; and how many were followed."""
    trees = {path.resolve(): page(path) for path in pages_of(site)}
    anchors = {path: {node.attributes["id"] for node in tree.css("[id]")} for path, tree in trees.items()}
    broken, followed = [], 0
    for path, tree in trees.items():
        for address in links_of(tree):
            parts = urlsplit(address)
            if parts.scheme:
                assert address.startswith(("https://example.org/", "data:,")), address
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            followed += 1
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in anchors[target]):
                broken.append(f"{path.relative_to(site.resolve())}: {address}")
    return broken, followed


def test_every_link_leads_to_a_page_and_to_a_place_on_it(site: Path) -> None:
    broken, followed = broken_links(site)
    assert followed > 10_000
    assert not broken, broken[:10]


def test_a_meeting_of_very_many_statements_has_pages_in_parts(
    tmp_path: Path, published: Path, warehouse: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("links", "meeting", "site"):
        monkeypatch.setattr(f"pages.{module}.STATEMENTS_A_PART", 7)
    site = tmp_path / "site"
    build(published, site)
    counts = warehouse.sql("SELECT meeting_id, count(*) FROM statements GROUP BY meeting_id").fetchall()
    meeting, n_statements = max(counts, key=lambda found: found[1])
    stem = meeting.replace(":", ".")
    parts = [
        site / "meeting" / f"{stem}{'' if n == 1 else f'-part-{n}'}.html" for n in range(1, -(-n_statements // 7) + 1)
    ]
    assert len(parts) > 2
    numbers = [row["number"] for part in parts for row in rows(page(part), "statements")]
    assert numbers == [str(number) for number in range(1, n_statements + 1)]
    broken, _ = broken_links(site)
    assert not broken, broken[:10]


def test_ids_are_unique_on_their_page(site: Path) -> None:
    for path in pages_of(site):
        ids = [node.attributes["id"] for node in page(path).css("[id]")]
        assert len(ids) == len(set(ids)), path.name


def test_nothing_that_is_loaded_stands_on_another_host(site: Path) -> None:
    for path in pages_of(site):
        tree = page(path)
        loaded = [node.attributes.get("src") for node in tree.css("[src]")]
        loaded += [node.attributes.get("href") for node in tree.css("link")]
        assert all(address and not re.match(r"(?:\w+:)?//", address) for address in loaded), path.name
        assert not tree.css("iframe, object, embed, base"), path.name
    style = (site / "assets" / "site.css").read_text("utf-8")
    assert "@import" not in style and not re.search(r"url\((?!#)", style)


def test_pages_are_light_and_share_one_bundle(site: Path) -> None:
    assert max(path.stat().st_size for path in pages_of(site)) < MOST_BYTES
    assert len(list((site / "assets").glob("vega-*.js"))) == 1


def test_every_body_state_and_meeting_has_a_page(site: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    (meetings,), (bodies,) = warehouse.sql(
        "SELECT count(*) FROM meetings UNION ALL SELECT count(DISTINCT body_id) FROM meetings"
    ).fetchall()
    states = warehouse.sql(
        "SELECT count(DISTINCT participant_id) FROM analytics.participation "
        "JOIN participants USING (participant_id) WHERE is_kind_of_states(kind)"
    ).fetchall()
    assert [len(list((site / name).iterdir())) for name in ("meeting", "body")] == [meetings, bodies]
    assert len(list((site / "state").iterdir())) == states[0][0]


def test_the_figures_of_a_body_are_those_of_the_models(site: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    tree = page(site / "body" / f"{BODY}.html")
    found = warehouse.execute(
        "SELECT n_states, n_states_silent, attendance_rate FROM analytics.attendance_by_meeting "
        "WHERE body_id = ? ORDER BY starts_on DESC",
        [BODY],
    ).fetchall()
    shown = rows(tree, "meetings")
    assert [row["n_states"] for row in shown] == ["" if one[0] is None else str(one[0]) for one in found]
    assert [row["n_states_silent"] for row in shown] == ["" if one[1] is None else str(one[1]) for one in found]
    assert any(row["n_states"] == "" for row in shown), "the invented meetings should have some that are not known"
    lapsed = warehouse.execute(
        "SELECT count(*) FROM analytics.attendance_streaks JOIN participants USING (participant_id) "
        "WHERE body_id = ? AND current_lapse > 0 AND is_kind_of_states(kind)",
        [BODY],
    ).fetchall()
    assert len(rows(tree, "lapses")) == lapsed[0][0] > 0


def test_what_is_not_known_is_said_and_never_0(site: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    meetings = warehouse.sql("SELECT meeting_id FROM analytics.attendance_by_meeting WHERE n_states IS NULL").fetchall()
    assert meetings
    for (meeting,) in meetings:
        tree = page(site / "meeting" / f"{meeting.replace(':', '.')}.html")
        assert "is not known" in words(tree, ".lede")
        figure = tree.css_first(".figures dd")
        assert figure is not None and figure.text() == "not known"
        assert figure.attributes["class"] == "unknown"


def test_every_statement_leads_to_the_words_that_state_it(site: Path, warehouse: duckdb.DuckDBPyConnection) -> None:
    meeting = f"{BODY}:10"
    tree = page(site / "meeting" / f"{BODY}.10.html")
    names = warehouse.execute(
        "SELECT name_as_written FROM statements WHERE meeting_id = ? ORDER BY span_start", [meeting]
    ).fetchall()
    cited = [node.attributes["href"] or "" for node in tree.css("#statements .cite")]
    assert len(cited) == len(names) > 0
    for anchor, (name,) in zip(cited, names, strict=True):
        marked = [mark.text() for mark in tree.css(f"{anchor} mark")]
        assert name in marked
    listed = warehouse.execute("SELECT name_as_written FROM attendance WHERE meeting_id = ?", [meeting]).fetchall()
    present = {mark.text() for node in tree.css(".words[id^=l]") for mark in node.css("mark")}
    assert {name for (name,) in listed} <= present


def test_names_stand_in_all_six_languages(site: Path) -> None:
    script = (site / "assets" / "names.js").read_text("utf-8")
    names = json.loads(script.removeprefix("window.SEDERUNT_NAMES=").rstrip().removesuffix(";"))
    assert set(names) == {"ar", "es", "fr", "ru", "zh"}
    assert names["fr"]["DEU"] == "Allemagne"
    assert names["ar"]["FRA"] == "فرنسا"
    shown = {node.attributes["data-n"] for path in (site / "state").iterdir() for node in page(path).css("h1 [data-n]")}
    assert shown <= names["ru"].keys()


def test_words_of_documents_cannot_become_markup(tmp_path: Path, published: Path) -> None:
    """A report may hold anything; on a page it is words."""
    copy = tmp_path / "evil.duckdb"
    copy.write_bytes(published.read_bytes())
    copy.chmod(0o644)
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
    with duckdb.connect(copy) as connection:
        connection.execute("UPDATE documents SET title = ?, text = replace(text, 'statements', ?)", [evil, evil[:10]])
        connection.execute("UPDATE agenda_items SET title = ?", [evil])
        connection.execute("UPDATE analytics.agenda_engagement SET title = ?", [evil])
        connection.execute("UPDATE attendance SET name_as_written = ?, note = ?", [evil, evil])
        connection.execute("UPDATE officers SET role = ?, person = ?", [evil, evil])
        connection.execute("UPDATE meetings SET place = ?", [evil])
        connection.execute("UPDATE analytics.meeting_coverage SET body_name = ?", [evil])
        connection.execute("UPDATE participants SET name = ? WHERE participant_id = 'FRA'", [evil])
    site = tmp_path / "site"
    build(copy, site)
    for path in pages_of(site):
        tree = page(path)
        assert not tree.css("[onerror]"), path.name
        inline = [node for node in tree.css("script") if not node.attributes.get("src")]
        assert all(node.attributes.get("type") == "application/json" for node in inline), path.name


def test_the_same_file_gives_the_same_bytes(tmp_path: Path, published: Path, site: Path) -> None:
    again = tmp_path / "site"
    build(published, again)
    for path in pages_of(site):
        assert path.read_bytes() == (again / path.relative_to(site)).read_bytes()


def test_a_site_is_replaced_whole_and_nothing_else_is(tmp_path: Path, published: Path) -> None:
    folder = tmp_path / "site"
    build(published, folder)
    stale = folder / "state" / "stale.html"
    stale.write_text("from before")
    build(published, folder)
    assert not stale.exists() and (folder / MARK).is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work")
    with pytest.raises(WrongUse, match="is there and is no site"):
        build(published, other)
    assert (other / "thesis.txt").read_text() == "years of work"


def test_without_a_published_file_one_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match=r"there is no .* yet: run `sederunt run` first"):
        build(tmp_path / "none.duckdb", tmp_path / "site")
    old = tmp_path / "old.duckdb"
    with duckdb.connect(old) as connection:
        connection.execute("CREATE TABLE meetings (meeting_id VARCHAR)")
    with pytest.raises(WrongUse, match="lacks what the pages show"):
        build(old, tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://documents.example.org/A/1", "https://documents.example.org/A/1"),
        ("file:///srv/private/folder/report%20one.pdf", "report one.pdf"),
        ("s3://bucket/key/report.txt", "report.txt"),
    ],
)
def test_the_folders_of_this_machine_are_not_shown(address: str, shown: str) -> None:
    assert source_shown(address) == shown
