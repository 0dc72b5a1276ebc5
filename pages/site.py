"""The site: every page of one published file, written into a folder.

What belongs here: which pages there are, and the order of writing. What does not: what a page shows (``front.py``,
``body.py``, ``state.py``, ``meeting.py``), how it looks (``templates/``, ``static/``).

The site is written beside its folder and swapped in whole: a reader never sees half of one. The same file gives the
same bytes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version as version_of
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jinja2

import sederunt
from pages import body, charts, front, meeting, names, state, words
from pages.library import Library
from pages.links import STATEMENTS_A_PART, Links
from pages.quotes import Quotes
from pages.source import Row, Source, grouped
from sederunt.sources.errors import WrongUse

#: In every folder that a site was written to: what has no such file is not replaced.
MARK = ".sederunt-site"
_BY_MEETING = ("attendance", "lists", "statements", "statement_counts", "engagement")
#: Meetings whose reports are looked up at once.
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many pages, and the size of the largest, in bytes."""

    n_pages: int
    largest: int
    n_bytes: int


def build(published: Path, output: Path) -> Written:
    """Write the site of a published file into ``output``, in place of the one that is there.

    Raises ``WrongUse`` where there is no such file, or where the folder holds anything else than a site.
    """
    if output.exists() and not (output / MARK).is_file() and (not output.is_dir() or any(output.iterdir())):
        raise WrongUse(f"{output} is there and is no site: name another folder with --output")
    with Source(published) as source:
        draft = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            written = _Writer(source, draft, output).write()
            _swap(draft, output)
        except OSError as error:
            raise WrongUse(f"the site cannot be written to {output}: {error.strerror}") from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return written


def site_path(home: Path) -> Path:
    """Where the site of a home stands."""
    return home / "site"


def _swap(draft: Path, output: Path) -> None:
    old = output.with_name(f".{output.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    draft.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def bundle_name() -> str:
    """The file with Vega, Vega-Lite and Vega-Embed; a new version has a new name."""
    return f"vega-{version_of('vl-convert-python')}.js"


def write_bundle(place: Path, old: Path) -> None:
    """Write the bundle, or take that of the site before: making it takes seconds."""
    if old.is_file():
        shutil.copyfile(old, place)
        return
    place.write_text(_bundle(), encoding="utf-8")


@cache
def _bundle() -> str:
    import vl_convert

    bundle = vl_convert.javascript_bundle(None)  # type: ignore[arg-type]
    return f"(()=>{{{bundle}}})();\n"  # a function, so that nothing of it but vegaEmbed is seen outside


def source_shown(address: str) -> str:
    """The source as a page names it: an address, or of a file its name alone, not the folders of this machine."""
    parts = urlsplit(address)
    return address if parts.scheme in ("http", "https") else unquote(parts.path.rpartition("/")[2])


class _Writer:
    """Writes all pages into a folder."""

    def __init__(self, source: Source, folder: Path, before: Path) -> None:
        self._source = source
        self._folder = folder
        self._before = before
        self._library = Library(source)
        self._sizes: list[int] = []
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("pages"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        checked = self._library.overview["checked_at"]
        self._environment.globals.update(
            count=words.count,
            number=words.number,
            share=words.share,
            day=words.day,
            days=words.days,
            moment=words.moment,
            plain=words.plain,
            place=words.place,
            languages_offered=words.LANGUAGES,
            version=sederunt.__version__,
            checked=words.moment(checked) if checked else "",
            bundle=bundle_name(),
        )

    def write(self) -> Written:
        """All of it."""
        for name in ("assets", "body", "state", "meeting", "year"):
            (self._folder / name).mkdir()
        self._assets()
        self._front()
        self._bodies()
        self._states()
        self._meetings()
        (self._folder / MARK).write_text(f"{self._source.path.name}\n", encoding="utf-8")
        return Written(len(self._sizes), max(self._sizes), sum(self._sizes))

    def _page(self, place: str, template: str, context: Mapping[str, Any], section: str = "") -> None:
        root = "../" * place.count("/")
        page = self._environment.get_template(f"{template}.html.j2").render(
            {"root": root, "stem": Path(place).stem, "section": section or place, "charts": self._charts, **context}
        )
        data = page.encode("utf-8")
        self._sizes.append(len(data))
        (self._folder / place).write_bytes(data)

    @cached_property
    def _charts(self) -> Mapping[str, str]:
        """The specifications, by name."""
        return {chart.__name__: chart() for chart in charts.ALL}

    def _assets(self) -> None:
        assets = self._folder / "assets"
        for file in (files("pages") / "static").iterdir():
            (assets / file.name).write_bytes(file.read_bytes())
        library = self._library
        script = names.script(self._source, library.named, library.body_names)
        (assets / "names.js").write_text(script, encoding="utf-8")
        write_bundle(assets / bundle_name(), self._before / "assets" / bundle_name())

    def _front(self) -> None:
        library = self._library
        self._page("index.html", "index", {**front.overview(library), "has_charts": True})
        self._page("attendance.html", "attendance", {**front.attendance(library, self._source), "has_charts": True})
        self._page("bodies.html", "bodies", {"bodies": front.bodies_table(library, "", 300)})
        self._page("states.html", "states", front.states(library))
        self._page("organizations.html", "organizations", front.organizations(library))
        self._page("quality.html", "quality", front.quality(library, self._source))
        self._page("definitions.html", "definitions", front.definitions(self._source))
        for place, context in front.meetings(library):
            self._page(place, "meetings", context, "meetings.html")

    def _bodies(self) -> None:
        agendas = self._source.stream("engagement", "meeting_id")
        spoken_on = {identity: rows for identity in sorted(self._library.meeting) if (rows := agendas.take(identity))}
        for body_id, place in self._library.links.bodies.items():
            context = body.context(self._library, body_id, spoken_on)
            self._page(place, "body", {**context, "has_charts": True}, "bodies.html")

    def _states(self) -> None:
        statements = self._source.stream("statements_by_participant", "participant_id")
        everyone = state.Everyone.of(self._library)
        for one in sorted(self._library.states, key=lambda row: row["participant_id"]):
            identity = one["participant_id"]
            context = state.context(self._library, one, statements.take(identity), everyone)
            self._page(self._library.links.states[identity], "state", {**context, "has_charts": True}, "states.html")

    def _meetings(self) -> None:
        streams = {name: self._source.stream(name, "meeting_id") for name in _BY_MEETING}
        of_document = {
            name: grouped(self._source.rows(name), "document_id") for name in ("unresolved_names", "anomalies")
        }
        for batch in _batches(sorted(self._library.meeting)):
            rows = {identity: {name: streams[name].take(identity) for name in _BY_MEETING} for identity in batch}
            texts = self._texts(rows)
            for identity in batch:
                one = self._library.meeting[identity]
                documents = {row["document_id"] for row in _stated(rows[identity])}
                documents.add(one["document_id"])
                said = {
                    name: [row for document in sorted(documents) for row in found.get(document, ())]
                    for name, found in of_document.items()
                }
                context = meeting.context(self._library, one, {**rows[identity], **said}, Quotes(texts))
                shown = {**context, "source": source_shown(one["source_uri"]), "has_charts": True}
                place = self._library.links.meetings[identity]
                self._page(place, "meeting", shown, "meetings.html")
                self._further_parts(place, one, rows[identity]["statements"], Quotes(texts))

    def _further_parts(self, place: str, one: Row, statements: list[Row], quotes: Quotes) -> None:
        """The statements that are too many for the page of their meeting."""
        for start in range(STATEMENTS_A_PART, len(statements), STATEMENTS_A_PART):
            some = statements[start : start + STATEMENTS_A_PART]
            context = meeting.further(self._library, one, some, len(statements), quotes)
            self._page(Links.part(place, context["part"]), "statements", context, "meetings.html")

    def _texts(self, rows: Mapping[str, Mapping[str, list[Row]]]) -> Mapping[str, tuple[str, str]]:
        """Language and text of every document that states a fact of these meetings."""
        ids = {row["document_id"] for of_meeting in rows.values() for row in _stated(of_meeting)}
        for identity in rows:
            ids.update(row["document_id"] for row in self._library.officers_of_meeting.get(identity, ()))
        found = self._source.rows("documents", {"ids": sorted(ids)})
        return {row["document_id"]: (row["language"], row["text"]) for row in found}


def _stated(rows: Mapping[str, list[Row]]) -> Iterator[Row]:
    """The rows that stand in the words of a document."""
    return (row for found in rows.values() for row in found if "document_id" in row)


def _batches(identities: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(identities), _BATCH):
        yield identities[start : start + _BATCH]
