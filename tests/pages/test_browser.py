"""The site in a browser: opened from the folder and served, it draws, filters, sorts, downloads and asks nobody else.

With SEDERUNT_SCREENSHOTS the pictures of the docs are made anew in that folder.
"""

from __future__ import annotations

import csv
import io
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.pages.conftest import CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")]
BODY = "body/commission-on-night-sky-quality.html"
MEETING = "meeting/commission-on-night-sky-quality.10.html"
#: One page of every kind.
KINDS = (
    "index.html",
    "attendance.html",
    "bodies.html",
    "states.html",
    "organizations.html",
    "meetings.html",
    "quality.html",
    "definitions.html",
    "year/2024.html",
    BODY,
    "state/FRA.html",
    MEETING,
)
#: What Chromium does of itself is turned off, so that whatever it asks for, a page has asked for.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
DRAWN = "[...document.querySelectorAll('[data-spec]')].every((one) => one.dataset.drawn)"


class Quiet(SimpleHTTPRequestHandler):
    """A file server that does not write into the output of the tests."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of the site on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page that is open, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}, "locale": "en"} | settings))
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, address: str) -> Page:
        """Go there and wait until all is drawn."""
        self.page.goto(address)
        self.page.wait_for_selector("html[data-ready]")
        self.page.wait_for_function(DRAWN)
        return self.page


def violations(page: Page) -> list[tuple[str, str]]:
    """The rules of accessibility that the page does not keep, as axe finds them, each with the first place."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response
    assert found["passes"], "axe did not run"
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_quiet_accessible_and_fits_a_phone(browser: Browser, served: str, kind: str) -> None:
    """One visit for all three: it asks its own host alone, complains of nothing, keeps the rules in light and dark."""
    with Visit(browser) as visit:
        page = visit.open(f"{served}/{kind}")
        assert visit.complaints == []
        hosts = {urlsplit(url).netloc for url in visit.asked if urlsplit(url).scheme not in ("data", "blob")}
        assert hosts == {urlsplit(served).netloc}
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert visit.complaints == []


@pytest.mark.parametrize("kind", ["index.html", BODY, MEETING])
def test_a_page_works_from_the_folder(browser: Browser, site: Path, kind: str) -> None:
    with Visit(browser) as visit:
        page = visit.open((site / kind).as_uri())
        assert visit.complaints == []
        assert {urlsplit(url).scheme for url in visit.asked} <= {"file", "data"}
        assert page.locator(".chart svg").count() == page.locator("[data-spec]").count() > 0


def cells(page: Page, table: str, column: int) -> list[str]:
    """What a column of a table shows."""
    return page.locator(f"#{table} tbody tr > *:nth-child({column})").all_inner_texts()


def test_a_filter_shows_the_rows_that_have_the_words(browser: Browser, served: str) -> None:
    with Visit(browser) as visit:
        page = visit.open(f"{served}/states.html")
        everyone = cells(page, "states", 1)
        page.get_by_role("searchbox", name="Filter: States").fill("republic")
        wanted = [name for name in everyone if "republic" in name.lower()]
        assert cells(page, "states", 1) == wanted and 1 < len(wanted) < len(everyone)
        assert page.locator("#states .status").inner_text() == f"{len(wanted)} of {len(everyone)} rows"
        page.get_by_label("Regional group").select_option(label="Group of African States")
        assert set(cells(page, "states", 3)) == {"Group of African States"}
        page.get_by_role("searchbox", name="Filter: States").fill("")
        assert len(cells(page, "states", 1)) > len(wanted)


def test_a_table_is_sorted_by_keyboard_and_says_so(browser: Browser, served: str) -> None:
    with Visit(browser) as visit:
        page = visit.open(f"{served}/states.html")
        head = page.locator("#states th[data-field=n_attended]")
        head.get_by_role("button").focus()
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "descending"
        numbers = [int(number) for number in cells(page, "states", 5)]
        assert numbers == sorted(numbers, reverse=True) and numbers[0] > numbers[-1]
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == "ascending"
        assert [int(number) for number in cells(page, "states", 5)] == sorted(numbers)


@pytest.mark.parametrize("presses", [1, 2])
def test_what_is_not_known_is_sorted_last_either_way(browser: Browser, served: str, presses: int) -> None:
    with Visit(browser) as visit:
        page = visit.open(f"{served}/{BODY}")
        page.locator("summary").first.click()
        for _ in range(presses):
            page.locator("#meetings th[data-field=n_states] button").click()
        shown = cells(page, "meetings", 4)
        n_unknown = shown.count("not known")
        assert n_unknown and shown[-n_unknown:] == ["not known"] * n_unknown


def test_a_download_is_what_the_table_shows(browser: Browser, served: str) -> None:
    with Visit(browser) as visit:
        page = visit.open(f"{served}/{BODY}")
        page.locator("summary").first.click()
        page.locator("#meetings input[type=search]").fill("Vienna")
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download CSV: Meetings of this body").click()
        assert waiting.value.suggested_filename == "commission-on-night-sky-quality-meetings.csv"
        data = Path(waiting.value.path()).read_text("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(data)))
        assert [line["Meeting"] for line in lines] == cells(page, "meetings", 1)
        assert {line["Place"] for line in lines} == {"Vienna"}
        shown = ["" if number == "not known" else number for number in cells(page, "meetings", 4)]
        assert [line["States listed"] for line in lines] == shown
        assert all(len(line["First day"]) == len("2026-01-01") for line in lines)


def test_a_chart_draws_its_table(browser: Browser, served: str) -> None:
    with Visit(browser) as visit:
        page = visit.open(f"{served}/{BODY}")
        chart = page.locator("[data-table=speakers]")
        page.locator("details:has(#speakers) summary").click()
        wanted = cells(page, "speakers", 2)[:15]
        drawn = chart.locator("svg g.mark-text.layer_1_marks text").all_text_contents()
        assert sorted(drawn, key=int) == sorted(wanted, key=int) and len(wanted) == 15
        assert "figures stand in the table" in (chart.get_attribute("aria-label") or "")
        hatched = page.locator("[data-table=meetings] svg path[fill='url(#hatch)']").count()
        page.locator("summary").first.click()
        assert hatched == cells(page, "meetings", 4).count("not known") > 0


@pytest.mark.parametrize(
    ("language", "name", "direction"),
    [
        ("ar", "فرنسا", "rtl"),
        ("es", "Francia", "ltr"),
        ("fr", "France", "ltr"),
        ("ru", "Франция", "ltr"),
        ("zh", "法国", "ltr"),
    ],
)
def test_names_follow_the_reader(browser: Browser, served: str, language: str, name: str, direction: str) -> None:
    with Visit(browser, locale=language) as visit:
        page = visit.open(f"{served}/state/FRA.html")
        title = page.locator("h1 [data-n=FRA]")
        assert (title.inner_text(), title.get_attribute("lang"), title.get_attribute("dir")) == (
            name,
            language,
            direction,
        )
        page.wait_for_function(f"document.querySelector('[data-table=others]').textContent.includes('{name}')")
        page.get_by_label("Names in").select_option("en")
        assert title.inner_text() == "France"
        assert title.get_attribute("dir") is None
        page.reload()
        assert page.locator("h1 [data-n=FRA]").inner_text() == "France", "the choice is kept"


def test_a_filter_finds_names_in_the_language_shown_and_in_english(browser: Browser, served: str) -> None:
    with Visit(browser, locale="ru") as visit:
        page = visit.open(f"{served}/states.html")
        for words in ("германия", "germany"):
            page.get_by_role("searchbox").fill(words)
            assert cells(page, "states", 1) == ["Германия"]


def test_a_link_to_a_statement_shows_it_though_it_is_far_down(browser: Browser, served: str, site: Path) -> None:
    with Visit(browser) as visit:
        page = visit.open(f"{served}/{MEETING}#s20")
        assert page.locator("#s20").is_visible()
        page.locator("#s20 .cite").click()
        assert page.locator(".words:target mark").first.is_visible()


def test_without_scripts_the_page_is_whole(browser: Browser, served: str) -> None:
    with Visit(browser, java_script_enabled=False) as visit:
        visit.page.goto(f"{served}/{BODY}")
        assert visit.page.locator("#states tbody tr").count() > 15
        assert visit.page.locator("#states").is_visible()
        assert not visit.page.locator("#language").is_visible()


@pytest.mark.skipif("SEDERUNT_SCREENSHOTS" not in os.environ, reason="SEDERUNT_SCREENSHOTS names no folder")
def test_pictures_of_the_docs(browser: Browser, served: str) -> None:
    folder = Path(os.environ["SEDERUNT_SCREENSHOTS"])
    wanted = {"overview": "index.html", "attendance": "attendance.html", "body": BODY, "meeting": MEETING}
    for name, kind in wanted.items():
        for device, size, scheme in (("desktop", (1280, 1000), "light"), ("phone", (390, 844), "dark")):
            view = {"width": size[0], "height": size[1]}
            with Visit(browser, viewport=view, color_scheme=scheme) as visit:
                visit.open(f"{served}/{kind}").screenshot(path=folder / f"pages-{name}-{device}.png")
